import { afterAll, beforeAll, expect, it } from 'vitest'
import { faults } from '../../answers.ts'
import { createDatabase, eventsOf } from '../../databases/documents.ts'
import { scopedPerson } from '../../reach/scoped.ts'
import { useWorld } from '../../world.ts'
import { compare } from '../compare.ts'
import { type Influxdb2Emulator, openInfluxdb2 } from '../emulators/influxdb-2.ts'
import { link } from '../link.ts'

const { gateway, account, admin, audrey } = useWorld()
let behind: Influxdb2Emulator

beforeAll(async () => {
  behind = await openInfluxdb2()
  const { url, token, organizationId } = behind
  await link(gateway, account, {
    ...{ kind: 'INFLUXDB_2', url, credential: token, settings: { organizationId }, enforcement: 'FORWARD_AUTH' },
  })
})
afterAll(() => behind?.close())

const acceptDocument = 'mutation ($id: ID!) { acceptFromCluster(id: $id) { sync { state } } }'

const rename = (from: string, to: string) => {
  const bucket = [...behind.buckets.values()].find(({ name }) => name === from)
  if (!bucket) throw new Error('There is no such bucket.')
  bucket.name = to
}

const document = `query ($id: ID!) { database(id: $id) { name sync { state differences { field here onCluster } } } }`
const read = async (id: string) => (await admin.run(document, { id })).database

it('a bucket that somebody has renamed is known by its id, and its name is theirs to restore or to accept', async () => {
  const [clusterId = ''] = account.clusterIds
  const { id } = await createDatabase(account, { name: 'orders' })
  rename('orders', 'sales')
  await compare(gateway, account, clusterId)
  const differences = [{ field: 'name', here: 'orders', onCluster: 'sales' }]
  expect(await read(id)).toEqual({ name: 'orders', sync: { state: 'DRIFTED', differences } })

  await admin.run(acceptDocument, { id })
  expect(await read(id)).toEqual({ name: 'sales', sync: { state: 'APPLIED', differences: [] } })
  expect((await eventsOf(audrey, id)).map(({ action }: { action: string }) => action)).toEqual([
    'database.create',
    'sync.drift',
    'sync.accept',
  ])

  rename('sales', 'orders')
  await compare(gateway, account, clusterId)
  await admin.run('mutation ($id: ID!) { restoreOnCluster(id: $id) { sync { state } } }', { id })
  expect(await read(id)).toEqual({ name: 'sales', sync: { state: 'APPLIED', differences: [] } })
  expect([...behind.buckets.values()].map(({ name }) => name)).toContain('sales')
})

it('nobody accepts a name by which a group would grant on the database what they lack', async () => {
  const { id } = await createDatabase(account, { name: 'precious' })
  const writes = ['DATABASE_READ', 'DATABASE_UPDATE'] as const
  const writer = await scopedPerson(gateway, account, [
    { permissions: writes, on: { account: true } },
    { permissions: ['DATABASE_DELETE'], on: { databases: { namePrefix: 'dev-' } } },
  ])
  rename('precious', 'dev-precious')
  await compare(gateway, account, account.clusterIds[0] as string)
  expect(faults(await writer.send(acceptDocument, { id }))).toEqual(['FORBIDDEN id'])
  expect(await read(id)).toMatchObject({ name: 'precious', sync: { state: 'DRIFTED' } })
  expect(faults(await admin.send(acceptDocument, { id }))).toEqual([])
})
