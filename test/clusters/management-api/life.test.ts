import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useWorld } from '../../world.ts'
import { type ManagementApiEmulator, openManagementApi } from '../emulators/management-api.ts'
import { link } from '../link.ts'
import { managementKinds, nth } from './driver.ts'

describe.each(managementKinds)('what an Admin does reaches %s', (kind) => {
  const { gateway, account, admin } = useWorld()
  let cluster: ManagementApiEmulator
  beforeAll(async () => {
    cluster = await openManagementApi({ kind })
    const { managementUrl: url, ...connection } = cluster.connection
    await link(gateway, account, { kind, url, ...connection })
  })
  afterAll(async () => {
    expect(cluster.violations).toEqual([])
    await cluster.close()
  })

  const create = async (name: string): Promise<string> => {
    const { createDatabase } = await admin.run(
      'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
      { input: { clusterId: account.clusterIds[0], name } },
    )
    return createDatabase.database.id
  }
  const rename = (id: string, name: string) =>
    admin.run('mutation ($input: RenameInput!) { renameDatabase(input: $input) { database { id } } }', {
      input: { id, name },
    })
  const remove = (id: string, confirmName: string) =>
    admin.run('mutation ($input: DeleteInput!) { deleteDatabase(input: $input) { database { id } } }', {
      input: { id, confirmName },
    })
  const undelete = (id: string) =>
    admin.run('mutation ($id: ID!) { undeleteDatabase(id: $id) { database { id } } }', { id })
  const names = () => present(cluster.cluster.databases)
  const present = (things: readonly { name: string; deletedAt?: number | undefined }[]) =>
    things.filter(({ deletedAt }) => deletedAt === undefined).map(({ name }) => name)
  const states = async () => {
    const work = gateway.db.selectFrom('cluster_work').select(['id', 'state', 'error_code as code'])
    return Object.fromEntries((await work.execute()).map(({ id, state, code }) => [id, code ?? state]))
  }

  it('databases: created, renamed, deleted, made anew under the old name, and brought back', async () => {
    const first = await create('metrics/autogen')
    expect(names()).toEqual(['metrics/autogen'])
    await rename(first, 'metrics')
    expect(names()).toEqual(['metrics'])
    await remove(first, 'metrics')
    expect(names()).toEqual([])

    const second = await create('metrics')
    expect(names()).toEqual(['metrics'])
    await remove(second, 'metrics')
    await undelete(first)
    expect(names()).toEqual(['metrics'])
    await rename(first, 'first')
    await undelete(second)
    expect(names().sort()).toEqual(['first', 'metrics'])
    await remove(first, 'first')
    await remove(second, 'metrics')
    expect(new Set(Object.values(await states()))).toEqual(new Set(['APPLIED']))
  })

  it('a database that is deleted at the moment in which its deletion is interrupted comes back', async () => {
    const id = await create('orders')
    for (let number = 1; number <= 4; number++) {
      cluster.after = nth(number, 'TORN' as const)
      await remove(id, 'orders')
      cluster.after = undefined
      gateway.advance(60_000)
      await undelete(id)
      gateway.advance(60_000)
      await gateway.tasksDone()
      expect([number, names()]).toEqual([number, ['orders']])
    }
    await remove(id, 'orders')
  })

  it('a name that is taken on the cluster is left to its owner', async () => {
    const id = await create('ours')
    const foreign = { id: 77n, name: 'theirs', maxTables: 1n, maxColumnsPerTable: 1n, retentionPeriod: 0n, tables: [] }
    cluster.cluster.databases.push(foreign)
    await rename(id, 'theirs')
    const other = await create('theirs2')
    expect(await states()).toMatchObject({ [id]: 'EXISTS_ON_CLUSTER', [other]: 'APPLIED' })
    expect(cluster.cluster.databases.filter(({ name }) => name === 'theirs')).toEqual([foreign])

    await rename(id, 'mine')
    expect(names().sort()).toEqual(['mine', 'theirs', 'theirs2'])
    await remove(id, 'mine')
    await remove(other, 'theirs2')
  })

  it('a name is taken once the database that had it has left it', async () => {
    const id = await create('busy')
    cluster.before = () => 500
    await remove(id, 'busy')
    expect(await states()).toMatchObject({ [id]: 'CLUSTER_FAULT' })
    const next = await create('busy')
    cluster.before = undefined
    gateway.advance(60_000)
    await gateway.tasksDone()
    gateway.advance(60_000)
    await gateway.tasksDone()
    expect(await states()).toMatchObject({ [id]: 'APPLIED', [next]: 'APPLIED' })
    expect(names()).toContain('busy')
    await remove(next, 'busy')
  })

  it('tables: created, renamed, deleted and brought back', async () => {
    const databaseId = await create('telemetry')
    const tables = () => present(cluster.cluster.databases.find(({ name }) => name === 'telemetry')?.tables ?? [])
    const { createTable } = await admin.run(
      'mutation ($input: CreateTableInput!) { createTable(input: $input) { table { id } } }',
      { input: { databaseId, name: 'cpu' } },
    )
    const { id } = createTable.table
    expect(tables()).toEqual(['cpu'])
    await admin.run('mutation ($input: RenameInput!) { renameTable(input: $input) { table { id } } }', {
      input: { id, name: 'load' },
    })
    expect(tables()).toEqual(['load'])
    await admin.run('mutation ($input: DeleteInput!) { deleteTable(input: $input) { table { id } } }', {
      input: { id, confirmName: 'load' },
    })
    expect(tables()).toEqual([])
    await admin.run('mutation ($id: ID!) { undeleteTable(id: $id) { table { id } } }', { id })
    expect(tables()).toEqual(['load'])
    expect(new Set(Object.values(await states()))).toEqual(new Set(['APPLIED']))
  })
})
