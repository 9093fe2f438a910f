import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { eventually, type TestGateway } from '../gateway.ts'
import { closedPort, isHere } from '../programs.ts'
import { hour } from '../times.ts'
import { openChecking } from './checks.ts'
import { type DataPlane, jwtSecret, kinds, type Mode, modes, openDataPlane, optionsOf } from './data-plane.ts'
import {
  type AskedOfData,
  askData,
  askRaw,
  type DataProxy,
  type DataProxyOptions,
  filesOf,
  type ProxyKind,
  startDataProxy,
} from './data-proxy.ts'
import { basic, cases, encode, form, line, query, token } from './data-requests.ts'

/** Which secrets stand in a text, in any of the forms in which clients and proxies send them. */
const secretsIn = (text: string, secrets: readonly string[]): readonly string[] =>
  secrets.flatMap((secret) => [secret, encode(secret), basic(secret).slice(6)]).filter((form) => text.includes(form))

/** As `startDataProxy`, stopped when the test ends. */
async function startForTest(kind: ProxyKind, options: DataProxyOptions): Promise<DataProxy> {
  const proxy = await startDataProxy(kind, options)
  onTestFinished(() => proxy.stop())
  return proxy
}

describe.runIf(isHere('influxd') && kinds.length > 0)('in front of InfluxDB 1.x', () => {
  let gateway: TestGateway
  const planes = {} as Record<Mode, DataPlane>
  const proxies = new Map<string, DataProxy>()
  const proxyOf = (kind: ProxyKind, mode: Mode) => proxies.get(`${kind} ${mode}`) as DataProxy

  beforeAll(async () => {
    gateway = await openChecking()
    for (const mode of modes) planes[mode] = await openDataPlane(gateway, mode)
    gateway.advance(3 * hour)
    for (const kind of kinds) {
      for (const mode of modes) proxies.set(`${kind} ${mode}`, await startDataProxy(kind, optionsOf(planes[mode])))
    }
  }, 120_000)
  afterAll(async () => {
    for (const proxy of proxies.values()) await proxy.stop()
    for (const { influxd } of Object.values(planes)) await influxd.stop()
    await gateway?.close()
  })

  /** How many requests have reached InfluxDB. */
  async function reached({ influxd }: DataPlane): Promise<number> {
    const requests = () =>
      influxd
        .log()
        .split('\n')
        .filter((logged) => logged.includes('[httpd]')).length
    const before = requests()
    await influxd.run('SHOW DATABASES')
    return eventually(() => requests() > before && requests())
  }

  describe.each(kinds)('%s, configured as printed', (kind) => {
    it.each(modes)('lets through what a token may do and nothing else, with the cluster %s', async (mode) => {
      const proxy = proxyOf(kind, mode)
      const { influxd, tokens } = planes[mode]
      const answers: Record<string, number> = {}
      const expected: Record<string, number> = {}
      for (const [name, status, asked] of cases) {
        answers[name] = (await askData(proxy.port, asked(tokens))).status
        expected[name] = status
      }
      // Caddy cannot take p out of the address, and InfluxDB would prefer it to the JWT.
      if (kind === 'caddy' && mode === 'jwt') expected['a write with u and p'] = 401

      expect(answers).toEqual(expected)
      const [databases] = await influxd.run('SHOW DATABASES')
      expect(databases?.series?.[0]?.values.flat()).toEqual(expect.arrayContaining(['mine', 'theirs']))
      const [series] = await influxd.run('SHOW SERIES ON theirs')
      expect(series?.series?.[0]?.values).toEqual([['secret,room=vault']])
    })

    it('tells clients why, in InfluxDB’s own form', async () => {
      const { tokens } = planes.open
      const { port } = proxyOf(kind, 'open')
      const denied = await askData(port, { ...line, headers: token(tokens.reader) })
      expect(denied.reason).toContain('no WRITE permission')
      expect(JSON.parse(denied.text)).toEqual({ error: denied.reason })
      const unknown = await askData(port, line)
      expect(unknown.challenge).toContain('Basic')
      expect(JSON.parse(unknown.text)).toEqual({ error: unknown.reason })
      const closed = await askData(port, { path: '/debug/vars' })
      expect(JSON.parse(closed.text)).toEqual({ error: expect.stringContaining('not open') })
    })

    it('lets no statement through in a chunked body', async () => {
      for (const mode of modes) {
        const { influxd, tokens } = planes[mode]
        const body = `q=${encode('DROP DATABASE theirs')}`
        const head = `POST ${query('SELECT * FROM m')} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Token ${tokens.all.secret}`
        const chunked = `Content-Type: ${form['content-type']}\r\nTransfer-Encoding: chunked\r\nConnection: close`
        const bytes = `${head}\r\n${chunked}\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
        expect(await askRaw(proxyOf(kind, mode).port, bytes)).toMatch(/^HTTP\/1.1 403 /)
        expect(JSON.stringify(await influxd.run('SHOW DATABASES'))).toContain('theirs')
      }
    })

    it('follows a renamed, a deleted and a restored database, and a revoked token, from the next request on', async () => {
      const { cluster, influxd } = planes.open
      const { admin } = cluster.account
      const { port } = proxyOf(kind, 'open')
      const [before, after] = [`before-${kind}`, `after-${kind}`]
      const id = await cluster.database(before)
      for (const name of [before, after]) await influxd.run(`CREATE DATABASE "${name}"`)
      const { id: tokenId, secret } = await cluster.token([{ action: 'WRITE', databaseId: id }])
      const write = async (name: string) =>
        (await askData(port, { ...line, path: `/write?db=${name}`, headers: token({ secret }) })).status

      expect([await write(before), await write(after)]).toEqual([204, 403])
      const rename = 'mutation ($input: RenameInput!) { renameDatabase(input: $input) { database { id } } }'
      await admin.run(rename, { input: { id, name: after } })
      expect([await write(before), await write(after)]).toEqual([403, 204])
      const remove = 'mutation ($input: DeleteInput!) { deleteDatabase(input: $input) { database { id } } }'
      await admin.run(remove, { input: { id, confirmName: after } })
      expect(await write(after)).toBe(403)
      await admin.run('mutation ($id: ID!) { undeleteDatabase(id: $id) { database { id } } }', { id })
      expect(await write(after)).toBe(204)
      await admin.run('mutation ($id: ID!) { revokeDatabaseToken(id: $id) { token { id } } }', { id: tokenId })
      expect(await write(after)).toBe(401)
    })

    it('asks the other gateway while one is down', async () => {
      const { tokens } = planes.open
      const options = optionsOf(planes.open)
      const proxy = await startForTest(kind, { ...options, checks: [closedPort, ...options.checks] })
      const writes = Array.from({ length: 20 }, () => askData(proxy.port, { ...line, headers: token(tokens.writer) }))
      expect(new Set((await Promise.all(writes)).map(({ status }) => status))).toEqual(new Set([204]))
    })

    it('lets nothing through while the check is down, and no file or log holds a token', async () => {
      const plane = planes.open
      const { tokens } = plane
      const asked: readonly AskedOfData[] = [
        { ...line, headers: token(tokens.writer) },
        { ...line, path: `/write?db=mine&u=any&p=${encode(tokens.writer.secret)}` },
        { method: 'GET', path: query('SELECT * FROM m'), headers: token(tokens.reader) },
        { method: 'GET', path: '/ping' },
      ]
      const statuses = async ({ port }: DataProxy) =>
        new Set(await Promise.all(asked.map(async (one) => (await askData(port, one)).status)))
      // Takes connections and never answers.
      const silent = createServer(() => {}).listen(0, '127.0.0.1')
      onTestFinished(() => void silent.close())
      await once(silent, 'listening')
      const silentPort = (silent.address() as AddressInfo).port
      const options = optionsOf(plane)
      const noCheck = await startForTest(kind, { ...options, checks: [closedPort] })
      const noAnswer = await startForTest(kind, { ...options, checks: [silentPort] })
      const noCluster = await startForTest(kind, { ...options, upstream: closedPort })

      const before = await reached(plane)
      expect(await statuses(noCheck)).toEqual(new Set([kind === 'nginx' ? 503 : 502]))
      expect(await statuses(noAnswer)).toEqual(new Set([kind === 'nginx' ? 503 : 504]))
      expect(await reached(plane)).toBe(before + 1)
      expect(await statuses(noCluster)).toEqual(new Set([502]))

      const written = noCheck.written() + noAnswer.written() + noCluster.written()
      expect(written).toContain('/write')
      expect(secretsIn(written, [tokens.writer.secret, tokens.reader.secret, options.secret])).toEqual([])
    })
  })

  it('the check tells a proxy that cannot rename headers the credential as Authorization, if there is one', async () => {
    const asked = ({ tokens }: DataPlane) => ({
      method: 'POST',
      target: '/write?db=mine',
      authorization: token(tokens.writer).authorization,
    })
    const { headers } = await planes.jwt.cluster.check(asked(planes.jwt))
    expect(headers.authorization).toMatch(/^Bearer eyJ/)
    expect(headers['x-clustergate-authorization']).toBe(headers.authorization)
    const open = await planes.open.cluster.check(asked(planes.open))
    expect([open.status, open.headers.authorization]).toEqual([204, undefined])
  })

  it('no file and no log of nginx, Caddy, InfluxDB and the gateway holds a secret', () => {
    const written = [
      ...[...proxies.values()].map((proxy) => proxy.written()),
      ...Object.values(planes).flatMap(({ influxd }) => [
        influxd.log(),
        filesOf(influxd.directory, [`${influxd.directory}/influxdb.conf`]),
      ]),
      JSON.stringify(gateway.log),
    ]
    const secrets = Object.values(planes).flatMap(({ tokens, cluster }) => [
      ...Object.values(tokens).map(({ secret }) => secret),
      cluster.proxySecret,
    ])
    // The beginning of every JWT.
    const jwt = Buffer.from('{"alg":"HS256"').toString('base64url')
    for (const text of written) {
      expect(text.length).toBeGreaterThan(100)
      const found = [...secretsIn(text, [...secrets, jwtSecret]), ...(text.includes(jwt) ? [jwt] : [])]
      expect(found).toEqual([])
    }
  })
})
