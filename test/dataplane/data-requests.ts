import type { Tokens } from './data-plane.ts'
import type { AskedOfData } from './data-proxy.ts'

export const encode = encodeURIComponent
export const query = (text: string) => `/query?db=mine&q=${encode(text)}`
export const form = { 'content-type': 'application/x-www-form-urlencoded' }
export const basic = (secret: string) => `Basic ${Buffer.from(`any:${secret}`).toString('base64')}`
export const token = ({ secret }: { readonly secret: string }) => ({ authorization: `Token ${secret}` })
export const line = { path: '/write?db=mine', body: 'm v=2' }
const lines = Array.from({ length: 20_000 }, (_, at) => `m,k=a v=${at} ${at + 1}`).join('\n')

/** What clients send, and the status that they get. */
export const cases: readonly (readonly [name: string, status: number, asked: (tokens: Tokens) => AskedOfData])[] = [
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
