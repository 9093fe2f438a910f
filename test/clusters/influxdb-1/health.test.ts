import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { freePort, isHere } from '../../programs.ts'
import { createUser, type InfluxdOptions, startInfluxd } from '../influxd.ts'
import { call, type DriverOptions, database, may, newSecret, openDriver, token, tokensOf, unknown } from './driver.ts'

const open = { enforcement: 'FORWARD_AUTH', verifiesJwt: false } as const
const byJwt = { enforcement: 'FORWARD_AUTH', verifiesJwt: true } as const

const server = async (options: InfluxdOptions) => {
  const influxd = await startInfluxd(options)
  onTestFinished(() => influxd.stop())
  return influxd
}

/** Something else that answers over HTTP. */
const answering = async (listener: RequestListener) => {
  const other = createServer(listener)
  await once(other.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void other.closeAllConnections())
  onTestFinished(() => void other.close())
  return { url: `http://127.0.0.1:${(other.address() as AddressInfo).port}` }
}

describe.runIf(isHere('influxd'))('the health of InfluxDB 1.x', () => {
  it('is good with an administrator’s password, and tells the version', async () => {
    const influxd = await server({ hasAuth: true })
    for (const options of [{}, byJwt]) {
      const health = await openDriver(influxd, options).health(call())
      expect(health).toEqual({ version: expect.stringMatching(/^1\./), warning: null })
    }
  })

  it('is a refused credential with a wrong password or an unknown user, also where the ping asks for one', async () => {
    for (const http of ['', 'ping-auth-enabled = true']) {
      const influxd = await server({ hasAuth: true, http })
      for (const options of [{ credential: 'wrong' }, { username: 'nobody' }]) {
        const health = openDriver(influxd, options).health(call())
        await expect(health).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED', outcome: { retry: true } })
      }
      expect(await openDriver(influxd).health(call())).toMatchObject({ warning: null })
    }
  })

  it('is forbidden to a user who is no administrator, and where the cluster has none yet', async () => {
    const influxd = await server({ hasAuth: true })
    await influxd.run(createUser('grafana'))
    const asGrafana = openDriver(influxd, { username: 'grafana' }).health(call())
    await expect(asGrafana).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('not an admin'),
    })
    const bare = await server({ hasAuth: true, hasAdmin: false })
    const atBare = openDriver(bare).health(call())
    await expect(atBare).rejects.toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('no admin yet') })
  })

  it.each<[string, DriverOptions, RegExp]>([
    ['tokens protect nothing', {}, /checks no credentials, so that database tokens protect nothing/],
    ['only the proxy protects it', open, /checks no credentials, so that only its proxy protects it/],
    ['JWTs are not looked at', byJwt, /checks no credentials, so that only its proxy protects it/],
  ])('warns where the cluster checks no credentials: %s', async (_, options, warning) => {
    const influxd = await server({})
    const health = await openDriver(influxd, options).health(call())
    expect(health).toEqual({ version: expect.any(String), warning: expect.stringMatching(warning) })
  })

  it('warns where the cluster asks for credentials that the proxy does not have', async () => {
    const influxd = await server({ hasAuth: true })
    const { warning } = await openDriver(influxd, open).health(call())
    expect(warning).toMatch(/credentials that the proxy does not have.*jwt-secret/)
  })

  it('is unreachable while the cluster is down, and good again when it is up', async () => {
    const influxd = await server({ hasAuth: true })
    const driver = openDriver(influxd)
    await driver.health(call())
    await influxd.kill()
    await expect(driver.health(call())).rejects.toMatchObject({ code: 'UNREACHABLE', outcome: { retry: true } })
    await influxd.start()
    expect(await driver.health(call())).toMatchObject({ warning: null })
  })
})

describe('what is not InfluxDB 1.x', () => {
  const pages: readonly (readonly [string, RequestListener])[] = [
    ['a web page', (_, response) => response.end('<html>Welcome to nginx!</html>')],
    ['a page that is not found', (_, response) => response.writeHead(404).end('<html>404</html>')],
    ['InfluxDB 2', (_, response) => response.writeHead(204, { 'x-influxdb-version': 'v2.7.1' }).end()],
    ['InfluxDB 3', (_, response) => response.writeHead(200, { 'x-influxdb-version': '3.0.1' }).end('{}')],
    ['another API', (_, response) => response.writeHead(200, { 'x-influxdb-version': '1.8.0' }).end('{"ok":true}')],
    ['a redirect', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    [
      'half an answer',
      (_, response) => response.writeHead(200, { 'x-influxdb-version': '1.8.0' }).end('{"results":[{"ser'),
    ],
  ]

  it.each(pages)('is told as such: %s', async (_, listener) => {
    const driver = openDriver(await answering(listener))
    await expect(driver.health(call())).rejects.toMatchObject({ name: 'ClusterError', code: 'PROTOCOL' })
  })

  it('has its faults told by what may pass, and never in its own words', async () => {
    for (const [status, body, code, outcome] of [
      [500, 'CANARY', 'CLUSTER_FAULT', { retry: true, unknown: true }],
      [503, '{"error":"CANARY"}', 'CLUSTER_FAULT', { retry: true, unknown: true }],
      [400, '{"error":"error parsing query: CANARY"}', 'REFUSED', { retry: false, unknown: false }],
      [403, '{"error":"CANARY"}', 'FORBIDDEN', { retry: true, unknown: false }],
      [200, '{"results":[{"statement_id":0,"error":"CANARY"}]}', 'CLUSTER_FAULT', { retry: true, unknown: true }],
      [200, '{"results":[]}', 'PROTOCOL', { retry: true, unknown: true }],
      [200, 'CANARY', 'PROTOCOL', { retry: true, unknown: true }],
    ] as const) {
      const driver = openDriver(await answering((_, response) => response.writeHead(status).end(body)))
      const purge = driver.purgeDatabase(database('mine'), unknown, call())
      await expect(purge, body).rejects.toMatchObject({ name: 'ClusterError', code, outcome })
      await expect(purge).rejects.not.toThrow(/CANARY/)
    }
  })

  it('does not keep a call beyond the patience of its caller, and says that it may have happened', async () => {
    const driver = openDriver(await answering(() => {}))
    const late = tokensOf(driver).ensure(token(may('mine', 'READ')), unknown, newSecret(), {
      signal: AbortSignal.timeout(50),
    })
    await expect(late).rejects.toMatchObject({ code: 'UNREACHABLE', outcome: { retry: true, unknown: true } })
    const refused = openDriver({ url: `http://127.0.0.1:${await freePort()}` }).listDatabases(call())
    await expect(refused).rejects.toMatchObject({ code: 'UNREACHABLE', outcome: { retry: true, unknown: false } })
  })
})
