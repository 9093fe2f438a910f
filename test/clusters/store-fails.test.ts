import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDocument } from '../databases/documents.ts'
import { eventually } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { type EmulatedCluster, emulatedCluster } from './emulated.ts'

const { gateway, account, admin } = useWorld()
let emulated: EmulatedCluster

beforeAll(async () => {
  emulated = await emulatedCluster(gateway, account)
})
afterAll(() => emulated?.behind.close())

const rename = (from: string, to: string) =>
  sql`alter table ${sql.table(from)} rename to ${sql.table(to)}`.execute(gateway.db)

it('a change is answered as committed although the store fails while the cluster is told of it', async () => {
  const { behind, clusterId } = emulated
  // The cluster has the database, and the gateway is about to note that.
  behind.after = async (operation) => {
    if (operation !== 'POST /databases') return undefined
    behind.after = undefined
    await rename('cluster_work', 'cluster_work_gone')
    // The claim of the attempt ends: what has come of it cannot be noted any more.
    gateway.advance(30_000)
    return undefined
  }
  const { data, errors } = await admin.send(createDocument, { input: { clusterId, name: 'orders' } })
  await rename('cluster_work_gone', 'cluster_work')

  expect(errors).toEqual([])
  const { id, name } = data.createDatabase.database
  expect(name).toBe('orders')
  const stateOf = async () =>
    (await admin.run('query ($id: ID!) { database(id: $id) { sync { state } } }', { id })).database.sync.state
  await eventually(async () => (await stateOf()) === 'APPLIED')
  expect(behind.cluster.databases.map((database) => database.name)).toEqual(['orders'])
})
