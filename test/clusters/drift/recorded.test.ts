import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createToken } from '../../database-tokens/documents.ts'
import { createDatabase } from '../../databases/documents.ts'
import { eventually } from '../../gateway.ts'
import { createTable } from '../../tables/documents.ts'
import { useWorld } from '../../world.ts'
import { openManagementApi } from '../emulators/management-api.ts'
import { importAs } from '../imports/importing.ts'
import { type Influxd, startInfluxd, usualPassword } from '../influxd.ts'
import { clusterCommands, secretFile } from '../links/linking.ts'

describe('what was recorded before its cluster was connected', () => {
  const { gateway, account, admin } = useWorld()
  let influxd: Influxd
  beforeAll(async () => {
    influxd = await startInfluxd({ hasAuth: true })
  })
  afterAll(() => influxd?.stop())

  it('says that the cluster does not have it, until it is imported or retried', async () => {
    const [there, absent] = [
      await createDatabase(account, { name: 'there' }),
      await createDatabase(account, { name: 'absent' }),
    ]
    const { token } = await createToken(admin, account, { permissions: [{ action: 'READ', databaseId: there.id }] })
    await influxd.run('CREATE DATABASE there')
    const { connect } = clusterCommands(gateway, account)
    expect((await connect('primary', influxd.url, usualPassword, '--enforcement', 'native')).code).toBe(0)
    const sync = 'sync { state lastError { code } }'
    const read = async (id: string) =>
      (
        await admin.run(
          `query ($id: ID!) { node(id: $id) { ... on Database { ${sync} } ... on DatabaseToken { ${sync} } } }`,
          { id },
        )
      ).node.sync
    expect(await read(there.id)).toEqual({ state: 'FAILED', lastError: { code: 'MISSING' } })
    expect(await read(token.id)).toEqual({ state: 'FAILED', lastError: { code: 'SECRET_LOST' } })
    const [row] = await importAs(admin, { clusterId: account.clusterIds[0], databases: ['there'] })
    expect(row).toMatchObject({ error: null, database: { id: there.id, sync: { state: 'APPLIED' } } })
    await admin.run('mutation ($id: ID!) { retrySync(id: $id) { sync { state } } }', { id: absent.id })
    expect(await read(absent.id)).toEqual({ state: 'APPLIED', lastError: null })
    const [databases] = await influxd.run('SHOW DATABASES')
    expect(databases?.series?.[0]?.values.flat()).toEqual(expect.arrayContaining(['there', 'absent']))
  })

  it('says so of tables, too, where the cluster knows tables: a retry has them there once their database is', async () => {
    const other = await gateway.account('Example Ltd')
    const database = await createDatabase(other, { name: 'plants' })
    const table = await createTable(other.admin, { databaseId: database.id, name: 'leaves' })
    const cluster = await openManagementApi({ kind: 'INFLUXDB_CLUSTERED', clock: () => gateway.app.core.clock() })
    onTestFinished(() => cluster.close())
    const { managementUrl, credential } = cluster.connection
    const { run } = clusterCommands(gateway, other)
    const file = await secretFile(gateway, credential)
    const connected = await run(
      ...(['connect', 'primary', '--kind', 'clustered', '--management-url', managementUrl] as const),
      ...['--credential-file', file],
    )
    expect(connected).toMatchObject({ code: 0 })

    const read = `query ($id: ID!) { table(id: $id) { sync { state lastError { code } } } }`
    const syncOf = async () => (await other.admin.run(read, { id: table.id })).table.sync
    const retry = (id: string) =>
      other.admin.run('mutation ($id: ID!) { retrySync(id: $id) { sync { state } } }', { id })
    expect(await syncOf()).toEqual({ state: 'FAILED', lastError: { code: 'MISSING' } })
    await retry(table.id)
    expect(await syncOf()).toMatchObject({ state: 'PENDING' })
    await retry(database.id)
    await eventually(async () => (await syncOf()).state === 'APPLIED')
    const [{ name, tables } = { name: '', tables: [] }] = cluster.cluster.databases
    expect([name, tables.map((there) => there.name)]).toEqual(['plants', ['leaves']])
  })
})
