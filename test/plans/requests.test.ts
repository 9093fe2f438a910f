import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Member, TestAccount } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { tell } from './both-paths.ts'
import { seeded } from './documents.ts'
import { manyPoints } from './furnished.ts'
import { type Raw, sendRaw } from './post.ts'

const requestsCount = 300

const { gateway } = useWorld(manyPoints)
let account: TestAccount
let member: Member

beforeAll(async () => {
  account = await gateway.account()
  member = await account.join('mel@example.com', ['member'])
  await account.admin.run(
    'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
    { input: { clusterId: account.clusterIds[0], name: 'taken' } },
  )
})

interface Operation {
  readonly query: string
  readonly operationName?: string
  readonly variables?: object
}

const operations = (): readonly Operation[] => [
  { query: '{ viewer { permissions user { email groups { key } } } }' },
  { query: 'query Q($first: Int = 2) { users(first: $first) { nodes { email } } }', variables: { first: 1 } },
  { query: 'query A { viewer { permissions } } query B { clusters { totalCount } }', operationName: 'B' },
  {
    query: 'mutation M($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
    operationName: 'M',
    variables: { input: { clusterId: account.clusterIds[0], name: 'taken' } },
  },
  { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: account.id } },
  { query: '{ auditEvents(first: 1) { nodes { action } } viewer { permissions } }' },
  { query: '{ users(first: 0) { nodes { id } } }' },
  { query: '{ nothing }' },
  { query: '{ viewer {' },
]

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** What may become of the members of a request, right or wrong. */
const forms: readonly ((asked: Operation) => unknown)[] = [
  (asked) => asked,
  (asked) => asked,
  (asked) => ({ ...asked, extensions: {} }),
  (asked) => ({ ...asked, extensions: { clientLibrary: { name: 'client', version: '1' } } }),
  (asked) => ({
    ...asked,
    extensions: null,
    operationName: asked.operationName ?? null,
    variables: asked.variables ?? null,
  }),
  (asked) => ({ ...asked, other: [1, 2, { three: 3 }] }),
  (asked) => ({ ...asked, operationName: '' }),
  (asked) => ({ ...asked, operationName: 'Nobody' }),
  (asked) => ({ ...asked, operationName: 7 }),
  (asked) => ({ ...asked, variables: [] }),
  (asked) => ({ ...asked, variables: '{}' }),
  (asked) => ({ ...asked, variables: { first: 'one', unknown: true } }),
  (asked) => ({ ...asked, extensions: 'none' }),
  (asked) => ({ ...asked, extensions: { persistedQuery: 'none' } }),
  (asked) => ({ ...asked, extensions: { persistedQuery: { version: 1, sha256Hash: sha256(asked.query) } } }),
  (asked) => ({ ...asked, extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }),
  (asked) => ({
    ...asked,
    query: undefined,
    extensions: { persistedQuery: { version: 1, sha256Hash: 'b'.repeat(64) } },
  }),
  (asked) => ({ ...asked, query: [asked.query] }),
  (asked) => [asked],
  ({ variables }) => ({ variables }),
  () => null,
]

const accepts = [
  ...['*/*', 'application/json', 'application/graphql-response+json', 'application/json;q=0.5, */*;q=0.1'],
  ...[
    'application/graphql-response+json; charset=utf-8, application/json',
    'text/html, application/json',
    'text/csv',
    '',
  ],
  ...['application/json;callbackSpec=1.0', 'multipart/mixed;deferSpec=20220824, application/json'],
]

const types = [
  ...['application/json', 'application/json; charset=utf-8', 'application/json;charset="UTF-8"', 'APPLICATION/JSON'],
  ...['application/json; charset=latin1', 'application/graphql', 'text/plain', 'application/jsonx'],
]

const extras: readonly Readonly<Record<string, string>>[] = [
  ...[{}, {}, {}, { 'apollo-require-preflight': '1' }, { 'clustergate-cost': '1' }, { 'clustergate-cost': '' }],
  ...[{ origin: 'https://evil.example' }, { origin: 'http://gateway.test' }, { 'sec-fetch-site': 'same-origin' }],
  ...[{ 'content-encoding': 'gzip' }, { 'x-forwarded-for': '192.0.2.1' }, { 'user-agent': 'ünïcode \u00ff' }],
  ...[{ expect: 'the impossible' }, { 'x-request-id': 'made-up' }, { 'accept-encoding': 'gzip' }],
]

/** Makes requests of all that they may consist of, most of it usual; each document has a text of its own. */
class RequestGenerator {
  #count = 0

  constructor(private readonly random: () => number) {}

  next(): Raw {
    const asked = this.#pick(operations())
    const form = this.#mostly(0.6, forms[0] as (typeof forms)[number], forms)
    const members = form({ ...asked, query: `${asked.query} # ${this.#count++}` })
    const headers: Record<string, string> = { accept: this.#mostly(0.4, '*/*', accepts), ...this.#credential() }
    if (headers['accept'] === '') delete headers['accept']
    Object.assign(headers, this.#mostly(0.5, {}, extras))
    return this.random() < 0.35 ? this.#get(members, headers) : this.#post(members, headers)
  }

  #get(members: unknown, headers: Record<string, string>): Raw {
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(members ?? {})) {
      if (value !== undefined) search.append(name, typeof value === 'string' ? value : JSON.stringify(value))
    }
    if (this.random() < 0.05) search.append('query', '{ viewer { permissions } }')
    if (this.random() < 0.05) search.set('variables', '{')
    return { method: this.#mostly(0.95, 'GET', ['HEAD', 'DELETE']), path: this.#path(`?${search}`), headers }
  }

  #post(members: unknown, headers: Record<string, string>): Raw {
    const text = JSON.stringify(members)
    const body = this.#mostly<string | Buffer>(0.9, text, [
      ...[`\ufeff${text}`, ` \n${text}\n`, text.slice(0, -1), '', 'null', '"text"', `${text}x`],
      text.replace('{', '{"__proto__": {"query": "{ x }"}, '),
      Buffer.from(text, 'utf16le'),
      Buffer.concat([Buffer.from(text.slice(0, -2)), Buffer.from([0xff, 0xfe])]),
      text.replace('"query"', '"qu\\u0065ry"'),
    ])
    const type = this.#mostly(0.8, 'application/json', types)
    const framing =
      this.random() < 0.2 ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(Buffer.byteLength(body)) }
    const method = this.#mostly(0.97, 'POST', ['PUT', 'PATCH', 'OPTIONS'])
    return { method, path: this.#path(''), headers: { ...headers, 'content-type': type, ...framing }, body }
  }

  #path(search: string): string {
    return this.#mostly(0.9, `/graphql${search}`, [
      `${new URL(gateway.url).origin}/graphql${search}`,
      ...(search === '' ? ['/graphql?other=1', '/graphql?'] : []),
    ])
  }

  #credential(): Record<string, string> {
    const cookie = (token: string) => ({ cookie: `other=1; ${gateway.cookieName}=${token}` })
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
    return this.#pick([
      ...[bearer(account.admin.token), bearer(account.admin.token), bearer(member.token), cookie(member.token), {}],
      ...[bearer('nobody'), cookie('nobody'), { authorization: 'Basic eA==' }],
      { ...bearer(member.token), ...cookie(member.token) },
      { ...cookie(account.admin.token), 'apollo-require-preflight': '1' },
    ])
  }

  #mostly<T>(probability: number, usual: T, others: readonly T[]): T {
    return this.random() < probability ? usual : this.#pick(others)
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T
  }
}

const kinds = ['GET', 'POST', 'mutation'] as const

function kindsOf({ method, body }: Raw): (typeof kinds)[number][] {
  const ofMethod = (['GET', 'POST'] as const).filter((one) => one === method)
  return String(body).includes('mutation') ? [...ofMethod, 'mutation'] : ofMethod
}

describe('a request', () => {
  it('is answered alike the first time, by Apollo Server, and when its document is known', async () => {
    const generator = new RequestGenerator(seeded(20_261_129))
    const planned: (typeof kinds)[number][] = []
    const statuses = new Set<number>()
    for (let count = 0; count < requestsCount; count++) {
      const raw = generator.next()
      const ask = () => tell(gateway, () => sendRaw(gateway.url, raw))
      const first = await ask()
      expect(first.planned).toBe(false)
      for (const _time of [2, 3]) {
        const again = await ask()
        expect(again.told, JSON.stringify(raw)).toEqual(first.told)
        if (again.planned) planned.push(...kindsOf(raw))
      }
      statuses.add(first.told.status)
    }
    for (const kind of kinds)
      expect(planned.filter((one) => one === kind).length, kind).toBeGreaterThan(requestsCount / 60)
    expect([...statuses].sort()).toEqual([200, 400, 401, 405, 406, 415, 417])
  }, 300_000)
})
