import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as linkStore from '../../../src/clusters/links/link.store.ts'
import { createToken } from '../../database-tokens/documents.ts'
import { createDatabase, deleteDatabase } from '../../databases/documents.ts'
import { isHere } from '../../programs.ts'
import { useWorld } from '../../world.ts'
import { createUser, type Influxd, startInfluxd, usualPassword } from '../influxd.ts'
import { clusterCommands } from './linking.ts'

const { gateway, account, stranger } = useWorld()
const commands = clusterCommands(gateway, account)

describe.runIf(isHere('influxd'))('cluster disconnect', () => {
  let influxd: Influxd
  beforeAll(async () => {
    influxd = await startInfluxd({ hasAuth: true })
  })
  afterAll(() => influxd?.stop())

  const connect = () => commands.connect('primary', influxd.url, usualPassword, '--enforcement', 'native')
  const users = async () => {
    const [result] = await influxd.run('SHOW USERS')
    return (result?.series?.[0]?.values ?? []).map(([user]) => user as string).sort()
  }
  const isConnected = async () =>
    (await linkStore.find(gateway.db, account.id, account.clusterIds[0] as string)) !== undefined

  const idOf = async (of: typeof account): Promise<string> => (await createToken(of.admin, of)).token.id
  let others: readonly string[]
  let ours: readonly string[]

  it('says how many credentials of its tokens stay behind on the cluster, and touches none', async () => {
    ours = [await idOf(account), await idOf(account), await idOf(account)]
    const theirs = await idOf(stranger)
    for (const user of [...ours, theirs, 'telegraf']) await influxd.run(createUser(`"${user}"`))
    others = ['root', 'telegraf', theirs].sort()

    expect((await connect()).stderr).toContain('Of primary there are 0 databases and 3 tokens on record')
    const left = await commands.disconnect('primary')
    expect(left).toMatchObject({ code: 0, stdout: expect.stringContaining('primary is disconnected') })
    expect(left.stderr).toMatch(/^3 credentials of its tokens stay behind on the cluster.*--revoke\.\n$/)
    expect(await users()).toEqual([...others, ...ours].sort())
  })

  it('that was to take them away disconnects nothing while the cluster cannot be reached', async () => {
    expect((await connect()).code).toBe(0)
    await influxd.pause()
    const unreached = await commands.disconnect('primary', '--revoke')
    expect(unreached).toMatchObject({ code: 5, stdout: '', stderr: expect.stringContaining('It stays connected') })
    expect(await isConnected()).toBe(true)
    await influxd.start()
  })

  it('takes away the credentials of its tokens alone, none of another account or of somebody else', async () => {
    const revoked = await commands.disconnect('primary', '--revoke', '--format', 'json')
    expect(revoked.code).toBe(0)
    expect(JSON.parse(revoked.stdout)).toEqual({
      name: 'primary',
      revoked: 3,
      left: 0,
      isCounted: true,
      leftDeleted: [],
    })
    expect(await isConnected()).toBe(false)
    expect(await users()).toEqual(others)
  })

  it('goes without a cluster that cannot be asked any more', async () => {
    expect((await connect()).code).toBe(0)
    await influxd.pause()
    const gone = await commands.disconnect('primary')
    expect(gone).toMatchObject({ code: 0, stderr: '' })
    expect(await isConnected()).toBe(false)
    await influxd.start()
  })

  it('names deleted databases whose data would stay for ever, and leaves it only when it is told to', async () => {
    expect((await connect()).code).toBe(0)
    await deleteDatabase(account.admin, await createDatabase(account, { name: 'doomed' }))
    const refused = await commands.disconnect('primary')
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toMatch(/doomed \(2\d{3}-.*Z\).*database purge.*--leave-deleted/)
    expect(await isConnected()).toBe(true)

    const left = await commands.disconnect('primary', '--leave-deleted')
    expect(left).toMatchObject({ code: 0, stderr: expect.stringContaining('nobody removes it: doomed.') })
    const [databases] = await influxd.run('SHOW DATABASES')
    expect(databases?.series?.[0]?.values).toContainEqual(['doomed'])
  })

  it('forgets what was to be done on the cluster', async () => {
    expect((await connect()).code).toBe(0)
    expect((await commands.disconnect('primary')).code).toBe(0)
    const rows = gateway.db.selectFrom('cluster_work').select('id').where('account_id', '=', account.id)
    expect(await rows.execute()).toEqual([])
    const clusterId = account.clusterIds[0] as string
    expect(await gateway.db.selectFrom('tasks').select('kind').where('id', '=', clusterId).execute()).toEqual([])
  })
})
