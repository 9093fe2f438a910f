import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createToken } from '../../database-tokens/documents.ts'
import { createDatabase, deleteDatabase, eventsOf } from '../../databases/documents.ts'
import { useWorld } from '../../world.ts'
import { compare as compareNow } from '../compare.ts'
import { importAs } from '../imports/importing.ts'
import { createUser, type Influxd, startInfluxd, usualPassword } from '../influxd.ts'
import { link } from '../link.ts'

const syncDocument = `query ($id: ID!) { node(id: $id) {
  ... on Database { retentionPeriod sync { state lastError { code message } differences { field here onCluster } } }
  ... on DatabaseToken { sync { state lastError { code } } } } }`

describe('what somebody has changed on an InfluxDB 1.x', () => {
  const { gateway, account, admin, mel, audrey } = useWorld()
  let influxd: Influxd
  let clusterId: string
  let orders: { id: string; name: string }
  beforeAll(async () => {
    influxd = await startInfluxd({ hasAuth: true })
    clusterId = account.clusterIds[0] as string
    await link(gateway, account, {
      kind: 'INFLUXDB_1',
      url: influxd.url,
      credential: usualPassword,
      settings: { username: 'root' },
    })
    orders = await createDatabase(account, { name: 'orders', retentionPeriod: '7d' })
  })
  afterAll(() => influxd?.stop())

  const compare = () => compareNow(gateway, account, clusterId)
  const node = async (id: string) => (await admin.run(syncDocument, { id })).node
  const actions = async (id: string) =>
    (await eventsOf(audrey, id)).map(({ action, actorLabel }: Record<string, string>) => `${actorLabel} ${action}`)
  const grantsOf = async (user: string) => {
    const [result] = await influxd.run(`SHOW GRANTS FOR "${user}"`)
    return (result?.series?.[0]?.values ?? []).filter(([, held]) => held !== 'NO PRIVILEGES')
  }
  const decide = (client: typeof admin, field: string, id: string) =>
    client.send(`mutation ($id: ID!) { ${field}(id: $id) { node { id } sync { state differences { field } } } }`, {
      id,
    })

  it('is nothing while nobody has: nothing is told, and nothing audited', async () => {
    const before = await actions(orders.id)
    await compare()
    expect((await node(orders.id)).sync).toEqual({ state: 'APPLIED', lastError: null, differences: [] })
    expect(await actions(orders.id)).toEqual(before)
    const { cluster } = await mel.run(
      'query ($id: ID!) { cluster(id: $id) { link { driftCheckedAt unmanagedDatabaseCount unmanagedCredentialCount } } }',
      { id: clusterId },
    )
    expect(cluster.link).toEqual({
      ...{ driftCheckedAt: expect.any(String), unmanagedDatabaseCount: 0, unmanagedCredentialCount: 1 },
    })
  })

  it('is put right at once where a token may do more or less than it should', async () => {
    const other = await createDatabase(account, { name: 'other' })
    const permissions = [{ action: 'READ', databaseId: orders.id }]
    const { token } = await createToken(admin, account, { permissions })
    await influxd.run(`GRANT ALL ON other TO "${token.id}"; REVOKE READ ON orders FROM "${token.id}"`)
    await compare()
    expect(await grantsOf(token.id)).toEqual([['orders', 'READ']])
    expect((await node(token.id)).sync.state).toBe('APPLIED')
    expect(await actions(token.id)).toContain('gateway sync.repair')

    await influxd.run(`GRANT ALL PRIVILEGES TO "${token.id}"`)
    await compare()
    const [users] = await influxd.run('SHOW USERS')
    expect(users?.series?.[0]?.values).toContainEqual([token.id, false])
    await deleteDatabase(admin, other)
  })

  it('is taken away again where a revoked token is back', async () => {
    const { token } = await createToken(admin, account, { permissions: [{ action: 'READ', databaseId: orders.id }] })
    await admin.run('mutation ($id: ID!) { revokeDatabaseToken(id: $id) { token { id } } }', { id: token.id })
    await influxd.run(createUser(`"${token.id}"`))
    await compare()
    const [users] = await influxd.run('SHOW USERS')
    expect(users?.series?.[0]?.values.map(([name]) => name)).not.toContain(token.id)
    expect(await actions(token.id)).toContain('gateway sync.repair')
  })

  it('is told of a token whose user is gone: its secret is kept nowhere', async () => {
    const { token } = await createToken(admin, account, { permissions: [{ action: 'READ', databaseId: orders.id }] })
    await influxd.run(`DROP USER "${token.id}"`)
    await compare()
    expect((await node(token.id)).sync).toMatchObject({ state: 'FAILED', lastError: { code: 'SECRET_LOST' } })
    expect(await actions(token.id)).toContain('gateway sync.drift')
  })

  it('is shown, and left for somebody to decide, where a database keeps its data for another time', async () => {
    const shorten = 'ALTER RETENTION POLICY "autogen" ON "orders" DURATION 30d SHARD DURATION 1d'
    await influxd.run(shorten)
    await compare()
    const differences = [{ field: 'retentionPeriod', here: '7d', onCluster: '30d' }]
    expect(await node(orders.id)).toMatchObject({ retentionPeriod: '7d', sync: { state: 'DRIFTED', differences } })
    expect((await decide(mel, 'restoreOnCluster', orders.id)).errors[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'DATABASE_UPDATE',
    })
    const restored = await decide(admin, 'restoreOnCluster', orders.id)
    expect(restored.data.restoreOnCluster.sync).toEqual({ state: 'APPLIED', differences: [] })
    const [policies] = await influxd.run('SHOW RETENTION POLICIES ON orders')
    expect(policies?.series?.[0]?.values[0]?.[1]).toBe('168h0m0s')

    await influxd.run(shorten)
    await compare()
    await influxd.run('ALTER RETENTION POLICY "autogen" ON "orders" DURATION 60d SHARD DURATION 1d')
    const changed = await decide(admin, 'acceptFromCluster', orders.id)
    expect(changed.errors[0]?.extensions.code).toBe('CONFLICT')
    await compare()
    const accepted = await decide(admin, 'acceptFromCluster', orders.id)
    expect(accepted.data.acceptFromCluster.sync).toEqual({ state: 'APPLIED', differences: [] })
    expect((await node(orders.id)).retentionPeriod).toBe('60d')
    expect(await actions(orders.id)).toEqual(
      expect.arrayContaining(['gateway sync.drift', 'ada@example.com sync.restore', 'ada@example.com sync.accept']),
    )
    expect((await decide(admin, 'restoreOnCluster', orders.id)).errors[0]?.extensions.code).toBe('CONFLICT')
  })

  it('is settled by itself where somebody sets it back there', async () => {
    await influxd.run('ALTER RETENTION POLICY "autogen" ON "orders" DURATION 30d SHARD DURATION 1d')
    await compare()
    expect((await node(orders.id)).sync.state).toBe('DRIFTED')
    await influxd.run('ALTER RETENTION POLICY "autogen" ON "orders" DURATION 60d SHARD DURATION 1d')
    await compare()
    expect((await node(orders.id)).sync).toEqual({ state: 'APPLIED', lastError: null, differences: [] })
  })

  it('is no reason to create a database anew that is gone; one of its name is imported', async () => {
    const lost = await createDatabase(account, { name: 'lost' })
    await influxd.run('DROP DATABASE lost')
    await compare()
    expect((await node(lost.id)).sync).toMatchObject({ state: 'FAILED', lastError: { code: 'MISSING' } })
    const [databases] = await influxd.run('SHOW DATABASES')
    expect(databases?.series?.[0]?.values.flat()).not.toContain('lost')
    await influxd.run('CREATE DATABASE lost WITH DURATION 7d')
    const [row] = await importAs(admin, { clusterId, databases: ['lost'] })
    expect(row).toMatchObject({
      error: null,
      database: { id: lost.id, retentionPeriod: '7d', sync: { state: 'APPLIED' } },
    })
  })

  it('is counted where nobody knows it here', async () => {
    await influxd.run(`CREATE DATABASE foreign1; ${createUser('foreign2')}`)
    await compare()
    const { cluster } = await mel.run(
      'query ($id: ID!) { cluster(id: $id) { link { unmanagedDatabaseCount unmanagedCredentialCount } } }',
      { id: clusterId },
    )
    expect(cluster.link).toEqual({ unmanagedDatabaseCount: 1, unmanagedCredentialCount: 2 })
  })
})
