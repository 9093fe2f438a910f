import { describe, expect, it } from 'vitest'
import { call, clusterForTest, database, managementKinds, may, table, token, unknown } from './driver.ts'

describe.each(managementKinds)('tables of %s', (kind) => {
  const open = async () => {
    const opened = await clusterForTest({ kind })
    const parent = database('metrics/autogen')
    await opened.driver.ensureDatabase(parent, unknown, call())
    const { secret } = await opened.mint(token([...may('WRITE'), ...may('READ')]), call())
    const present = () =>
      opened.cluster.cluster.databases[0]?.tables.filter(({ deletedAt }) => deletedAt === undefined) ?? []
    return { ...opened, parent, secret, present }
  }

  it('are created with a partition template of their own, or with that of their database', async () => {
    const { tables, parent, present } = await open()
    const partitionTemplate = [{ kind: 'TAG', value: 'host' } as const]
    await tables.ensure(parent, table('cpu', { partitionTemplate }), unknown, call())
    await tables.ensure(parent, table('disk'), unknown, call())
    expect(present().map(({ name, partitionTemplate: own }) => [name, own])).toEqual([
      ['cpu', [{ type: 'tag', value: 'host' }]],
      ['disk', undefined],
    ])
  })

  it('may have been made by a write before', async () => {
    const { cluster, tables, parent, present, secret } = await open()
    await cluster.write(secret, 'metrics/autogen', 'cpu load=1')
    expect(await tables.ensure(parent, table('cpu'), unknown, call())).toEqual({
      externalId: null,
      externalName: 'cpu',
    })
    expect(present()).toMatchObject([{ name: 'cpu', points: ['cpu load=1'] }])
  })

  it('are renamed, deleted and brought back with their points, also after a write has made another one', async () => {
    const { cluster, tables, parent, present, secret } = await open()
    const one = table('cpu')
    const known = await tables.ensure(parent, one, unknown, call())
    await cluster.write(secret, 'metrics/autogen', 'cpu load=1')
    const renamed = await tables.ensure(parent, { ...one, name: 'load' }, known, call())
    const deleted = await tables.delete(parent, { ...one, name: 'load' }, renamed, call())
    expect(present()).toEqual([])
    expect(await tables.delete(parent, one, deleted, call())).toEqual(deleted)

    await cluster.write(secret, 'metrics/autogen', 'load load=2')
    const attempt = tables.undelete(parent, { ...one, name: 'load' }, deleted, call())
    await expect(attempt).rejects.toMatchObject({ code: 'EXISTS_ON_CLUSTER' })
    const back = await tables.undelete(parent, { ...one, name: 'cpu' }, deleted, call())
    expect(back).toEqual({ ...deleted, externalName: 'cpu' })
    expect(present()).toMatchObject([
      { name: 'cpu', points: ['cpu load=1'] },
      { name: 'load', points: ['load load=2'] },
    ])
  })

  it('that are gone are missing, and never made anew', async () => {
    const { cluster, tables, parent, present } = await open()
    const one = table('cpu')
    const known = await tables.ensure(parent, one, unknown, call())
    const [row] = cluster.cluster.databases[0]?.tables ?? []
    Object.assign(row ?? {}, { deletedAt: 1 })
    await expect(tables.ensure(parent, { ...one, name: 'load' }, known, call())).rejects.toMatchObject({
      code: 'MISSING',
    })
    expect(await tables.delete(parent, one, known, call())).toEqual(unknown)
    expect(present()).toEqual([])
  })
})
