import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createToken } from '../../database-tokens/documents.ts'
import { createDatabase, deleteDatabase, eventsOf } from '../../databases/documents.ts'
import { useWorld } from '../../world.ts'
import { createUser, type Influxd, startInfluxd, usualPassword } from '../influxd.ts'
import { link } from '../link.ts'
import { importAs, importDocument, sendImport, told, unmanagedDocument, unmanagedOf } from './importing.ts'

describe('an InfluxDB 1.x that is in use already', () => {
  const { gateway, account, admin, mel, audrey, stranger } = useWorld()
  let influxd: Influxd
  let clusterId: string
  beforeAll(async () => {
    influxd = await startInfluxd({ hasAuth: true })
    clusterId = account.clusterIds[0] as string
    // Recorded before the cluster was connected.
    await createDatabase(account, { name: 'recorded', retentionPeriod: '30d' })
    await link(gateway, account, {
      kind: 'INFLUXDB_1',
      url: influxd.url,
      credential: usualPassword,
      settings: { username: 'root' },
    })
    await influxd.run(`CREATE DATABASE orders WITH DURATION 7d REPLICATION 1 NAME "autogen";
      CREATE DATABASE "name with blanks"; CREATE DATABASE recorded; CREATE DATABASE later; CREATE DATABASE odd;
      ALTER RETENTION POLICY "autogen" ON "odd" DURATION 90m1ns SHARD DURATION 1h`)
    await influxd.run(`${createUser('shop')}; ${createUser('boss')} WITH ALL PRIVILEGES; ${createUser('idle')}`)
    await influxd.run('GRANT READ ON orders TO shop; GRANT ALL ON later TO shop')
  })
  afterAll(() => influxd?.stop())

  /** What is on it, sorted: its own lists have no order. */
  const everything = async () => {
    const shown = 'SHOW DATABASES; SHOW USERS; SHOW GRANTS FOR shop; SHOW RETENTION POLICIES ON orders'
    return (await influxd.run(shown)).map(({ series }) => series?.flatMap(({ values }) => values.map(String)).sort())
  }

  it('is shown to an Admin as it is, without what belongs to itself', async () => {
    const { databases, credentials } = await unmanagedOf(admin, clusterId)
    expect(databases).toEqual([
      { name: 'later', retentionPeriod: null, obstacle: null },
      { name: 'name with blanks', retentionPeriod: null, obstacle: expect.stringContaining('Its name is none') },
      { name: 'odd', retentionPeriod: '1h30m1s', obstacle: expect.stringContaining('5400000000001ns') },
      { name: 'orders', retentionPeriod: '7d', obstacle: null },
      { name: 'recorded', retentionPeriod: null, obstacle: null },
    ])
    const user = (name: string, permissions: readonly string[], more = {}) => ({
      ...{ externalId: name, description: name, isAdmin: false, permissions, obstacle: null },
      ...more,
    })
    const isAdmin = { isAdmin: true, obstacle: expect.stringContaining('an operator of the cluster') }
    expect(credentials).toEqual([
      user('boss', [], isAdmin),
      user('idle', []),
      user('root', [], isAdmin),
      user('shop', ['READ later', 'WRITE later', 'READ orders']),
    ])
  })

  it('is no concern of Members, Auditors and strangers', async () => {
    for (const person of [mel, audrey]) {
      const { data, errors } = await person.send(unmanagedDocument, { id: clusterId })
      expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'CLUSTER_IMPORT' })
      expect(data.cluster?.unmanaged ?? null).toBeNull()
      expect((await sendImport(person, { clusterId })).errors[0]?.extensions.code).toBe('FORBIDDEN')
    }
    expect(await stranger.admin.run(unmanagedDocument, { id: clusterId })).toEqual({ cluster: null })
    expect((await sendImport(stranger.admin, { clusterId })).errors[0]?.extensions).toMatchObject({
      code: 'NOT_FOUND',
      field: 'input.clusterId',
    })
    expect((await sendImport(gateway.anonymous, { clusterId })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  it('is imported row by row, as a dry run has told, and nothing changes on it', async () => {
    const seen = await everything()
    const input = {
      clusterId,
      databases: ['orders', 'name with blanks', 'odd', '_internal', 'nowhere', 'orders'],
      credentials: ['shop', 'boss', 'nobody'],
    }
    const rehearsed = await importAs(admin, { ...input, dryRun: true })
    expect(rehearsed.every(({ database, token }) => database === null && token === null)).toBe(true)
    const untouched = await unmanagedOf(admin, clusterId)
    expect(untouched.databases).toHaveLength(5)

    const rows = await importAs(admin, input)
    expect(rows.map(({ name, error }) => ({ name, error }))).toEqual(
      rehearsed.map(({ name, error }) => ({ name, error })),
    )
    expect(rows.map(told)).toEqual([
      'orders',
      'name with blanks',
      'odd: UNSUPPORTED',
      '_internal: NOT_FOUND',
      'nowhere: NOT_FOUND',
      'shop',
      'boss: UNSUPPORTED',
      'nobody: NOT_FOUND',
    ])
    expect(rows[4]?.error.field).toBe('input.databases.4')
    const applied = { state: 'APPLIED', appliedAt: expect.any(String) }
    expect(rows[0]?.database).toMatchObject({ name: 'orders', retentionPeriod: '7d', status: 'ACTIVE', sync: applied })
    expect(rows[5]?.token).toEqual({
      ...{ id: expect.any(String), description: 'shop', origin: 'IMPORTED', prefix: '…', status: 'ACTIVE' },
      permissions: [{ action: 'READ', allDatabases: false, database: { name: 'orders' } }],
      danglingPermissions: ['READ later', 'WRITE later'],
      sync: applied,
    })
    expect(await everything()).toEqual(seen)
    const events = await eventsOf(audrey, rows[5]?.token.id)
    expect(events).toMatchObject([{ action: 'cluster.import', outcome: 'SUCCEEDED', resourceLabel: 'shop' }])
    expect(events).toHaveLength(1)
    // What is managed is offered no more, and cannot be imported again.
    const again = await importAs(admin, { clusterId, databases: ['orders'], credentials: ['shop'] })
    expect(again.map(told)).toEqual(['orders: CONFLICT', 'shop: CONFLICT'])
  })

  it('gives a record of its name its own settings, and a token its permission on what is imported later', async () => {
    const rows = await importAs(admin, { clusterId, databases: ['recorded', 'later'] })
    expect(rows.map(told)).toEqual(['recorded', 'later'])
    expect(rows[0]?.database).toMatchObject({ retentionPeriod: null, version: 2, sync: { state: 'APPLIED' } })
    const { databaseTokens } = await admin.run(
      '{ databaseTokens { nodes { description danglingPermissions permissions { action database { name } } } } }',
    )
    const granted = (action: string, name: string) => ({ action, database: { name } })
    expect(databaseTokens.nodes).toContainEqual({
      description: 'shop',
      danglingPermissions: [],
      permissions: [granted('READ', 'orders'), granted('READ', 'later'), granted('WRITE', 'later')],
    })
  })

  it('has tokens narrowed, rotated and revoked like any other', async () => {
    const [row] = (await importAs(admin, { clusterId, databases: [], credentials: ['idle'] })) as [
      { token: { id: string } },
    ]
    const { id } = row.token
    const { databases } = await admin.run('{ databases { nodes { id name } } }')
    const orders = databases.nodes.find(({ name }: { name: string }) => name === 'orders').id
    await admin.run(
      'mutation ($input: UpdateDatabaseTokenInput!) { updateDatabaseToken(input: $input) { token { id } } }',
      { input: { id, permissions: [{ action: 'WRITE', databaseId: orders }] } },
    )
    expect((await influxd.put('orders', 'a v=1', { user: 'idle' })).status).toBe(204)
    const rotated = await admin.run(
      `mutation ($input: RotateTokenInput!) { rotateDatabaseToken(input: $input) {
        secret token { id origin rotatedFrom { id } } } }`,
      { input: { id, overlap: '0s' } },
    )
    const { token, secret } = rotated.rotateDatabaseToken
    expect(token).toMatchObject({ origin: 'MANAGED', rotatedFrom: { id } })
    expect((await influxd.put('orders', 'a v=2', { user: token.id, password: secret })).status).toBe(204)
    await gateway.tasksDone()
    expect((await influxd.put('orders', 'a v=3', { user: 'idle' })).status).toBe(401)
    await admin.run('mutation ($id: ID!) { revokeDatabaseToken(id: $id) { token { id } } }', { id: token.id })
    expect((await influxd.put('orders', 'a v=4', { user: token.id, password: secret })).status).toBe(401)
  })

  it('never offers what the gateway has made there, deleted or not', async () => {
    const made = await createDatabase(account, { name: 'made-here' })
    await createToken(admin, account, { permissions: [{ action: 'READ', databaseId: made.id }] })
    await deleteDatabase(admin, made)
    const { databases, credentials } = await unmanagedOf(admin, clusterId)
    expect(databases.map(({ name }) => name)).toEqual(['odd'])
    expect(credentials.map(({ externalId }) => externalId)).toEqual(['boss', 'root'])
    const [row] = await importAs(admin, { clusterId, databases: ['made-here'] })
    expect(row?.error).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('deleted database') })
  })

  it('keeps a database whose name is none for others readable, and lets it be deleted, and nothing else', async () => {
    const { databases } = await mel.run('{ databases { nodes { id name } } }')
    const { id } = databases.nodes.find(({ name }: { name: string }) => name === 'name with blanks')
    const update = 'mutation ($input: UpdateDatabaseInput!) { updateDatabase(input: $input) { database { id } } }'
    const { errors } = await admin.send(update, { input: { id, retentionPeriod: '30d' } })
    expect(errors[0]?.extensions).toMatchObject({ code: 'UNSUPPORTED', field: 'input.id' })
    await deleteDatabase(admin, { id, name: 'name with blanks' })
  })

  it('says CLUSTER_UNAVAILABLE while it cannot be reached, and nothing is imported', async () => {
    await influxd.pause()
    const { data, errors } = await admin.send(unmanagedDocument, { id: clusterId })
    expect(errors[0]?.extensions).toMatchObject({ code: 'CLUSTER_UNAVAILABLE', retryAfterSeconds: expect.any(Number) })
    expect(data.cluster).toEqual({ name: 'primary', unmanaged: null })
    const answer = await admin.send(importDocument, { input: { clusterId, databases: ['odd'] } })
    expect(answer.errors[0]?.extensions.code).toBe('CLUSTER_UNAVAILABLE')
    await influxd.start()
  })
})

describe('a cluster that the gateway keeps records of only', () => {
  const { account, admin } = useWorld()

  it('has nothing to import', async () => {
    const clusterId = account.clusterIds[0] as string
    expect(await unmanagedOf(admin, clusterId)).toMatchObject({ databases: [], credentials: [] })
    expect(await importAs(admin, { clusterId })).toEqual([])
    expect((await importAs(admin, { clusterId, databases: ['x'] })).map(told)).toEqual(['x: NOT_FOUND'])
  })
})
