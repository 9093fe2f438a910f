import { createHook } from 'node:async_hooks'
import { setImmediate as turn } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { operatorOf } from '../../src/operator/operator.ts'
import { useWorld } from '../world.ts'
import { wasPlanned } from './both-paths.ts'
import { post } from './post.ts'

/** One object alone has statements of its own. */
const few = 2
const many = 100
const turnsAfter = 10

const { gateway, account } = useWorld({ environment: { CLUSTERGATE_POINTS_PER_MINUTE: '1000000' } })

beforeAll(async () => {
  const operator = operatorOf(gateway.app.core)
  const person = (at: number) => ({
    email: `person${at}@example.com`,
    name: `Person ${at}`,
    groups: ['member' as const],
    attributes: [],
  })
  await operator.importUsers(
    account.id,
    Array.from({ length: many }, (_, at) => person(at)),
  )
  for (let at = 0; at < many; at++) {
    const { createDatabase } = await account.admin.run(
      'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
      { input: { clusterId: account.clusterIds[0], name: `database${at}` } },
    )
    const permissions = [{ action: 'READ', databaseId: createDatabase.database.id }]
    await account.admin.run(
      'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
      { input: { clusterId: account.clusterIds[0], description: `token ${at}`, permissions } },
    )
  }
}, 60_000)

const people = (fields: string) => `query ($first: Int!) { users(first: $first) { nodes { ${fields} } } }`
const databases = (fields: string) => `query ($first: Int!) { databases(first: $first) { nodes { ${fields} } } }`

/** What DataLoader needs for one key, and graphql-jit to hear of it. */
const promisesOfLoad = 3

describe('the promises of a planned query', () => {
  it.each([
    ['people', people('id email name status')],
    ['databases', databases('id name status')],
  ])('are as many for a hundred %s as for two', async (_what, query) => {
    expect(await promisesOf(query, many)).toBe(await promisesOf(query, few))
  })

  it.each([
    ['people with their groups', people('id email groups { id name }'), 1],
    ['databases with cluster and tokens', databases('id cluster { id name } tokens(first: 5) { nodes { id } } '), 2],
  ])('are a few for each row of %s that is loaded, and none for its fields', async (_what, query, relations) => {
    const more = (await promisesOf(query, many)) - (await promisesOf(query, few))
    expect(more).toBeLessThanOrEqual((many - few) * relations * promisesOfLoad)
  })

  it('are as many for ten fields as for two', async () => {
    const two = databases('id name')
    const ten = databases(
      'id name status retentionPeriod maxTables maxColumnsPerTable createdAt updatedAt restorableUntil version',
    )

    expect(await promisesOf(ten, many)).toBe(await promisesOf(two, many))
  })

  it('are counted: without a plan, each row and field has its own', async () => {
    const unplanned = { extensions: { persistedQuery: null } }
    const base = await promisesOf(databases('id name'), few, unplanned)
    const rows = await promisesOf(databases('id name'), many, unplanned)
    const fields = await promisesOf(databases('id name status version'), many, unplanned)

    expect(rows).toBeGreaterThan(base + many)
    expect(fields).toBeGreaterThan(rows + many)
  })
})

/** How many promises the whole process makes from question to answer, when nothing else happens in it. */
async function promisesOf(query: string, first: number, more: object = {}): Promise<number> {
  const counts: number[] = []
  for (let attempt = 0; attempt < 8; attempt++) {
    let count = 0
    const hook = createHook({
      init(_id, type) {
        if (type === 'PROMISE') count++
      },
    })
    await turn()
    hook.enable()
    const { text, headers } = await post(gateway.url, account.admin.token, { query, variables: { first }, ...more })
    // What comes after the answer is counted, however long that was under way.
    for (let turns = 0; turns < turnsAfter; turns++) await turn()
    hook.disable()
    expect(text).not.toContain('"errors"')
    const [page] = Object.values(JSON.parse(text).data) as { nodes: unknown[] }[]
    expect(page?.nodes).toHaveLength(first)
    const planned = await wasPlanned(gateway, headers['x-request-id'])
    // The first time a document is met, Apollo Server takes it.
    if (attempt > 0) expect(planned).toBe(!('extensions' in more))
    if (attempt > 0) counts.push(count)
  }
  // The mail worker and its like may have had their turn during some.
  return Math.min(...counts)
}
