import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestGateway } from '../gateway.ts'
import { type Cluster, type DataRequest, openChecking, openCluster } from './checks.ts'

const deleteDocument = 'mutation ($input: DeleteInput!) { deleteDatabase(input: $input) { database { id } } }'

let gateway: TestGateway
let cluster: Cluster
/** The secrets of the tokens, which Mel, a Member, has made. */
const secrets: Record<string, string> = {}

beforeAll(async () => {
  gateway = await openChecking()
  cluster = await openCluster(gateway)
  const mel = await cluster.account.join('mel@example.com', ['member'])
  const mine = await cluster.database('mine')
  const own = await cluster.database('mine/autogen')
  await cluster.database('theirs')
  await cluster.database('both')
  const policyOfBoth = await cluster.database('both/week')
  const onlyPolicy = await cluster.database('only/week')
  await cluster.database('gone/week')
  const gone = await cluster.database('gone')
  await cluster.account.admin.run(deleteDocument, { input: { id: gone, confirmName: 'gone' } })
  const make = async (name: string, ...grants: (readonly ['READ' | 'WRITE', string])[]) => {
    const permissions = grants.map(([action, databaseId]) => ({ action, databaseId }))
    secrets[name] = (await cluster.token(permissions, mel, { description: name })).secret
  }
  await make('reader', ['READ', mine])
  await make('writer', ['WRITE', mine])
  await make('user', ['READ', mine], ['WRITE', mine], ['READ', own], ['WRITE', own])
  await make('all', ['READ', '*'], ['WRITE', '*'])
  await make('nothing')
  await make('policy', ['WRITE', policyOfBoth], ['WRITE', onlyPolicy])
  await make('policyReader', ['READ', onlyPolicy])
})

afterAll(() => gateway.close())

const bearer = (name: string) => `Bearer ${secrets[name]}`
const q = (text: string) => encodeURIComponent(text)

/** What a token may do, as a request and the status of the check. */
type Row = readonly [status: 204 | 401 | 403, token: string, request: string, more?: Partial<DataRequest>]

// biome-ignore format: a table
const rows: readonly Row[] = [
  // Every address but these is closed, in every writing.
  [403, 'all', 'GET /'],
  [403, 'all', 'GET /debug/vars'],
  [403, 'all', 'GET /debug/pprof/cmdline'],
  [403, 'all', 'GET /metrics'],
  [403, 'all', 'POST /api/v3/configure/database?db=mine'],
  [403, 'all', 'GET /api/v2/buckets'],
  [403, 'all', 'POST //write?db=mine'],
  [403, 'all', 'POST /write/?db=mine'],
  [403, 'all', 'POST /WRITE?db=mine'],
  [403, 'all', 'POST /%77rite?db=mine'],
  [403, 'all', 'POST /x/../write?db=mine'],
  [403, 'all', 'POST http://cluster/write?db=mine'],
  [403, 'all', 'POST /write#?db=mine'],

  // A query string that two parsers could read in two ways.
  [403, 'all', 'POST /write??db=mine'],
  [403, 'all', 'POST /write?db=mine;db=theirs'],
  [403, 'all', 'POST /write?db=mine&db=theirs'],
  [403, 'all', 'POST /write?db=mine&d%62=theirs'],
  [403, 'all', 'POST /write?db=mine%'],
  [403, 'all', 'POST /write?db=mine%zz'],
  [403, 'all', 'POST /write?db=mine%ff'],
  [403, 'all', 'POST /write?db=mine&node=1'],
  [403, 'all', 'POST /write?db=mine&q=x'],
  [403, 'all', 'POST /write?db=mine&Db=theirs'],

  // Writes.
  [204, 'writer', 'POST /write?db=mine'],
  [204, 'writer', 'POST /write?db=mine&precision=s&consistency=all'],
  [204, 'writer', 'POST /api/v2/write?bucket=mine&org=o&precision=ns'],
  [204, 'writer', 'POST /api/v3/write_lp?db=mine&no_sync=true&accept_partial=false'],
  [204, 'all', 'POST /write?db=theirs'],
  [403, 'writer', 'POST /write?db=theirs'],
  [403, 'writer', 'POST /api/v2/write?bucket=theirs'],
  [403, 'writer', 'POST /api/v3/write_lp?db=theirs'],
  [403, 'reader', 'POST /write?db=mine'],
  [403, 'nothing', 'POST /write?db=mine'],
  [403, 'writer', 'POST /write'],
  [403, 'writer', 'POST /write?db='],
  [403, 'writer', 'GET /write?db=mine'],
  [403, 'writer', 'PUT /write?db=mine'],
  [403, 'all', 'POST /write?db=nowhere'],
  [403, 'all', 'POST /write?db=Mine'],
  [403, 'all', 'POST /write?db=mine%00'],
  [403, 'all', `GET /query?db=mine&q=${q('SELECT * FROM "mine\0"..m')}`],

  // A retention policy may be part of the database's name; then every database that could be meant must be granted.
  [204, 'writer', 'POST /write?db=mine&rp=monthly'],
  [403, 'writer', 'POST /write?db=mine&rp=autogen'],
  [204, 'user', 'POST /write?db=mine&rp=autogen'],
  [204, 'user', 'POST /api/v2/write?bucket=mine/autogen'],
  [403, 'writer', 'POST /api/v2/write?bucket=mine/autogen'],
  [204, 'writer', 'POST /write?db=mine&rp='],
  [403, 'policy', 'POST /write?db=both&rp=week'],
  [204, 'policy', 'POST /write?db=only&rp=week'],
  [403, 'policy', 'POST /write?db=only'],
  [204, 'policy', 'POST /api/v2/write?bucket=only/week'],
  // What is allowed on a policy opens neither its database nor another policy.
  [204, 'policyReader', `GET /query?db=only&rp=week&q=${q('SELECT * FROM m')}`],
  [204, 'policyReader', `GET /query?db=only/week&q=${q('SELECT * FROM only.week.m')}`],
  [403, 'policyReader', `GET /query?db=only/week&q=${q('SELECT * FROM only.week.m, only..n')}`],
  [403, 'policyReader', `GET /query?db=only/week&q=${q('SELECT * FROM only.week.m, only.other.n')}`],
  [403, 'policyReader', `GET /query?db=only/week&q=${q('SHOW SERIES ON only FROM only.week.m')}`],
  [403, 'policyReader', `GET /query?db=only&rp=week&q=${q('SHOW SERIES')}`],
  [403, 'policyReader', `GET /query?db=only&rp=week&q=${q('SELECT * FROM only..n')}`],
  [403, 'policyReader', `GET /query?db=only&rp=week&q=${q('SELECT * FROM other.n')}`],
  // Nor does it open a database that was deleted.
  [403, 'all', 'POST /write?db=gone'],
  [403, 'all', 'POST /write?db=gone&rp=week'],
  [403, 'all', 'POST /api/v2/write?bucket=gone/week'],
  [403, 'all', `GET /query?db=gone/week&q=${q('SELECT * FROM gone.week.m')}`],
  [204, 'all', 'POST /write?db=gone/week'],
  // Version 2 of InfluxDB takes it for an id.
  [403, 'all', 'POST /api/v2/write?bucket=0123456789abcdef'],
  [403, 'reader', `GET /query?db=mine&rp=autogen&q=${q('SELECT * FROM m')}`],
  [204, 'user', `GET /query?db=mine&rp=autogen&q=${q('SELECT * FROM m')}`],
  [403, 'reader', `GET /query?db=mine&q=${q('SELECT * FROM mine.autogen.m')}`],
  [403, 'reader', `GET /query?db=mine&q=${q('SELECT * FROM autogen.m')}`],
  [204, 'reader', `GET /query?db=mine&q=${q('SELECT * FROM mine.monthly.m')}`],
  [204, 'user', `GET /query?db=mine&q=${q('SELECT * FROM mine.autogen.m')}`],

  // Queries: READ on all that is read, and WRITE, by POST, on what INTO names.
  [204, 'reader', `GET /query?db=mine&q=${q('SELECT * FROM m')}&epoch=ms&pretty=true&chunked=true&chunk_size=10`],
  [204, 'reader', `POST /query?db=mine&q=${q('SELECT * FROM m; SHOW MEASUREMENTS')}`],
  [204, 'reader', `GET /query?q=${q('SELECT * FROM mine..m')}`],
  [204, 'reader', `GET /query?db=mine&params=null&q=${q('SELECT * FROM m')}`],
  [403, 'reader', `GET /query?db=mine&params=${q('{"a":1}')}&q=${q('SELECT * FROM m')}`],
  [403, 'writer', `GET /query?db=mine&q=${q('SELECT * FROM m')}`],
  [403, 'reader', `GET /query?db=theirs&q=${q('SELECT * FROM m')}`],
  [403, 'reader', `GET /query?db=mine&q=${q('SELECT * FROM theirs..m')}`],
  [403, 'reader', `GET /query?db=mine&q=${q('SELECT * FROM m; SELECT * FROM theirs..m')}`],
  [403, 'reader', `GET /query?db=mine&q=${q('SHOW FIELD KEYS FROM theirs..m')}`],
  [403, 'reader', `GET /query?db=mine&q=${q('SHOW SERIES ON theirs')}`],
  [403, 'all', `GET /query?db=mine&q=${q('SHOW DATABASES')}`],
  [403, 'all', `POST /query?db=mine&q=${q('DROP DATABASE mine')}`],
  [403, 'all', `GET /query?db=mine`],
  [403, 'reader', `POST /query?db=mine&q=${q('SELECT * INTO copy FROM m')}`],
  [204, 'user', `POST /query?db=mine&q=${q('SELECT * INTO copy FROM m')}`],
  [403, 'user', `GET /query?db=mine&q=${q('SELECT * INTO copy FROM m')}`],
  [403, 'user', `POST /query?db=mine&q=${q('SELECT * INTO theirs..copy FROM m')}`],

  // The body of a query is not seen here, and would be read by the cluster.
  [403, 'reader', `POST /query?db=mine&q=${q('SELECT * FROM m')}`, { length: '30' }],
  [403, 'reader', `POST /query?db=mine&q=${q('SELECT * FROM m')}`, { length: undefined }],
  [403, 'reader', `POST /query?db=mine&q=${q('SELECT * FROM m')}`, { length: 'unknown' }],
  [403, 'reader', `POST /query?db=mine&q=${q('SELECT * FROM m')}`, { more: [['X-Original-Transfer-Encoding', 'chunked']] }],
  [403, 'reader', `GET /query?db=mine&q=${q('SELECT * FROM m')}`, { length: '30' }],
  [204, 'reader', `GET /query?db=mine&q=${q('SELECT * FROM m')}`, { length: undefined }],
  [204, 'reader', `POST /query?db=mine&q=${q('SELECT * FROM m')}`, { length: '0' }],
  [204, 'writer', 'POST /write?db=mine', { length: '30' }],
  [204, 'writer', 'POST /write?db=mine', { length: '', more: [['X-Original-Transfer-Encoding', 'chunked']] }],

  // Version 3.
  [204, 'reader', `GET /api/v3/query_sql?db=mine&q=${q('select * from m')}&format=json`],
  [204, 'reader', `POST /api/v3/query_sql?db=mine&q=${q('select * from m')}`],
  [403, 'writer', `GET /api/v3/query_sql?db=mine&q=${q('select * from m')}`],
  [403, 'reader', `GET /api/v3/query_sql?db=theirs&q=${q('select * from m')}`],
  [403, 'all', `GET /api/v3/query_sql?q=${q('select * from m')}`],
  [403, 'reader', 'GET /api/v3/query_sql?db=mine'],
  [403, 'reader', `POST /api/v3/query_sql?db=mine&q=${q('select 1')}`, { length: '9' }],
  [204, 'reader', `GET /api/v3/query_influxql?db=mine&q=${q('SELECT * FROM m')}`],
  [204, 'reader', `GET /api/v3/query_influxql?q=${q('SELECT * FROM mine..m')}`],
  [403, 'reader', `GET /api/v3/query_influxql?db=mine&q=${q('SELECT * FROM theirs..m')}`],
]

describe('a request with a valid token', () => {
  for (const [status, token, line, more] of rows)
    it(`is answered ${status} for ${token}: ${line} ${more ? JSON.stringify(more) : ''}`, async () => {
      const [method, target] = line.split(' ') as [string, string]
      const answer = await cluster.check({ method, target, authorization: bearer(token), ...more })
      expect({ status: answer.status, reason: answer.headers['x-clustergate-reason'] }).toEqual({
        status,
        reason: status === 204 ? undefined : expect.stringMatching(/^[A-Z].{5,199}\.?$/),
      })
      expect(answer.headers['cache-control']).toBe('no-store')
    })
})

describe('the credential', () => {
  const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`
  const write = (request: Partial<DataRequest>) =>
    cluster.check({ method: 'POST', target: '/write?db=mine', ...request })

  it('is taken from every place where InfluxDB’s clients put it', async () => {
    const secret = secrets['writer'] as string
    const places: Partial<DataRequest>[] = [
      { authorization: `Bearer ${secret}` },
      { authorization: `bearer ${secret}` },
      { authorization: `Token ${secret}` },
      { authorization: basic(`anybody:${secret}`) },
      { authorization: basic(`:${secret}`) },
      { target: `/write?db=mine&u=anybody&p=${encodeURIComponent(secret)}` },
      { target: `/write?db=mine&p=${encodeURIComponent(secret)}` },
      { target: '/write?db=mine&u=&p=', authorization: `Bearer ${secret}` },
    ]
    for (const place of places) expect(await write(place), JSON.stringify(place)).toMatchObject({ status: 204 })
  })

  it('must come once: 401 for none, for two, and for one in a form of its own', async () => {
    const secret = secrets['writer'] as string
    const refused: Partial<DataRequest>[] = [
      {},
      { authorization: '' },
      { authorization: secret },
      { authorization: `Digest ${secret}` },
      { authorization: `Bearer ${secret} x` },
      { authorization: `Bearer ${secret}x` },
      { authorization: `Bearer ${secret.slice(0, -1)}` },
      { authorization: `Bearer ${'x'.repeat(257)}` },
      { authorization: basic(secret) },
      { authorization: basic('anybody:') },
      { authorization: `Basic ${secret}` },
      { target: `/write?db=mine&p=${encodeURIComponent(secret)}`, authorization: `Bearer ${secret}` },
      { authorization: `Bearer ${secret}`, more: [['Authorization', `Bearer ${secret}`]] },
      { authorization: `Bearer ${cluster.account.admin.token}` },
      { authorization: `Bearer ${cluster.proxySecret}` },
    ]
    for (const request of refused) {
      const answer = await write(request)
      expect(answer, JSON.stringify(request)).toMatchObject({
        status: 401,
        headers: { 'www-authenticate': 'Basic realm="Clustergate"' },
      })
    }
  })

  it('is asked for before the databases, the method and the statement are looked at', async () => {
    for (const target of ['/write?db=nowhere', '/query?q=DROP', '/query']) {
      expect(await cluster.check({ method: 'POST', target })).toMatchObject({ status: 401 })
    }
    expect(await cluster.check({ target: '/debug/vars' })).toMatchObject({ status: 403 })
    expect(await cluster.check({ target: '/query?x=y' })).toMatchObject({ status: 403 })
  })

  it('is not needed for /ping and /health, which show nothing', async () => {
    for (const target of ['/ping', '/health', '/ping?verbose=true']) {
      for (const method of ['GET', 'HEAD']) {
        expect(await cluster.check({ method, target })).toMatchObject({
          status: 204,
          headers: { 'x-clustergate-token': '', 'x-clustergate-authorization': '' },
        })
      }
    }
    expect(await cluster.check({ method: 'POST', target: '/ping' })).toMatchObject({ status: 403 })
    expect(await cluster.check({ target: '/ping?db=mine' })).toMatchObject({ status: 403 })
  })
})

describe('the answer', () => {
  it('carries the query string anew, so that what was checked is what is sent, without the credential', async () => {
    const secret = secrets['user'] as string
    const text = `SELECT * FROM "m" WHERE a = 'x&db=theirs' AND b = 'é +%'`
    const target = `/query?q=${encodeURIComponent(text).replaceAll('%20', '+')}&%64b=mine&u=me&p=${encodeURIComponent(secret)}`
    const { status, headers } = await cluster.check({ target })
    expect(status).toBe(204)
    const sent = headers['x-clustergate-args'] as string
    expect(sent).toMatch(/^[\w.*%&=+-]+$/)
    expect([...new URLSearchParams(sent)]).toEqual([
      ['q', text],
      ['db', 'mine'],
    ])
    expect(headers['x-clustergate-token']).toMatch(/^database_token_/)
    expect(headers['x-clustergate-authorization']).toBe('')
  })

  it('takes queries of 60,000 characters, and refuses what no proxy would take back', async () => {
    const of = (length: number) =>
      cluster.check({
        target: `/query?db=mine&q=${q(`SELECT * FROM m WHERE a = '${'x'.repeat(length)}'`)}`,
        authorization: bearer('reader'),
      })
    expect(await of(60_000)).toMatchObject({ status: 204 })
    expect(await of(64_500)).toMatchObject({ status: 403 })
    expect(await of(70_000)).toMatchObject({ status: 403 })
  })

  it('quotes nothing in a header that a header cannot hold', async () => {
    const target = `/query?db=mine&q=${q('DROP é\r\nX-Clustergate-Args: db=theirs')}`
    const { status, headers } = await cluster.check({ target, authorization: bearer('all') })
    expect(status).toBe(403)
    expect(headers['x-clustergate-reason']).toMatch(/^[ -~]+$/)
    expect(headers['x-clustergate-args']).toBeUndefined()
  })
})
