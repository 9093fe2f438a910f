import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kinds } from '../../../src/clusters/drivers/kinds.ts'
import { isHere } from '../../programs.ts'
import { type Influxd, startInfluxd } from '../influxd.ts'
import { type LossyProxy, openLossyProxy } from '../lossy-proxy.ts'
import { call, database, may, newSecret, openDriver, token, tokensOf, unknown } from './driver.ts'

const taken = [
  ...[' ', 'sp ace', ' lead', 'trail ', 'zürich-計', '😀', 'e\u0301', 'é', 'A', 'a', '0digit', 'select', 'a-b_c.d:e'],
  ...['q"uote', "it's", 'semi;DROP DATABASE x', '"; DROP DATABASE x; --', '-- no comment', '*', '...', '%41'],
  ...['a+b&c=d', 'x'.repeat(255), 'ü'.repeat(127)],
]
const refused = [
  ...['', '.', '..', '_internal', 'a/b', '/', '/*', 'a\\b', 'x'.repeat(256), 'ü'.repeat(128), 'new\nline', 'tab\tx'],
  ...['nul\u0000x', '\r', '\u007f', '\u0085', '\u00a0', '\u202e', '\ufeff', '\ud800'],
]

describe.runIf(isHere('influxd'))('a database name on InfluxDB 1.x', () => {
  let influxd: Influxd
  let proxy: LossyProxy
  beforeAll(async () => {
    influxd = await startInfluxd({ hasAuth: true })
    proxy = await openLossyProxy(influxd.url)
  })
  afterAll(async () => {
    await proxy?.close()
    await influxd?.stop()
  })

  const capabilities = kinds.INFLUXDB_1?.capabilities({ enforcement: 'NATIVE', verifiesJwt: false })

  it.each(taken)('comes back exactly as it was given: %j', async (name) => {
    const driver = openDriver(proxy)
    expect(() => capabilities?.parseDatabaseName(name, 'input.name')).not.toThrow()
    await driver.ensureDatabase(database(name, 7_200), unknown, call())
    const found = (await driver.listDatabases(call())).filter(({ externalName }) => externalName === name)
    expect(found).toEqual([{ externalId: null, externalName: name, retentionSeconds: 7_200, isSystem: false }])
    const wanted = token(may(name, 'WRITE'))
    const secret = newSecret()
    await tokensOf(driver).ensure(wanted, unknown, secret, call())
    const listed = (await tokensOf(driver).list(call())).find(({ mark }) => mark === wanted.id)
    expect(listed?.grants).toEqual(wanted.grants)
    expect(await influxd.put(name, 'm v=1', { user: wanted.id, password: secret })).toMatchObject({ status: 204 })
    await tokensOf(driver).ensure({ ...wanted, grants: [] }, unknown, undefined, call())
    expect(await influxd.put(name, 'm v=1', { user: wanted.id, password: secret })).toMatchObject({ status: 403 })
    await driver.purgeDatabase(database(name), unknown, call())
    expect((await driver.listDatabases(call())).some(({ externalName }) => externalName === name)).toBe(false)
  })

  it.each(refused)('is refused before any call: %j', async (name) => {
    const driver = openDriver(proxy)
    proxy.forget()
    expect(() => capabilities?.parseDatabaseName(name, 'input.name')).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', details: { field: 'input.name' } }),
    )
    for (const method of ['ensureDatabase', 'undeleteDatabase', 'purgeDatabase'] as const) {
      const refusal = driver[method](database(name), unknown, call())
      await expect(refusal).rejects.toMatchObject({ name: 'ClusterError', code: 'UNSUPPORTED' })
    }
    expect(proxy.calls).toEqual([])
  })
})
