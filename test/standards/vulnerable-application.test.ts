// The attacks that the Damn Vulnerable GraphQL Application teaches, turned on this gateway.
import { readFileSync } from 'node:fs'
import { buildSchema, isInputObjectType, isObjectType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { exchange, graphql, type Sent } from '../gateway/exchange.ts'
import { password } from '../gateway.ts'
import { inventedSecret } from '../sessions/documents.ts'
import { useWorld } from '../world.ts'
import { refused, unharmed } from './attack.ts'

const { gateway, account, mel: member } = useWorld()

const asMember = (query: string, variables?: unknown): Sent => graphql(query, variables, member.token)
const times = (count: number, text: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at)).join(' ')
const nest = (depth: number, open: string, inside: string) => `${open.repeat(depth)}${inside}${' }'.repeat(depth)}`

describe('denial of service:', () => {
  const cases: [what: string, sent: () => Sent, code: string][] = [
    [
      'a batch of 1,000',
      () => ({ body: JSON.stringify(Array(1_000).fill({ query: '{ databases { totalCount } }' })) }),
      'BAD_INPUT',
    ],
    [
      'a deep recursion',
      () => asMember(`{ ${nest(20, 'databases { nodes { cluster { ', 'id').replace(/$/, ' }'.repeat(40))} }`),
      'QUERY_TOO_COMPLEX',
    ],
    [
      'a deep recursion through fragments',
      () =>
        asMember(
          `{ databases { ...f0 } } ${times(20, (at) => `fragment f${at} on DatabaseConnection { nodes { cluster { databases { ...f${at + 1} } } } }`)} fragment f20 on DatabaseConnection { totalCount }`,
        ),
      'QUERY_TOO_COMPLEX',
    ],
    [
      'a deep recursion that calls itself introspection',
      () =>
        asMember(`query IntrospectionQuery { ${'databases { nodes { cluster { '.repeat(6)} id ${' } } }'.repeat(6)} }`),
      'QUERY_TOO_COMPLEX',
    ],
    ['braces alone', () => asMember('{a'.repeat(50_000)), 'QUERY_TOO_COMPLEX'],
    ['brackets alone', () => asMember(`{ node(id: ${'['.repeat(100_000)}`), 'QUERY_TOO_COMPLEX'],
    [
      'variables of brackets',
      () => ({
        body: `{"query":"query ($x: ID) { __typename }","variables":{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
        headers: { authorization: `Bearer ${member.token}` },
      }),
      'BAD_INPUT',
    ],
    [
      'variables of brackets that nobody asked for',
      () => ({ body: `{"query":"{ nothing }","variables":{"y":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}}}` }),
      'BAD_INPUT',
    ],
    [
      'extensions of brackets',
      () => ({ body: `{"query":"{ nothing }","extensions":{"y":${'['.repeat(100_000)}${']'.repeat(100_000)}}}` }),
      'BAD_INPUT',
    ],
    [
      'an expensive query',
      () =>
        asMember(
          '{ databases(first: 100) { nodes { cluster { databases(first: 100) { nodes { cluster { name } } } } } } }',
        ),
      'QUERY_TOO_COMPLEX',
    ],
    [
      'an expensive query by variable',
      () =>
        asMember(
          'query ($n: Int) { databases(first: $n) { nodes { cluster { databases(first: $n) { nodes { id } } } } } }',
          { n: 100 },
        ),
      'QUERY_TOO_COMPLEX',
    ],
    ['a page without end', () => asMember('{ databases(first: 1000000) { totalCount } }'), 'BAD_INPUT'],
    [
      'a field, a thousand times',
      () => asMember(`{ databases { nodes { ${'id '.repeat(1_000)} } } }`),
      'QUERY_TOO_COMPLEX',
    ],
    [
      'an alias, a hundred times',
      () => asMember(`{ ${times(100, (at) => `a${at}: databases { totalCount }`)} }`),
      'QUERY_TOO_COMPLEX',
    ],
    [
      'aliases in fragments',
      () => asMember(`{ ...f } fragment f on Query { ${times(40, (at) => `a${at}: __typename`)} }`),
      'QUERY_TOO_COMPLEX',
    ],
    [
      'a circle of fragments',
      () =>
        asMember(
          '{ databases { ...a } } fragment a on DatabaseConnection { ...b } fragment b on DatabaseConnection { ...a }',
        ),
      'BAD_INPUT',
    ],
    ['a fragment within itself', () => asMember('{ ...a } fragment a on Query { __typename ...a }'), 'BAD_INPUT'],
    [
      'fragments that double',
      () =>
        asMember(
          `{ ...f0 } ${times(25, (at) => `fragment f${at} on Query { ...f${at + 1} ...f${at + 1} }`)} fragment f25 on Query { __typename }`,
        ),
      'QUERY_TOO_COMPLEX',
    ],
    [
      'fragments, a thousand',
      () => asMember(`{ __typename } ${times(300, (at) => `fragment f${at} on Query { a }`)}`),
      'QUERY_TOO_COMPLEX',
    ],
    [
      'directives, five hundred',
      () => asMember(`{ __typename ${'@skip(if: false) '.repeat(250)} }`),
      'QUERY_TOO_COMPLEX',
    ],
    ['directives on the operation', () => asMember(`query ${'@a '.repeat(500)} { __typename }`), 'QUERY_TOO_COMPLEX'],
    ['operations, two hundred', () => asMember(times(200, (at) => `query q${at} { __typename }`)), 'QUERY_TOO_COMPLEX'],
    [
      'variables, a hundred',
      () => asMember(`query (${times(100, (at) => `$v${at}: Int`)}) { __typename }`),
      'QUERY_TOO_COMPLEX',
    ],
    ['wrong fields, three hundred', () => asMember(`{ ${times(300, (at) => `wrong${at}`)} }`), 'QUERY_TOO_COMPLEX'],
    ['wrong fields, twenty', () => asMember(`{ ${times(20, (at) => `wrong${at}`)} }`), 'BAD_INPUT'],
    [
      'fields that conflict',
      () => asMember(`{ databases { ${times(15, () => 'nodes { x: id }')} nodes { x: name } } }`),
      'BAD_INPUT',
    ],
    [
      'a number of 100,000 digits',
      () => asMember(`{ databases(first: ${'9'.repeat(100_000)}) { totalCount } }`),
      'BAD_INPUT',
    ],
    [
      'a text of 200,000 letters',
      () => asMember(`mutation { revokeSession(id: "${'x'.repeat(200_000)}") { id } }`),
      'BAD_INPUT',
    ],
    ['a name of 200,000 letters', () => asMember(`{ ${'x'.repeat(200_000)} }`), 'BAD_INPUT'],
    [
      'a list of 20,000 ids',
      () => asMember('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array(20_000).fill('x') }),
      'BAD_INPUT',
    ],
    ['@defer', () => asMember('{ ... @defer { __typename } }'), 'BAD_INPUT'],
    ['@stream', () => asMember('{ databases { nodes @stream { id } } }'), 'BAD_INPUT'],
    ['a subscription', () => asMember('subscription { __typename }'), 'BAD_INPUT'],
    [
      'an upload',
      () => ({
        body: '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--',
        headers: { 'content-type': 'multipart/form-data; boundary=x', 'apollo-require-preflight': 'x' },
      }),
      'BAD_INPUT',
    ],
  ]

  it.each(cases)('%s is refused', async (_what, sent, code) => {
    await refused(gateway, sent(), code)
  })

  it('variables of brackets are refused where a plan knows the query, too, by POST and by GET', async () => {
    const query = '{ viewer { permissions } }'
    for (let known = 0; known < 3; known++) await member.run(query)
    const deep = `{"x":${'['.repeat(1_000)}${']'.repeat(1_000)}}`
    const headers = { authorization: `Bearer ${member.token}` }
    await refused(gateway, { body: `{"query":"${query}","variables":${deep}}`, headers }, 'BAD_INPUT')
    const path = `/graphql?query=${encodeURIComponent(query)}&variables=${encodeURIComponent(deep)}`
    await refused(gateway, { method: 'GET', path, headers }, 'BAD_INPUT')
  })

  it('the whole schema is answered once in an operation', async () => {
    await refused(
      gateway,
      graphql('{ a: __schema { types { name } } b: __schema { types { name } } }'),
      'QUERY_TOO_COMPLEX',
    )
  })

  it('the largest introspection that is allowed is no attack either', async () => {
    const query =
      '{ __schema { types { fields { args { type { name fields { name } } } type { name fields { name type { name } } } } } } }'
    const { body } = await exchange(gateway, asMember(query))
    expect(body.errors?.[0].extensions.code ?? 'ok').toMatch(/^(ok|BAD_INPUT|QUERY_TOO_COMPLEX)$/)
    await unharmed(gateway)
  })
})

describe('forged credentials:', () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = () => encode({ sub: account.admin.id, identity: 'admin', exp: 9_999_999_999 })
  const cases: [what: string, credential: () => string][] = [
    ['a JWT that nobody signed', () => `${encode({ alg: 'none', typ: 'JWT' })}.${claims()}.`],
    ['a JWT with a signature of zeros', () => `${encode({ alg: 'HS256' })}.${claims()}.${'A'.repeat(43)}`],
    ['a JWT whose key lies in a file', () => `${encode({ alg: 'HS256', kid: '../../../dev/null' })}.${claims()}.x`],
    ['a session of the right form', () => inventedSecret('cgs_')],
    ['a management token of the right form', () => inventedSecret('cgm_')],
    ['an invitation’s secret', () => inventedSecret('cgi_')],
    ['the id of a user', () => account.admin.id],
    ['a session with another checksum', () => `${member.token.slice(0, -1)}${member.token.endsWith('0') ? '1' : '0'}`],
    ['a session in capitals', () => member.token.toUpperCase()],
    ['null', () => 'null'],
    ['undefined', () => 'undefined'],
    ['SQL', () => "'OR'1'='1"],
    ['a path', () => '../../etc/passwd'],
    ['4,000 letters', () => 'x'.repeat(4_000)],
  ]

  it.each(cases)('%s is 401, as a bearer token and as a cookie', async (_what, credential) => {
    const query = '{ users { totalCount } }'
    const sent = { authorization: `Bearer ${credential()}`, cookie: `${gateway.cookieName}=${credential()}` }
    for (const [name, value] of Object.entries(sent)) {
      const { status } = await refused(gateway, { ...graphql(query), headers: { [name]: value } }, 'UNAUTHENTICATED')
      expect(status).toBe(401)
    }
  })

  it('passwords are not guessed by aliases: one attempt to an operation, and none of a batch', async () => {
    const attempt = (at: number) =>
      `a${at}: signIn(input: { email: "ada@example.com", password: "guess ${at}" }) { accessToken }`
    await refused(gateway, graphql(`mutation { ${attempt(1)} ${attempt(2)} }`), 'QUERY_TOO_COMPLEX')
    await refused(
      gateway,
      graphql(`mutation { ...a ... on Mutation { ${attempt(3)} } } fragment a on Mutation { ${attempt(4)} }`),
      'QUERY_TOO_COMPLEX',
    )
    const batch = [1, 2, 3].map((at) => ({ query: `mutation { ${attempt(at)} }` }))
    await refused(gateway, { body: JSON.stringify(batch) }, 'BAD_INPUT')
  })
})

describe('walls are not walked around:', () => {
  it.each([
    ['an alias', '{ innocent: users { totalCount } }'],
    ['an operation’s name', 'query viewer { users { totalCount } }'],
    ['a fragment', '{ ...f } fragment f on Query { users { totalCount } }'],
    ['an inline fragment', '{ ... on Query { ... { users { totalCount } } } }'],
    ['a directive', 'query { users @include(if: true) { totalCount } }'],
    ['blanks and commas', '{,,,users,,{,totalCount,}#\n}'],
    ['a byte order mark', '\ufeff{ users { totalCount } }'],
    ['a Member’s group', '{ explainAccess(permission: USER_READ, userId: "ADMIN") { allowed } }'],
  ])('by %s', async (_what, query) => {
    const { body } = await exchange(gateway, {
      ...asMember(query),
      headers: { authorization: `Bearer ${member.token}`, 'x-user': 'admin', 'x-http-method-override': 'GET' },
    })
    expect(body.errors[0].extensions.code).toBe('FORBIDDEN')
    expect(Object.values(body.data)).toEqual([null])
  })

  it('by a cookie that asks for an IDE', async () => {
    const headers = { cookie: 'env=graphiql:enable', authorization: `Bearer ${member.token}` }
    const { body } = await exchange(gateway, { ...graphql('{ users { totalCount } }'), headers })
    expect(body.errors[0].extensions.code).toBe('FORBIDDEN')
  })
})

describe('injection:', () => {
  const texts = [
    "'; drop table users; --",
    "' OR '1'='1",
    '1 UNION SELECT * FROM sessions',
    '%',
    '_',
    '\\',
    '$' + '{7*7}',
    '{{7*7}}',
    '$(id)',
    '; id',
    '| cat /etc/passwd',
    '`id`',
    '../../../../etc/passwd',
    '..\\..\\windows\\win.ini',
    'file:///etc/passwd',
    'http://169.254.169.254/latest/meta-data',
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '__proto__',
    'constructor',
    '\u202eevil',
    'x\r\nSet-Cookie: a=b',
    '=cmd|calc!A1',
  ]

  it.each(texts)('%j is text: it finds nothing, and names no database', async (text) => {
    const search = 'query ($text: String!) { databases(filter: { search: $text }) { nodes { id } } }'
    const found = await exchange(gateway, asMember(search, { text }))
    expect(found.body.data?.databases?.nodes ?? []).toEqual([])
    const byId = await exchange(gateway, asMember('query ($id: ID!) { database(id: $id) { id } }', { id: text }))
    expect(byId.body.data?.database ?? null).toBeNull()
    const create = 'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id name } } }'
    const input = { clusterId: account.clusterIds[0], name: text }
    const { body } = await exchange(gateway, graphql(create, { input }, account.admin.token))
    const name = body.data?.createDatabase?.database.name
    if (name === undefined) expect(body.errors[0].extensions).toMatchObject({ code: 'BAD_INPUT', field: 'input.name' })
    else expect(name).toBe(text)
    await unharmed(gateway)
  })

  it.each(['__proto__', 'constructor'])('%s in a body changes nothing for others', async (key) => {
    const body = `{"query":"{ __typename }","${key}":{"isAdmin":true,"prototype":{"isAdmin":true}},"variables":{"${key}":{"x":1}}}`
    await exchange(gateway, { body })
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    await unharmed(gateway)
  })

  it('an operation’s name cannot write lines of its own into the log', async () => {
    const before = gateway.log.length
    const operationName = 'x"}\n{"level":30,"msg":"request","operationName":"forged","caller":"person"}'
    await refused(gateway, { body: JSON.stringify({ query: 'query x { __typename }', operationName }) }, 'BAD_INPUT')
    const long = 'forged'.repeat(1_000)
    await exchange(gateway, { body: JSON.stringify({ query: `query ${long} { __typename }`, operationName: long }) })
    const headers = { 'user-agent': 'forged', referer: 'forged', 'x-request-id': 'forged' }
    await exchange(gateway, { ...graphql('{ __typename }'), headers })
    for (const line of gateway.log.slice(before)) {
      expect(line['caller'] ?? 'anonymous').toBe('anonymous')
      expect(String(line['operationName'] ?? '').length).toBeLessThanOrEqual(64)
      expect(line['operationName']).not.toBe('forged')
      expect(line['requestId']).not.toBe('forged')
    }
  })

  it('no operation takes a file or a command, nor an address that anybody calls', () => {
    const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'))
    const names = Object.values(schema.getTypeMap()).flatMap((type) => {
      if (type.name.startsWith('__')) return []
      if (isInputObjectType(type)) return Object.keys(type.getFields())
      return isObjectType(type)
        ? Object.values(type.getFields()).flatMap(({ args }) => args.map(({ name }) => name))
        : []
    })
    expect(names.length).toBeGreaterThan(50)
    // `proxyConfiguration` writes it into a text, and calls nobody: test/clusters/proxy-configuration.test.ts.
    expect(
      names.filter((name) => /url|uri|host|port|path|file|upload|command|cmd|scheme|webhook|callback/i.test(name)),
    ).toEqual(['upstreamUrl'])
    expect(schema.getType('Upload')).toBeUndefined()
  })

  it('a fault shows nothing of the inside', async () => {
    const { text, status } = await exchange(gateway, {
      body: JSON.stringify({ query: 'query ($p: String!) { database(id: $p) { id } }', variables: { p: password } }),
    })
    expect(status).toBe(400)
    expect(text).not.toContain(password)
    expect(text).not.toMatch(/node_modules|at .*:\d+:\d+/)
  })
})
