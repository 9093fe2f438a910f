import { describe, expect, it, onTestFinished } from 'vitest'
import { newId } from '../../../src/values/id.ts'
import { isHere } from '../../programs.ts'
import { type InfluxdOptions, startInfluxd } from '../influxd.ts'
import { type Fate, openLossyProxy } from '../lossy-proxy.ts'
import { call, may, openDriver, tokensOf, unknown } from './driver.ts'

async function behindProxy(options: InfluxdOptions = {}) {
  const influxd = await startInfluxd(options)
  onTestFinished(() => influxd.stop())
  const proxy = await openLossyProxy(influxd.url)
  onTestFinished(() => proxy.close())
  return { influxd, proxy, driver: openDriver(proxy) }
}

describe.runIf(isHere('influxd'))('a list of InfluxDB 1.x', () => {
  it('is read in few requests, however long it is', async () => {
    const { influxd, proxy, driver } = await behindProxy()
    const names = Array.from({ length: 450 }, (_, at) => `d${String(at).padStart(3, '0')}`)
    await influxd.run(names.map((name) => `CREATE DATABASE ${name} WITH DURATION 2h NAME autogen`).join(';'))
    const databases = await driver.listDatabases(call())
    expect(databases.map(({ externalName }) => externalName)).toEqual(names)
    expect(databases.every(({ retentionSeconds }) => retentionSeconds === 7_200)).toBe(true)
    expect(proxy.calls).toHaveLength(1 + 3)
    proxy.forget()
    const known = { externalId: null, externalName: 'd007' }
    expect(await driver.lookUp?.('d003', known, call())).toEqual([{ ...known, externalName: 'd003' }, known])
    expect(await driver.lookUp?.('elsewhere', unknown, call())).toEqual([])
    expect(proxy.calls).toHaveLength(2)
  })

  it('leaves out what goes while it is read, and nothing else', async () => {
    const { influxd, proxy, driver } = await behindProxy()
    const names = Array.from({ length: 5 }, (_, at) => `d${at}`)
    await influxd.run(names.map((name) => `CREATE DATABASE ${name}`).join(';'))
    const users = [newId('database_token'), newId('database_token'), newId('database_token')].sort()
    for (const user of users)
      await influxd.run(`CREATE USER "${user}" WITH PASSWORD 'x'; GRANT READ ON d0 TO "${user}"`)
    proxy.decide(async ({ number }): Promise<Fate> => {
      if (number === 2) await influxd.run('DROP DATABASE d1; DROP DATABASE d4')
      return 'ANSWERED'
    })
    expect((await driver.listDatabases(call())).map(({ externalName }) => externalName)).toEqual(['d0', 'd2', 'd3'])
    proxy.forget()
    proxy.decide(async ({ number }): Promise<Fate> => {
      if (number === 2) await influxd.run(`DROP USER "${users[1]}"`)
      return 'ANSWERED'
    })
    const listed = await tokensOf(driver).list(call())
    expect(listed.map(({ mark }) => mark).sort()).toEqual([users[0], users[2]])
    expect(listed.map(({ grants }) => grants)).toEqual([may('d0', 'READ'), may('d0', 'READ')])
  })

  it('that the cluster cuts off is refused: what is missing in it would count as gone', async () => {
    const { influxd, driver } = await behindProxy({ http: 'max-row-limit = 3' })
    await influxd.run('CREATE DATABASE d0; CREATE DATABASE d1; CREATE DATABASE d2')
    expect(await driver.listDatabases(call())).toHaveLength(3)
    await influxd.run('CREATE DATABASE d3')
    await expect(driver.listDatabases(call())).rejects.toMatchObject({
      code: 'CLUSTER_FAULT',
      message: expect.stringContaining('max-row-limit'),
    })
  })
})
