import { DummyDriver, Kysely, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { expect, it } from 'vitest'
import { scopeSql } from '../../src/policy/scope-sql.ts'
import type { BoundLabel, BoundSelector } from '../../src/policy/selectors.ts'
import { PostgresEngine } from '../../src/store/postgres/engine.ts'
import type { Tables } from '../../src/store/tables.ts'

/** Writes statements for PostgreSQL, and reaches none. */
const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresEngine(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (one) => new PostgresIntrospector(one),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

const ops: BoundLabel = { key: 'team', anyOf: ['ops'] }
const live: BoundLabel = { key: 'stage', anyOf: ['live'] }
const notTest: BoundLabel = { key: 'stage', noneOf: ['test'] }

/** How the databases with each label are asked for, in the order of the labels. */
function waysFor(...selectors: readonly BoundSelector[]): string[] {
  const { sql } = db
    .selectFrom('databases')
    .where(scopeSql(db, 'account', selectors))
    .compile()
  return [...sql.matchAll(/\bdatabases"?\."?id"? (= any|in|not in)\b/g)].map(([, way]) => way as string)
}

it.each<[string, readonly BoundSelector[], readonly string[]]>([
  ['the label of the only selector', [{ labels: [ops] }], ['= any']],
  ['the first label of it, and no other', [{ labels: [ops, live] }], ['= any', 'in']],
  ['the first label that databases must have', [{ labels: [notTest, ops] }], ['not in', '= any']],
  ['no label that they must not have', [{ labels: [notTest] }], ['not in']],
  ['no label of several selectors', [{ labels: [ops] }, { namePrefix: 'a' }, { labels: [live] }], ['in', 'in']],
])('PostgreSQL begins with %s', (_, selectors, ways) => {
  expect(waysFor(...selectors)).toEqual(ways)
})
