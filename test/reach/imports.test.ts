import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ManagementApiEmulator, openManagementApi } from '../clusters/emulators/management-api.ts'
import { importAs, told } from '../clusters/imports/importing.ts'
import { link } from '../clusters/link.ts'
import type { Member } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { run } from './furnished.ts'
import { scopedPerson } from './scoped.ts'

const { gateway, account, admin } = useWorld()
let behind: ManagementApiEmulator
let clusterId: string
/** Imogen imports, and holds nothing else. */
let imogen: Member

beforeAll(async () => {
  clusterId = account.clusterIds[0] as string
  for (const name of ['a-held', 'b-held']) {
    await run(admin, 'createDatabase', 'CreateDatabaseInput', { clusterId, name }, 'database { id }')
  }
  behind = await openManagementApi()
  const { managementUrl, settings, credential } = behind.connection
  await link(gateway, account, { kind: behind.kind, url: managementUrl, settings, credential })
  for (const name of ['a-held', 'b-held', 'fresh', 'granted']) {
    behind.cluster.databases.push({
      ...{ id: behind.cluster.nextId(), name, maxTables: 9n, maxColumnsPerTable: 99n, tables: [] },
      retentionPeriod: 3_600_000_000_000n,
    })
  }
  imogen = await scopedPerson(gateway, account, [{ permissions: ['CLUSTER_IMPORT'], on: { account: true } }])
})
afterAll(() => behind?.close())

const document = (directive: string) => `mutation ($input: ImportFromClusterInput!) ${directive} {
  importFromCluster(input: $input) { results { name error { code message } } } }`

const shown = async (name: string) => {
  const { databases } = await admin.run('{ databases { nodes { name maxTables } } }')
  return databases.nodes.find((one: { name: string }) => one.name === name)
}

it('an import of what has a record here, or of what imported tokens gain, takes the right to change that', async () => {
  const id = randomUUID()
  const more = { createdAt: new Date().toISOString(), accessToken: `${id}${id}`, activeAt: 0 }
  behind.cluster.tokens.push({
    id,
    description: 'shop',
    permissions: [{ action: 'read', resource: 'granted' }],
    ...more,
  })
  const [row] = await importAs(admin, { clusterId, databases: [], credentials: [id] })

  const forbidden = (permission: string) => ({ code: 'FORBIDDEN', message: expect.stringContaining(permission) })
  const input = { clusterId, databases: ['a-held', 'fresh', 'granted'] }
  const answer = await imogen.send(document(''), { input })
  expect(answer.data.importFromCluster.results).toEqual([
    { name: 'a-held', error: forbidden('DATABASE_UPDATE') },
    { name: 'fresh', error: null },
    { name: 'granted', error: forbidden('DATABASE_TOKEN_UPDATE') },
  ])
  expect(await shown('a-held')).toEqual({ name: 'a-held', maxTables: 500 })
  const read = 'query ($id: ID!) { databaseToken(id: $id) { danglingPermissions permissions { action } } }'
  const token = async () => (await admin.run(read, { id: row.token.id })).databaseToken
  expect(await token()).toEqual({ danglingPermissions: ['READ granted'], permissions: [] })

  expect((await importAs(admin, { clusterId, databases: ['granted'] })).map(told)).toEqual(['granted'])
  expect(await token()).toEqual({ danglingPermissions: [], permissions: [{ action: 'READ' }] })
})

it('a rehearsal tells nothing of databases that its reader does not see, and says that something is withheld', async () => {
  // Ida imports and changes everything, and reads databases whose names begin with `z-`.
  const ida = await scopedPerson(gateway, account, [
    { permissions: ['CLUSTER_IMPORT', 'DATABASE_UPDATE', 'DATABASE_TOKEN_UPDATE'], on: { account: true } },
    { permissions: ['DATABASE_READ'], on: { databases: { namePrefix: 'z-' } } },
  ])
  const input = { clusterId, databases: ['b-held'] }
  const { errors, text } = await ida.send(document('@dryRun'), { input })
  expect(errors).toEqual([])
  const { events, withheld } = JSON.parse(text).extensions.dryRun.importFromCluster
  expect(events).toEqual([])
  expect(withheld).toBe(true)
  const whole = await admin.send(document('@dryRun'), { input })
  expect(JSON.parse(whole.text).extensions.dryRun.importFromCluster.events).toMatchObject([
    { resourceLabel: 'b-held', outcome: 'SUCCEEDED' },
  ])
})
