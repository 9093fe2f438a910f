import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createToken } from '../../database-tokens/documents.ts'
import { createDatabase } from '../../databases/documents.ts'
import { useWorld } from '../../world.ts'
import { importAs } from '../imports/importing.ts'
import { type Influxd, startInfluxd, usualPassword } from '../influxd.ts'
import { clusterCommands } from '../links/linking.ts'

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
})
