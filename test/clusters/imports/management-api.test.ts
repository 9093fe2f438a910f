import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../../databases/documents.ts'
import { useWorld } from '../../world.ts'
import { compare as compareNow } from '../compare.ts'
import { type EmulatedCluster, emulatedCluster } from '../emulated.ts'
import { importAs, told, unmanagedOf } from './importing.ts'

describe('a cluster behind the Management API that is in use already', () => {
  const { gateway, account, admin } = useWorld()
  let emulated: EmulatedCluster
  beforeAll(async () => {
    emulated = await emulatedCluster(gateway, account)
    const { cluster } = emulated.behind
    const database = (name: string) => ({
      ...{ id: cluster.nextId(), name, maxTables: 9n, maxColumnsPerTable: 99n, tables: [] },
      retentionPeriod: 3_600_000_000_000n,
    })
    cluster.databases.push(database('orders'), database('later'))
  })
  afterAll(() => emulated?.behind.close())

  const hold = (description: string, ...permissions: { action: string; resource: string }[]) => {
    const id = randomUUID()
    const more = { createdAt: new Date().toISOString(), accessToken: `${id}${id}`, activeAt: 0 }
    emulated.behind.cluster.tokens.push({ id, description, permissions, ...more })
    return id
  }
  const compare = () => compareNow(gateway, account, emulated.clusterId)
  const tokenDocument = `query ($id: ID!) { databaseToken(id: $id) {
    danglingPermissions permissions { action allDatabases database { name } } sync { state } } }`
  const read = async (id: string) => (await admin.run(tokenDocument, { id })).databaseToken

  it('shows a permission on a name that does not exist, and takes it away at the first update of the token', async () => {
    const externalId = hold(
      'shop',
      { action: 'read', resource: 'orders' },
      { action: 'write', resource: 'nowhere' },
      { action: 'write', resource: 'later' },
      { action: 'read', resource: '*' },
    )
    const input = { clusterId: emulated.clusterId, databases: ['orders'], credentials: [externalId] }
    const [database, token] = await importAs(admin, input)
    expect(database?.database).toMatchObject({ retentionPeriod: '1h', maxTables: 9, maxColumnsPerTable: 99 })
    const { id } = token?.token ?? {}
    expect(await read(id)).toEqual({
      danglingPermissions: ['WRITE nowhere', 'WRITE later'],
      permissions: [
        { action: 'READ', allDatabases: false, database: { name: 'orders' } },
        { action: 'READ', allDatabases: true, database: null },
      ],
      sync: { state: 'APPLIED' },
    })
    await compare()
    expect((await read(id)).danglingPermissions).toHaveLength(2)

    const update =
      'mutation ($input: UpdateDatabaseTokenInput!) { updateDatabaseToken(input: $input) { token { id } } }'
    await admin.run(update, { input: { id, description: 'the shop' } })
    expect(await read(id)).toMatchObject({ danglingPermissions: ['WRITE later'], sync: { state: 'APPLIED' } })
    const there = emulated.behind.cluster.tokens.find((one) => one.id === externalId)
    expect(there?.permissions.map(({ resource }) => resource).sort()).toEqual(['*', 'later', 'orders'])
  })

  it('takes an imported token’s right on a name away before a database gets the name, and records that', async () => {
    const { clusterId, behind } = emulated
    const externalId = hold('early', { action: 'write', resource: 'coming' }, { action: 'write', resource: 'later' })
    const secret = `${externalId}${externalId}`
    const [row] = await importAs(admin, { clusterId, databases: [], credentials: [externalId] })
    const { id } = row.token
    const statuses: number[] = []
    behind.after = async (operation) => {
      if (operation === 'POST /databases') statuses.push(await behind.write(secret, 'coming'))
      return undefined
    }
    const coming = await createDatabase(account, { clusterId, name: 'coming' })
    behind.after = undefined
    expect([...statuses, await behind.write(secret, 'coming')]).toEqual([403, 403])
    expect(await behind.write(secret, 'later')).toBe(204)
    expect(await read(id)).toMatchObject({ danglingPermissions: ['WRITE later'], sync: { state: 'APPLIED' } })
    const audited = await admin.run(
      'query ($id: ID!) { auditEvents(filter: { resourceIds: [$id] }) { nodes { action actorLabel changes { field before after } } } }',
      { id },
    )
    expect(audited.auditEvents.nodes[0]).toEqual({
      ...{ action: 'sync.repair', actorLabel: 'gateway' },
      changes: [{ field: 'permissions', before: ['WRITE coming', 'WRITE later'], after: ['WRITE later'] }],
    })
    const state = await admin.run('query ($id: ID!) { database(id: $id) { sync { state } } }', { id: coming.id })
    expect(state.database.sync.state).toBe('APPLIED')
  })

  it('keeps a name from a database as long as an imported token may use it, and says which', async () => {
    const { clusterId, behind } = emulated
    const externalId = hold('stubborn', { action: 'write', resource: 'wished' })
    const [row] = await importAs(admin, { clusterId, databases: [], credentials: [externalId] })
    behind.before = (operation) => (operation === 'PATCH /tokens/{tokenId}' ? 400 : undefined)
    const { id } = await createDatabase(account, { clusterId, name: 'wished' })
    const state = () =>
      admin.run('query ($id: ID!) { database(id: $id) { sync { state lastError { code message } } } }', { id })
    await expect
      .poll(async () => (await state()).database.sync)
      .toMatchObject({
        state: 'FAILED',
        lastError: { code: 'REFUSED', message: expect.stringContaining('“stubborn”') },
      })
    expect(behind.cluster.databases.map(({ name }) => name)).not.toContain('wished')
    behind.before = undefined
    await admin.run('mutation ($id: ID!) { revokeDatabaseToken(id: $id) { token { id } } }', { id: row.token.id })
    await admin.run('mutation ($id: ID!) { retrySync(id: $id) { sync { state } } }', { id })
    expect((await state()).database.sync.state).toBe('APPLIED')
  })

  it('has 500 of its tokens imported, and nothing of them differs afterwards', async () => {
    const credentials = Array.from({ length: 500 }, (_, at) =>
      hold(`token ${at}`, { action: 'read', resource: 'orders' }),
    )
    const rows = await importAs(admin, { clusterId: emulated.clusterId, databases: [], credentials })
    expect(rows.map(told)).toEqual(credentials)
    const { credentials: left } = await unmanagedOf(admin, emulated.clusterId)
    expect(left).toEqual([])
    await compare()
    const { cluster } = await admin.run(
      'query ($id: ID!) { cluster(id: $id) { link { pendingCount failedCount driftedCount unmanagedCredentialCount } } }',
      { id: emulated.clusterId },
    )
    expect(cluster.link).toEqual({ pendingCount: 0, failedCount: 0, driftedCount: 0, unmanagedCredentialCount: 0 })
  })

  it('shows other limits as a difference, and a renamed database as gone', async () => {
    const { clusterId, behind } = emulated
    const { id } = await createDatabase(account, { clusterId, name: 'limited' })
    const there = behind.cluster.databases.find(({ name }) => name === 'limited') as { name: string; maxTables: bigint }
    there.maxTables = 3n
    await compare()
    const document =
      'query ($id: ID!) { database(id: $id) { sync { state lastError { code } differences { field here onCluster } } } }'
    expect((await admin.run(document, { id })).database.sync).toEqual({
      ...{ state: 'DRIFTED', lastError: null },
      differences: [{ field: 'maxTables', here: 500, onCluster: 3 }],
    })
    there.name = 'renamed'
    await compare()
    expect((await admin.run(document, { id })).database.sync).toMatchObject({
      ...{ state: 'FAILED', lastError: { code: 'MISSING' } },
    })
    expect((await unmanagedOf(admin, clusterId)).databases.map(({ name }) => name)).toEqual(['later', 'renamed'])
  })
})
