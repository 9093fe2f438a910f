import { join } from 'node:path'
import { expect, it } from 'vitest'
import { connectSqlite } from '../../src/store/sqlite.ts'
import { gatewayForTest } from '../gateway.ts'
import { onPostgres } from '../store.ts'

it.skipIf(onPostgres)(
  'a change that another process holds up for long is told to come back, and does nothing',
  async () => {
    const gateway = await gatewayForTest()
    const { admin, clusterIds } = await gateway.account()
    const create = () =>
      admin.send('mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { name } } }', {
        input: { clusterId: clusterIds[0], name: 'telemetry' },
      })
    const other = connectSqlite(join(gateway.store.dataDirectory, 'clustergate.db'))
    other.exec('begin immediate')
    const { errors } = await create()
    other.exec('rollback')
    other.close()
    expect(errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 1 })
    expect((await create()).data.createDatabase.database.name).toBe('telemetry')
  },
)
