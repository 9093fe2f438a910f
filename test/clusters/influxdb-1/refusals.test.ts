import { describe, expect, it } from 'vitest'
import { isHere } from '../../programs.ts'
import { allModes, useManaged } from './managed.ts'

describe.runIf(isHere('influxd')).each(allModes)('what InfluxDB 1.x, guarded %s, cannot do', (mode) => {
  const managed = useManaged(mode)
  const { account } = managed
  const run = (operation: string, input: string, given: object) =>
    account.admin.run(`mutation ($input: ${input}!) { ${operation}(input: $input) { __typename } }`, { input: given })
  const create = (input: object) =>
    run('createDatabase', 'CreateDatabaseInput', { clusterId: managed.clusterId, name: 'refused', ...input })

  it('is refused by its field, and nothing of it is stored or made', async () => {
    managed.proxy.forget()
    for (const [input, field] of [
      [{ name: 'db/rp' }, 'input.name'],
      [{ maxTables: 7 }, 'input.maxTables'],
      [{ maxColumnsPerTable: 7 }, 'input.maxColumnsPerTable'],
      [{ partitionTemplate: [{ kind: 'TIME', value: '%Y' }] }, 'input.partitionTemplate'],
    ] as const) {
      await expect(create(input), field).rejects.toMatchObject({ code: 'UNSUPPORTED', field })
    }
    expect(managed.proxy.calls).toEqual([])
    expect(await account.admin.run('{ databases { totalCount } }')).toEqual({ databases: { totalCount: 0 } })
  })

  it('is refused for a database that is there, which stays as it is', async () => {
    const { id } = await managed.createDatabase('stays')
    managed.proxy.forget()
    const unsupported = (field: string) => ({ code: 'UNSUPPORTED', field })
    await expect(run('renameDatabase', 'RenameInput', { id, name: 'other' })).rejects.toMatchObject(
      unsupported('input.name'),
    )
    await expect(run('updateDatabase', 'UpdateDatabaseInput', { id, maxTables: 7 })).rejects.toMatchObject(
      unsupported('input.maxTables'),
    )
    await expect(run('createTable', 'CreateTableInput', { databaseId: id, name: 't' })).rejects.toMatchObject({
      code: 'UNSUPPORTED',
    })
    expect(managed.proxy.calls).toEqual([])
    expect(await managed.databases()).toEqual(['stays'])
    expect(await managed.sync(id)).toMatchObject({ state: 'APPLIED' })
  })
})
