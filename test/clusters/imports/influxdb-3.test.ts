import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scopedPerson } from '../../reach/scoped.ts'
import { useWorld } from '../../world.ts'
import { type Influxdb3Emulator, openInfluxdb3 } from '../emulators/influxdb-3.ts'
import { link } from '../link.ts'
import { importAs, told, unmanagedOf } from './importing.ts'

describe('an InfluxDB 3 that is in use already', () => {
  const { gateway, account, admin } = useWorld()
  let server: Influxdb3Emulator
  let clusterId: string
  beforeAll(async () => {
    server = await openInfluxdb3({ product: 'Enterprise' })
    server.databases.set('orders', { retention: 7 * 86_400e9, isDeleted: false })
    server.databases.set('hidden', { retention: 0, isDeleted: false })
    clusterId = account.clusterIds[0] as string
    const { url, token: credential } = server
    await link(gateway, account, { kind: 'INFLUXDB_3_ENTERPRISE', url, credential, enforcement: 'FORWARD_AUTH' })
  })
  afterAll(() => server?.close())

  it('is imported as it is, but for a database that hides all of its data: that is not kept for ever', async () => {
    const { databases } = await unmanagedOf(admin, clusterId)
    expect(databases).toEqual([
      { name: 'hidden', retentionPeriod: '0s', obstacle: expect.stringContaining('no data at all') },
      { name: 'orders', retentionPeriod: '7d', obstacle: null },
    ])

    const results = await importAs(admin, { clusterId, databases: ['hidden', 'orders'] })

    expect(results.map(told)).toEqual(['hidden: UNSUPPORTED', 'orders'])
    expect(results[1].database).toMatchObject({ name: 'orders', retentionPeriod: '7d', sync: { state: 'APPLIED' } })
    expect(server.databases.get('hidden')).toEqual({ retention: 0, isDeleted: false })
    expect(server.violations).toEqual([])
  })

  it('is imported by nobody to where a group would grant on its data what they lack', async () => {
    for (const name of ['dev-sales', 'sales']) server.databases.set(name, { retention: 7 * 86_400e9, isDeleted: false })
    const importer = await scopedPerson(gateway, account, [
      { permissions: ['CLUSTER_READ', 'CLUSTER_IMPORT'] as const, on: { account: true } },
      { permissions: ['DATABASE_READ', 'DATABASE_TOKEN_READ'], on: { databases: { namePrefix: 'dev-' } } },
    ])
    const input = { clusterId, databases: ['dev-sales', 'sales'] }
    const results = await importAs(importer, input)
    expect(results.map(told)).toEqual(['dev-sales: FORBIDDEN', 'sales'])
    expect(results[0].error.field).toBe('input.databases.0')
    expect((await importAs(admin, { clusterId, databases: ['dev-sales'] })).map(told)).toEqual(['dev-sales'])
  })
})
