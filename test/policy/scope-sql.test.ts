import { beforeAll, describe, expect, it } from 'vitest'
import { scopeSql } from '../../src/policy/scope-sql.ts'
import { type BoundLabel, type BoundSelector, bind, matches, type Resource } from '../../src/policy/selectors.ts'
import { newId } from '../../src/values/id.ts'
import { createDatabase } from '../databases/documents.ts'
import { planOf } from '../store/plans.ts'
import { onPostgres } from '../store.ts'
import { useWorld } from '../world.ts'
import { dice } from './oracle.ts'
import { type Known, makeAttributesOfPerson, makeRows, makeSelector } from './random-groups.ts'

describe('the condition in SQL', () => {
  const { gateway, account, stranger } = useWorld()
  const random = dice(11)
  const rows: Required<Resource>[] = []

  beforeAll(async () => {
    for (const owner of [account, stranger]) {
      const { id } = await createDatabase(owner, { name: 'template' })
      const {
        id: _,
        name: _name,
        cluster_id: _cluster,
        ...template
      } = await gateway.db.selectFrom('databases').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      const made = makeRows(random, owner.clusterIds, 60)
      // Names are unique among active databases.
      const stored = made.map((row, at) => ({
        ...template,
        id: row.id,
        cluster_id: row.clusterId,
        name: row.name,
        deleted_at: at + 1,
      }))
      await gateway.db.insertInto('databases').values(stored).execute()
      const labels = made.flatMap(({ id, labels }) =>
        [...labels].map(([key, value]) => ({ account_id: owner.id, database_id: id, key, value })),
      )
      await gateway.db.insertInto('database_labels').values(labels).execute()
      if (owner === account) rows.push(...made)
    }
    await gateway.db.deleteFrom('databases').where('name', '=', 'template').execute()
  })

  const selectedBy = async (selectors: readonly BoundSelector[]): Promise<string[]> => {
    const query = gateway.db
      .selectFrom('databases')
      .select('id')
      .where('account_id', '=', account.id)
      .where(scopeSql(gateway.db, account.id, selectors))
    return (await query.execute()).map(({ id }) => id).sort()
  }

  const matchedBy = (selectors: readonly BoundSelector[]): string[] =>
    rows
      .filter((row) => selectors.some((selector) => matches(selector, row)))
      .map(({ id }) => id)
      .sort()

  it('selects exactly the rows that the predicate keeps, whatever is asked', async () => {
    const known: Known = {
      clusterIds: [...account.clusterIds, ...stranger.clusterIds],
      databaseIds: rows.map(({ id }) => id),
    }
    let partial = 0
    for (let index = 0; index < 800; index++) {
      const attributes = makeAttributesOfPerson(random)
      const selectors = random
        .oneOf([[], [1], [1], [1, 2], [1, 2, 3, 4]])
        .map(() => bind(makeSelector(random, known), attributes))
      const matched = matchedBy(selectors)
      const selected = await selectedBy(selectors)
      if (selected.join() !== matched.join()) expect(selected, JSON.stringify(selectors)).toEqual(matched)
      if (matched.length > 0 && matched.length < rows.length) partial++
    }
    expect(partial).toBeGreaterThan(300)
  })

  it('selects nothing where nothing is given, and nothing of another account', async () => {
    for (const selectors of [
      [],
      [{}],
      [{ labels: [] }],
      [{ labels: [{ key: 'team', noneOf: [] }] }],
      [{ clusterIds: [] }],
    ]) {
      expect(await selectedBy(selectors)).toEqual([])
      expect(matchedBy(selectors)).toEqual([])
    }
    expect(await selectedBy([{ account: true }])).toHaveLength(rows.length)
    expect(await selectedBy([{ clusterIds: stranger.clusterIds }])).toEqual([])
  })

  it('reads what has a label once, and not for each database', async () => {
    const scope = scopeSql(gateway.db, account.id, [{ labels: [{ key: 'team', anyOf: ['ops'] }] }])
    const query = gateway.db.selectFrom('databases').select('id').where('account_id', '=', account.id).where(scope)
    const plan = await planOf(gateway.db, query.compile().sql)
    expect(plan).not.toMatch(/correlated/i)
    // PostgreSQL goes by statistics, and these are few rows.
    if (!onPostgres) expect(plan).toContain('database_labels_value')
  })

  it('takes the 200 largest selectors that a person may have', async () => {
    const label = (at: number): BoundLabel => ({ key: at % 2 === 0 ? 'team' : 'stage', noneOf: [`v${at}`] })
    const selectors = Array.from({ length: 200 }, (_, at) => ({
      clusterIds: account.clusterIds,
      namePrefix: at === 199 ? 'm' : `${at}`,
      labels: Array.from({ length: 10 }, (_, index) => label(index)),
    }))
    expect(matchedBy(selectors).length).toBeGreaterThan(0)
    expect(await selectedBy(selectors)).toEqual(matchedBy(selectors))
  })

  it('has a place for each list, however long it is', () => {
    const ids = Array.from({ length: 1_000 }, () => newId('database'))
    const compiled = (databaseIds: readonly string[]) =>
      gateway.db
        .selectFrom('databases')
        .where(scopeSql(gateway.db, account.id, [{ databaseIds }]))
        .compile()
    expect(compiled(ids).sql).toBe(compiled([]).sql)
    expect(compiled(ids).parameters).toHaveLength(1)
  })
})
