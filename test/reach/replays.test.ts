import { beforeAll, expect, it } from 'vitest'
import { faults } from '../answers.ts'
import { keyed } from '../changes/keyed.ts'
import type { Member } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { run } from './furnished.ts'
import { ofDatabases, scopedPerson } from './scoped.ts'

const { gateway, account, admin } = useWorld()
/** Lea holds everything on databases of her team. */
let lea: Member

beforeAll(async () => {
  const on = { databases: { labels: [{ key: 'team', anyOf: ['ops'] }] } }
  lea = await scopedPerson(gateway, account, [{ permissions: ofDatabases(), on }])
})

const label = (id: string, team: string) =>
  run(
    admin,
    'setDatabaseLabels',
    'SetDatabaseLabelsInput',
    { id, labels: [{ key: 'team', value: team }] },
    '__typename',
  )

it('what was done under a key is told again only of databases, tables and tokens that the caller still reaches', async () => {
  const [clusterId] = account.clusterIds
  const make = async (name: string) => {
    const input = { clusterId, name, labels: [{ key: 'team', value: 'ops' }] }
    return (await run(admin, 'createDatabase', 'CreateDatabaseInput', input, 'database { id }')).database.id as string
  }
  const id = await make('orders')
  const permissions = `permissions: [{ action: READ, databaseId: "${id}" }]`
  const mutations = [
    `renameDatabase(input: { id: "${id}", name: "sales" }) { database { name labels { key value } sync { state } } }`,
    `createTable(input: { databaseId: "${id}", name: "cpu" }) { table { name database { name } } }`,
    `createDatabaseToken(input: { clusterId: "${clusterId}", description: "x", ${permissions} }) { token { description } }`,
    `retrySync(id: "${id}") { sync { state } }`,
  ].map((field) => ({ client: keyed(gateway, lea.token), document: `mutation { ${field} }` }))
  const first: unknown[] = []
  for (const { client, document } of mutations) first.push(await client.run(document))
  for (const [at, { client, document }] of mutations.entries()) expect(await client.run(document)).toEqual(first[at])

  await label(id, 'secret')
  for (const { client, document } of mutations) {
    const answer = await client.send(document)
    expect(faults(answer)[0]).toMatch(/^NOT_FOUND/)
    expect(answer.text).not.toMatch(/secret|sales/)
  }
  await label(id, 'ops')
  for (const [at, { client, document }] of mutations.entries()) {
    if (at > 0) expect(await client.run(document)).toEqual(first[at])
  }

  // What is purged is told again by its id, which is all that was told.
  const purge = keyed(gateway, lea.token)
  await run(admin, 'deleteDatabase', 'DeleteInput', { id, confirmName: 'sales' }, '__typename')
  const document = `mutation { purgeDatabase(input: { id: "${id}", confirmName: "sales" }) { id } }`
  const purged = await purge.run(document)
  expect(await purge.run(document)).toEqual(purged)
})
