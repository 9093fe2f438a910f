import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, type TestGateway } from '../gateway.ts'
import { freePort, isHere } from '../programs.ts'
import { hour } from '../times.ts'
import { openChecking } from './checks.ts'
import {
  type DataPlane,
  jwtSecret,
  kinds,
  type Mode,
  modes,
  openDataPlane,
  optionsOf,
  type Tokens,
} from './data-plane.ts'
import {
  type AskedOfData,
  askData,
  askRaw,
  type DataProxy,
  filesOf,
  type ProxyKind,
  startDataProxy,
} from './data-proxy.ts'

const encode = encodeURIComponent
const query = (text: string) => `/query?db=mine&q=${encode(text)}`
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const token = ({ secret }: { readonly secret: string }) => ({ authorization: `Token ${secret}` })
const line = { path: '/write?db=mine', body: 'm v=2' }
const lines = Array.from({ length: 20_000 }, (_, at) => `m,k=a v=${at} ${at + 1}`).join('\n')

/** What clients send, and the status that they get. */
const cases: readonly (readonly [name: string, status: number, asked: (tokens: Tokens) => AskedOfData])[] = [
  ['a write with Token', 204, ({ writer }) => ({ ...line, headers: token(writer) })],
  ['a write with Bearer', 204, ({ writer }) => ({ ...line, headers: { authorization: `Bearer ${writer.secret}` } })],
  ['a write with Basic', 204, ({ writer }) => ({ ...line, headers: { authorization: basic(writer.secret) } })],
  ['a write with u and p', 204, ({ writer }) => ({ ...line, path: `/write?db=mine&u=any&p=${encode(writer.secret)}` })],
  [
    'a write with a header and p',
    401,
    ({ writer }) => ({ ...line, path: `/write?db=mine&u=any&p=${encode(writer.secret)}`, headers: token(writer) }),
  ],
  ['a write by who may read', 403, ({ reader }) => ({ ...line, headers: token(reader) })],
  ['a write to another database', 403, ({ writer }) => ({ ...line, path: '/write?db=theirs', headers: token(writer) })],
  ['two databases', 403, ({ writer }) => ({ ...line, path: '/write?db=mine&db=theirs', headers: token(writer) })],
  ['two, one escaped', 403, ({ writer }) => ({ ...line, path: '/write?db=mine&%64b=theirs', headers: token(writer) })],
  ['a semicolon', 403, ({ writer }) => ({ ...line, path: '/write?db=mine;db=theirs', headers: token(writer) })],
  ['a write to no database', 403, ({ writer }) => ({ ...line, path: '/write', headers: token(writer) })],
  ['a write by GET', 403, ({ writer }) => ({ method: 'GET', path: line.path, headers: token(writer) })],
  ['an escaped path', 403, ({ writer }) => ({ ...line, path: '/%77rite?db=mine', headers: token(writer) })],
  ['two slashes', 403, ({ writer }) => ({ ...line, path: '//write?db=mine', headers: token(writer) })],
  ['a path with a line break', 403, ({ writer }) => ({ ...line, path: '/write%0A?db=mine', headers: token(writer) })],
  ['no credential', 401, () => line],
  ['an unknown token', 401, () => ({ ...line, headers: { authorization: 'Token apiv1_x' } })],
  ['an expired token', 401, ({ expired }) => ({ ...line, headers: token(expired) })],
  ['a revoked token', 401, ({ revoked }) => ({ ...line, headers: token(revoked) })],
  ['a token of another database', 403, ({ none }) => ({ ...line, headers: token(none) })],
  ['an unknown parameter', 403, ({ writer }) => ({ ...line, path: '/write?db=mine&x=1', headers: token(writer) })],
  ['20,000 lines', 204, ({ writer }) => ({ path: line.path, body: lines, headers: token(writer) })],
  ['a query', 200, ({ reader }) => ({ method: 'GET', path: query('SELECT * FROM m'), headers: token(reader) })],
  [
    'a query by who may write',
    403,
    ({ writer }) => ({ method: 'GET', path: query('SELECT * FROM m'), headers: token(writer) }),
  ],
  [
    'a query of another database',
    403,
    ({ reader }) => ({ method: 'GET', path: query('SELECT * FROM theirs..secret'), headers: token(reader) }),
  ],
  [
    'what InfluxDB tells of other databases',
    403,
    ({ reader }) => ({ method: 'GET', path: query('SHOW FIELD KEYS FROM theirs..secret'), headers: token(reader) }),
  ],
  [
    'SHOW … ON theirs',
    403,
    ({ reader }) => ({ method: 'GET', path: query('SHOW MEASUREMENTS ON theirs'), headers: token(reader) }),
  ],
  [
    'a second statement',
    403,
    ({ all }) => ({ method: 'GET', path: query('SELECT * FROM m; DROP DATABASE theirs'), headers: token(all) }),
  ],
  ['INTO', 200, ({ both }) => ({ path: query('SELECT * INTO n FROM m'), headers: token(both) })],
  ['INTO by who may read', 403, ({ reader }) => ({ path: query('SELECT * INTO n FROM m'), headers: token(reader) })],
  ['INTO by GET', 403, ({ both }) => ({ method: 'GET', path: query('SELECT * INTO n FROM m'), headers: token(both) })],
  [
    'INTO another database',
    403,
    ({ both }) => ({ path: query('SELECT * INTO theirs..n FROM m'), headers: token(both) }),
  ],
  [
    'a query in a form',
    403,
    ({ reader }) => ({
      path: '/query?db=mine',
      body: `q=${encode('SELECT * FROM m')}`,
      headers: { ...token(reader), ...form },
    }),
  ],
  [
    'another query in a form',
    403,
    ({ reader }) => ({
      path: query('SELECT * FROM m'),
      body: `q=${encode('DROP DATABASE theirs')}`,
      headers: { ...token(reader), ...form },
    }),
  ],
  [
    'a query in a form of many parts',
    403,
    ({ reader }) => ({
      path: query('SELECT * FROM m'),
      body: '--x\r\nContent-Disposition: form-data; name="q"\r\n\r\nDROP DATABASE theirs\r\n--x--\r\n',
      headers: { ...token(reader), 'content-type': 'multipart/form-data; boundary=x' },
    }),
  ],
  [
    'SHOW DATABASES',
    403,
    ({ all }) => ({ method: 'GET', path: `/query?q=${encode('SHOW DATABASES')}`, headers: token(all) }),
  ],
  [
    'a query of any database by who may read all',
    200,
    ({ all }) => ({ method: 'GET', path: `/query?db=theirs&q=${encode('SELECT * FROM secret')}`, headers: token(all) }),
  ],
  [
    'a query of 60,000 characters',
    200,
    ({ reader }) => ({
      method: 'GET',
      path: query(`SELECT * FROM m WHERE host = '${'x'.repeat(60_000)}'`),
      headers: token(reader),
    }),
  ],
  [
    'an address that a header tells otherwise',
    403,
    ({ writer }) => ({
      ...line,
      path: '/write?db=theirs',
      headers: { ...token(writer), 'x-original-uri': '/write?db=mine', 'x-forwarded-uri': '/write?db=mine' },
    }),
  ],
  [
    'a method that a header tells otherwise',
    403,
    ({ writer }) => ({
      method: 'GET',
      path: '/write?db=mine',
      headers: { ...token(writer), 'x-original-method': 'POST', 'x-forwarded-method': 'POST' },
    }),
  ],
  [
    'a body that a header denies',
    403,
    ({ reader }) => ({
      path: query('SELECT * FROM m'),
      body: `q=${encode('DROP DATABASE theirs')}`,
      headers: { ...token(reader), ...form, 'x-original-content-length': '0' },
    }),
  ],
  [
    'an answer of the check from the client',
    403,
    ({ reader }) => ({
      ...line,
      headers: {
        ...token(reader),
        'x-clustergate-args': 'db=theirs',
        'x-clustergate-authorization': 'x',
        'x-clustergate-proxy': 'x',
      },
    }),
  ],
  ['/debug/vars', 403, ({ all }) => ({ method: 'GET', path: '/debug/vars', headers: token(all) })],
  ['/debug/pprof', 403, ({ all }) => ({ method: 'GET', path: '/debug/pprof/cmdline', headers: token(all) })],
  ['/ping', 204, () => ({ method: 'GET', path: '/ping' })],
]

const basic = (secret: string) => `Basic ${Buffer.from(`any:${secret}`).toString('base64')}`

/** The forms in which a secret could stand in a file. */
const formsOf = (secret: string) => [secret, encode(secret), basic(secret).slice(6)]

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
      const proxy = await startDataProxy(kind, { ...options, checks: [await freePort(), ...options.checks] })
      try {
        const writes = Array.from({ length: 20 }, () => askData(proxy.port, { ...line, headers: token(tokens.writer) }))
        expect(new Set((await Promise.all(writes)).map(({ status }) => status))).toEqual(new Set([204]))
      } finally {
        await proxy.stop()
      }
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
      const noCheck = await startDataProxy(kind, { ...optionsOf(plane), checks: [await freePort()] })
      const noCluster = await startDataProxy(kind, { ...optionsOf(plane), upstream: await freePort() })
      // Takes connections and never answers.
      const silent = createServer(() => {}).listen(0, '127.0.0.1')
      await once(silent, 'listening')
      const { port } = silent.address() as AddressInfo
      const noAnswer = await startDataProxy(kind, { ...optionsOf(plane), checks: [port] })
      try {
        const before = await reached(plane)
        expect(await statuses(noCheck)).toEqual(new Set([kind === 'nginx' ? 503 : 502]))
        expect(await statuses(noAnswer)).toEqual(new Set([kind === 'nginx' ? 503 : 504]))
        expect(await reached(plane)).toBe(before + 1)
        expect(await statuses(noCluster)).toEqual(new Set([502]))

        const written = noCheck.written() + noCluster.written() + noAnswer.written()
        expect(written).toContain('/write')
        for (const { secret } of [tokens.writer, tokens.reader, { secret: plane.cluster.proxySecret }])
          for (const form of formsOf(secret)) expect(written.includes(form)).toBe(false)
      } finally {
        for (const proxy of [noCheck, noCluster, noAnswer]) await proxy.stop()
        silent.close()
      }
    })
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
      const found = [...secrets, jwtSecret]
        .flatMap(formsOf)
        .concat(jwt)
        .filter((form) => text.includes(form))
      expect(found).toEqual([])
    }
  })
})
