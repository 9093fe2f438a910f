import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seconds } from '../../../src/values/duration.ts'
import { isHere } from '../../programs.ts'
import { type Influxd, startInfluxd } from '../influxd.ts'
import { openLossyProxy } from '../lossy-proxy.ts'
import { call, database, openDriver, unknown } from './driver.ts'

const { hour, day } = seconds

describe.runIf(isHere('influxd'))('databases of InfluxDB 1.x', () => {
  let influxd: Influxd
  beforeAll(async () => {
    influxd = await startInfluxd({ hasAuth: true })
  })
  afterAll(() => influxd?.stop())

  const policiesOf = async (name: string) => {
    const [result] = await influxd.run(`SHOW RETENTION POLICIES ON "${name}"`)
    return result?.series?.[0]?.values.map(([policy, duration, shards, , isDefault]) => [
      policy,
      duration,
      shards,
      isDefault,
    ])
  }
  const namesOf = async () => {
    const [result] = await influxd.run('SHOW DATABASES')
    return result?.series?.[0]?.values?.map(([name]) => name) ?? []
  }

  it('are made with their retention, which changes to longer and shorter ones whatever the shards are', async () => {
    const driver = openDriver(influxd)
    const wanted = database('sensors', 7 * day)
    const known = await driver.ensureDatabase(wanted, unknown, call())
    expect(known).toEqual({ externalId: null, externalName: 'sensors' })
    expect(await policiesOf('sensors')).toEqual([['autogen', '168h0m0s', '24h0m0s', true]])
    for (const [retentionSeconds, shown, shards] of [
      [30 * day, '720h0m0s', '24h0m0s'],
      [null, '0s', '168h0m0s'],
      [hour, '1h0m0s', '1h0m0s'],
      [90 * 60 + 1, '1h30m1s', '1h0m0s'],
      [2 * day, '48h0m0s', '24h0m0s'],
      [9_223_372_036, '2562047h47m16s', '168h0m0s'],
      [180 * day, '4320h0m0s', '168h0m0s'],
      [180 * day - 1, '4319h59m59s', '24h0m0s'],
    ] as const) {
      await driver.ensureDatabase({ ...wanted, retentionSeconds }, known, call())
      expect(await policiesOf('sensors')).toEqual([['autogen', shown, shards, true]])
      const listed = await driver.listDatabases(call())
      expect(listed.find(({ externalName }) => externalName === 'sensors')?.retentionSeconds).toBe(retentionSeconds)
    }
  })

  it('are made in two calls, and need one when they are as wanted', async () => {
    const proxy = await openLossyProxy(influxd.url)
    const driver = openDriver(proxy)
    await driver.ensureDatabase(database('counted', day), unknown, call())
    expect(proxy.calls).toHaveLength(2)
    proxy.forget()
    await driver.ensureDatabase(database('counted', day), unknown, call())
    expect(proxy.calls).toHaveLength(1)
    await proxy.close()
  })

  it('keep data, other policies and the name of the default one when the retention changes', async () => {
    await influxd.run('CREATE DATABASE theirs WITH DURATION 5d NAME "five days"')
    await influxd.run('CREATE RETENTION POLICY other ON theirs DURATION 2h REPLICATION 1')
    await influxd.write('theirs', 'm v=1')
    await openDriver(influxd).ensureDatabase(database('theirs', 6 * day), unknown, call())
    expect(await policiesOf('theirs')).toEqual([
      ['five days', '144h0m0s', '24h0m0s', true],
      ['other', '2h0m0s', '1h0m0s', false],
    ])
    const { text } = await influxd.ask('SELECT count(v) FROM m', { user: 'root', database: 'theirs' })
    expect(JSON.parse(text).results[0].series[0].values[0][1]).toBe(1)
  })

  it('get a default policy where they have lost theirs', async () => {
    const driver = openDriver(influxd)
    await influxd.run('CREATE DATABASE bare; DROP RETENTION POLICY autogen ON bare')
    await driver.ensureDatabase(database('bare', day), unknown, call())
    expect(await policiesOf('bare')).toEqual([['autogen', '24h0m0s', '1h0m0s', true]])
    await influxd.run('CREATE RETENTION POLICY other ON bare DURATION 2h REPLICATION 1 DEFAULT')
    await influxd.run('DROP RETENTION POLICY other ON bare')
    await driver.ensureDatabase(database('bare', 3 * day), unknown, call())
    expect(await policiesOf('bare')).toEqual([['autogen', '72h0m0s', '24h0m0s', true]])
  })

  it('are listed with the retention of their default policy; the cluster’s own is marked', async () => {
    await influxd.run('CREATE DATABASE _internal WITH DURATION 7d NAME monitor')
    await influxd.run('CREATE DATABASE listed WITH DURATION 36h NAME autogen')
    await influxd.run('CREATE DATABASE "exact" WITH DURATION 3600000000001ns NAME autogen')
    const listed = await openDriver(influxd).listDatabases(call())
    const of = (name: string) => listed.find(({ externalName }) => externalName === name)
    expect(of('_internal')).toMatchObject({ isSystem: true })
    expect(of('listed')).toEqual({
      externalId: null,
      externalName: 'listed',
      retentionSeconds: 36 * hour,
      isSystem: false,
    })
    expect(of('exact')).toMatchObject({
      retentionSeconds: expect.closeTo(hour),
      retentionNanoseconds: 3_600_000_000_001n,
    })
    expect(listed.map(({ externalName }) => externalName)).toEqual(await namesOf())
  })

  it('lie still when they are deleted, and are gone when they are purged, however often', async () => {
    const driver = openDriver(influxd)
    const wanted = database('purged')
    const known = await driver.ensureDatabase(wanted, unknown, call())
    expect(await driver.deleteDatabase(wanted, known, call())).toEqual(known)
    expect(await namesOf()).toContain('purged')
    expect(await driver.undeleteDatabase(wanted, known, call())).toEqual(known)
    for (let time = 1; time <= 2; time++) {
      await driver.purgeDatabase(wanted, known, call())
      expect(await namesOf()).not.toContain('purged')
    }
    await expect(driver.undeleteDatabase(wanted, known, call())).rejects.toMatchObject({ code: 'MISSING' })
  })

  it('are never renamed', async () => {
    const renamed = openDriver(influxd).ensureDatabase(
      database('new'),
      { externalId: null, externalName: 'old' },
      call(),
    )
    await expect(renamed).rejects.toMatchObject({ code: 'UNSUPPORTED' })
    expect(await namesOf()).not.toContain('new')
  })
})
