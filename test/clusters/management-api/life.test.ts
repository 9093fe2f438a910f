import { describe, expect, it } from 'vitest'
import { managementKinds, nth } from './driver.ts'
import { present, useManaged } from './managed.ts'

describe.each(managementKinds)('what an Admin does reaches %s', (kind) => {
  // Where the cluster fails, the answer of a change waits for as long as it may.
  const managed = useManaged({ kind, world: { environment: { CLUSTERGATE_CLUSTER_WAIT: '2s' } } })
  const { gateway, admin, create, rename, remove, undelete, names, states } = managed

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
    expect(names()).toEqual(['first', 'metrics'])
    await remove(first, 'first')
    await remove(second, 'metrics')
    expect(new Set(Object.values(await states()))).toEqual(new Set(['APPLIED']))
  })

  it('a database that is deleted at the moment in which its deletion is interrupted comes back', async () => {
    const id = await create('orders')
    for (let number = 1; number <= 4; number++) {
      managed.cluster.after = nth(number, 'TORN' as const)
      await remove(id, 'orders')
      managed.cluster.after = undefined
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
    managed.cluster.cluster.databases.push(foreign)
    await rename(id, 'theirs')
    const other = await create('theirs2')
    expect(await states()).toMatchObject({ [id]: 'EXISTS_ON_CLUSTER', [other]: 'APPLIED' })
    expect(managed.cluster.cluster.databases.filter(({ name }) => name === 'theirs')).toEqual([foreign])

    await rename(id, 'mine')
    expect(names()).toEqual(['mine', 'theirs', 'theirs2'])
    await remove(id, 'mine')
    await remove(other, 'theirs2')
    Object.assign(foreign, { deletedAt: 1 })
  })

  it.each([
    ['the creation is refused for good', 'POST /databases', 400],
    ['the creation is put off', 'POST /databases', 429],
    ['the cluster fails before the creation is asked for', 'GET /databases', 500],
  ] as const)('a database that somebody makes there after %s is left to them', async (_, refused, status) => {
    const foreign = { id: 78n, name: 'wished', maxTables: 1n, maxColumnsPerTable: 1n, retentionPeriod: 0n, tables: [] }
    // The first list shows that the name is free.
    let free = refused === 'GET /databases' ? 1 : 0
    managed.cluster.before = (operation) => {
      if (operation !== refused || free-- > 0) return undefined
      managed.cluster.before = undefined
      managed.cluster.cluster.databases.push({ ...foreign })
      return status
    }
    const id = await create('wished')
    gateway.advance(60_000)
    await gateway.tasksDone()
    if (status === 400) await admin.run('mutation ($id: ID!) { retrySync(id: $id) { sync { state } } }', { id })
    expect(await states()).toMatchObject({ [id]: 'EXISTS_ON_CLUSTER' })
    expect(managed.cluster.cluster.databases.filter(({ name }) => name === 'wished')).toEqual([foreign])
    await remove(id, 'wished')
    await gateway.tasksDone()
    expect(names()).toContain('wished')
    managed.cluster.cluster.databases.splice(0)
  })

  it('a deletion is finished, however often it fails on the way, and its end is left to the cluster', async () => {
    const id = await create('fading')
    managed.cluster.before = (operation) => (operation.startsWith('DELETE') ? 500 : undefined)
    await remove(id, 'fading')
    expect(names().join()).toMatch(/^cg-deleted\//)
    gateway.advance(60_000)
    await gateway.tasksDone()
    managed.cluster.before = undefined
    gateway.advance(60_000)
    await gateway.tasksDone()
    expect(names()).toEqual([])
    expect(await states()).toMatchObject({ [id]: 'APPLIED' })

    const purge = admin.run('mutation ($input: DeleteInput!) { purgeDatabase(input: $input) { id } }', {
      input: { id, confirmName: 'fading' },
    })
    await expect(purge).rejects.toMatchObject({ code: 'UNSUPPORTED' })
  })

  it('a name that is kept for deleted databases is refused', async () => {
    const attempt = create('cg-deleted/0011223344556677')
    await expect(attempt).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'input.name' })
    const id = await create('kept')
    await expect(rename(id, 'cg-deleted/x')).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'input.name' })
    await remove(id, 'kept')
  })

  it('a name is taken once the database that had it has left it', async () => {
    const id = await create('busy')
    managed.cluster.before = () => 500
    await remove(id, 'busy')
    expect(await states()).toMatchObject({ [id]: 'CLUSTER_FAULT' })
    const next = await create('busy')
    managed.cluster.before = undefined
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
    const tables = () =>
      present(managed.cluster.cluster.databases.find(({ name }) => name === 'telemetry')?.tables ?? [])
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
