import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as linkStore from '../../../src/clusters/links/link.store.ts'
import { createDatabase } from '../../databases/documents.ts'
import { eventually } from '../../gateway.ts'
import { isHere } from '../../programs.ts'
import { useWorld } from '../../world.ts'
import { type Influxd, startInfluxd, usualPassword } from '../influxd.ts'
import { clusterCommands } from './linking.ts'

const minute = 60_000

describe.runIf(isHere('influxd'))('the health of a cluster', () => {
  const { gateway, account } = useWorld()
  const commands = clusterCommands(gateway, account)
  let influxd: Influxd
  beforeAll(async () => {
    influxd = await startInfluxd({ hasAuth: true })
  })
  afterAll(() => influxd?.stop())

  const linkOf = () => linkStore.find(gateway.db, account.id, account.clusterIds[0] as string)
  const becomes = (health: linkStore.LinkHealth) =>
    eventually(async () => {
      const link = await linkOf()
      return link?.health === health && link
    })
  const said = (text: string) => gateway.log.filter(({ msg }) => msg === text)
  const connect = () => commands.connect('primary', influxd.url, usualPassword, '--enforcement', 'native')

  it('is asked for each minute by a gateway that runs, which noticed the connection by itself', async () => {
    expect((await connect()).code).toBe(0)
    const { checkedAt } = (await linkOf()) as linkStore.Link
    gateway.advance(minute)
    await eventually(async () => ((await linkOf())?.checkedAt ?? 0) >= (checkedAt as number) + minute)
    expect(await linkOf()).toMatchObject({ health: 'HEALTHY', failures: 0, error: null })
  })

  it('is told by a command that has the cluster compared at once, with what a gateway that runs finds', async () => {
    const drift = async () => {
      const { cluster } = await account.admin.run(
        'query ($id: ID!) { cluster(id: $id) { link { driftCheckedAt unmanagedDatabaseCount } } }',
        { id: account.clusterIds[0] },
      )
      return cluster.link
    }
    await eventually(async () => (await drift()).driftCheckedAt !== null)
    await influxd.run('CREATE DATABASE foreign1')
    const checked = await commands.check('primary')
    expect(checked).toMatchObject({ code: 0, stdout: expect.stringContaining('compares it with what is known here') })
    await eventually(async () => (await drift()).unmanagedDatabaseCount === 1)
    await influxd.run('DROP DATABASE foreign1')
  })

  it('is told when it changes, in words, and what waited for the cluster reaches it then', async () => {
    await influxd.pause()
    gateway.advance(minute)
    expect(await becomes('UNREACHABLE')).toMatchObject({
      error: { code: 'UNREACHABLE' },
      version: expect.stringMatching(/^1\./),
    })
    await eventually(() => said('a cluster cannot be reached').length > 0)
    expect(said('a cluster cannot be reached')).toMatchObject([
      { cluster: 'primary', kind: 'INFLUXDB_1', code: 'UNREACHABLE', reason: expect.stringContaining('Check that') },
    ])

    const { id } = await createDatabase(account, { name: 'patient' })
    const waiting = () => gateway.db.selectFrom('cluster_work').select('state').where('id', '=', id)
    expect(await waiting().execute()).toEqual([{ state: 'PENDING' }])
    const { failures } = (await linkOf()) as linkStore.Link
    const since = (await linkOf())?.error?.at
    gateway.advance(minute)
    await eventually(async () => ((await linkOf())?.failures ?? 0) > failures)
    // Since when it is so, not when it was tried last.
    expect((await linkOf())?.error?.at).toBe(since)
    const { database } = await account.admin.run(
      'query ($id: ID!) { database(id: $id) { sync { lastError { at } } } }',
      {
        id,
      },
    )
    expect(Date.parse(database.sync.lastError.at)).toBe(since)
    // Once is enough: nobody wants to read of it each second.
    expect(said('a cluster cannot be reached')).toHaveLength(1)

    await influxd.start()
    gateway.advance(minute)
    expect(await becomes('HEALTHY')).toMatchObject({ failures: 0, error: null })
    await eventually(async () => (await waiting().execute())[0]?.state === 'APPLIED')
    const [databases] = await influxd.run('SHOW DATABASES')
    expect(databases?.series?.[0]?.values).toContainEqual(['patient'])
    expect(said('a cluster is well').length).toBe(1)
  })

  it('tells a refused credential from a cluster that is away, and takes a new one at once', async () => {
    await influxd.run(`CREATE USER second WITH PASSWORD 'another one' WITH ALL PRIVILEGES`)
    await influxd.run(`SET PASSWORD FOR root = 'a third one'`)
    gateway.advance(minute)
    expect(await becomes('CREDENTIAL_REFUSED')).toMatchObject({ error: { code: 'CREDENTIAL_REFUSED' } })
    await eventually(() => said('a cluster refuses the credential').length === 1)

    const connected = await commands.connect('primary', influxd.url, 'a third one', '--enforcement', 'native')
    expect(connected.code).toBe(0)
    expect(await linkOf()).toMatchObject({ health: 'HEALTHY', error: null })
    await createDatabase(account, { name: 'afterwards' })
    const asked = await influxd.ask('SHOW DATABASES', { user: 'second', password: 'another one' })
    expect(asked.text).toContain('afterwards')
  })

  it('is asked for no more once the cluster is disconnected', async () => {
    expect((await commands.disconnect('primary')).code).toBe(0)
    gateway.advance(minute)
    await gateway.tasksDone()
    expect(await gateway.db.selectFrom('tasks').select('id').where('kind', '=', 'cluster_probe').execute()).toEqual([])
    expect(said('fault')).toEqual([])
  })
})
