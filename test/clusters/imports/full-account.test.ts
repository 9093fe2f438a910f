import { afterAll, beforeAll, expect, it } from 'vitest'
import { multiply } from '../../accounts/multiply.ts'
import { createDatabase } from '../../databases/documents.ts'
import { useWorld } from '../../world.ts'
import { type EmulatedCluster, emulatedCluster } from '../emulated.ts'
import { importAs, unmanagedOf } from './importing.ts'

const { gateway, account, admin } = useWorld()
let emulated: EmulatedCluster

beforeAll(async () => {
  emulated = await emulatedCluster(gateway, account)
  const { cluster } = emulated.behind
  const settings = { maxTables: 9n, maxColumnsPerTable: 99n, retentionPeriod: 0n, tables: [] }
  for (const name of ['one', 'two', 'three']) cluster.databases.push({ ...settings, id: cluster.nextId(), name })
})
afterAll(() => emulated?.behind.close())

it('an import fills an account to its limit; the rows behind it say so, and lie on the cluster as before', async () => {
  const { id } = await createDatabase(account, { name: 'first' })
  await multiply(gateway, 'databases', id, 9_998)
  const databases = ['one', 'two', 'three']
  const rows = await importAs(admin, { clusterId: emulated.clusterId, databases, credentials: [] })
  expect(rows.map(({ name, error }) => [name, error?.code])).toEqual([
    ['one', undefined],
    ['two', undefined],
    ['three', 'CONFLICT'],
  ])
  expect(rows[2]?.error.message).toContain('10,000 active databases')
  const { databases: left } = await unmanagedOf(admin, emulated.clusterId)
  expect(left.map(({ name }) => name)).toEqual(['three'])
})
