import { request } from 'node:http'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { useWorld } from '../../world.ts'
import { exchange, graphql, type Sent } from '../exchange.ts'

const { gateway, account, mel: member } = useWorld()

const contractCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_INPUT',
  'CONFLICT',
  'STALE_VERSION',
  'IDEMPOTENCY_KEY_REUSED',
  'LAST_ADMIN',
  'INVITATION_EXPIRED',
  'INVITATION_REVOKED',
  'INVITATION_ACCEPTED',
  'INVALID_CREDENTIALS',
  'RATE_LIMITED',
  'UNSUPPORTED',
  'CLUSTER_UNAVAILABLE',
  'QUERY_TOO_COMPLEX',
  'UNAVAILABLE',
  'UNKNOWN_OUTCOME',
  'PERSISTED_QUERY_NOT_FOUND',
  'INTERNAL',
]

const viewer = '{ viewer { permissions } }'

describe('what is not a query over HTTP as it should be', () => {
  const big = JSON.stringify({ query: viewer, variables: { x: 'x'.repeat(256 * 1024) } })
  const json = { accept: 'application/json' }
  const cases: [what: string, status: number, code: string, sent: Sent][] = [
    ['a body over 256 KB', 413, 'BAD_INPUT', { body: big }],
    ['a body of another media type', 415, 'BAD_INPUT', { body: viewer, headers: { 'content-type': 'text/plain' } }],
    ['a form', 415, 'BAD_INPUT', { body: 'query=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['multipart', 415, 'BAD_INPUT', { body: '--x', headers: { 'content-type': 'multipart/form-data; boundary=x' } }],
    ['a body of nothing', 400, 'BAD_INPUT', { body: '' }],
    ['no body', 400, 'BAD_INPUT', { headers: { 'content-type': 'application/json' } }],
    ['a body that is no JSON', 400, 'BAD_INPUT', { body: '{' }],
    ['a batch', 400, 'BAD_INPUT', { body: JSON.stringify([{ query: viewer }, { query: viewer }]) }],
    [
      'a persisted query that is not known',
      200,
      'PERSISTED_QUERY_NOT_FOUND',
      { body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }) },
    ],
    [
      'a persisted query with another document',
      400,
      'BAD_INPUT',
      {
        body: JSON.stringify({
          query: viewer,
          extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } },
        }),
      },
    ],
    [
      'a GET that a foreign page may have sent with a cookie',
      400,
      'BAD_INPUT',
      {
        method: 'GET',
        path: `/graphql?query=${encodeURIComponent(viewer)}`,
        headers: { ...json, cookie: 'SESSION=x' },
      },
    ],
    [
      'a mutation by GET',
      405,
      'BAD_INPUT',
      {
        method: 'GET',
        path: `/graphql?query=${encodeURIComponent('mutation { signOut { ok } }')}`,
        headers: { ...json, 'apollo-require-preflight': 'x' },
      },
    ],
    ['an answer that nobody can give', 406, 'BAD_INPUT', { ...graphql(viewer), headers: { accept: 'text/csv' } }],
    ['another path', 404, 'NOT_FOUND', { method: 'GET', path: '/nothing' }],
    ['another path by POST', 404, 'NOT_FOUND', { path: '/graphql/x', body: '{}' }],
    ['another method', 405, 'BAD_INPUT', { method: 'PUT', body: '{}' }],
    ['a path that is no path', 404, 'NOT_FOUND', { method: 'GET', path: '/%zz' }],
    [
      'a credential that is none',
      401,
      'UNAUTHENTICATED',
      { ...graphql(viewer), headers: { authorization: 'Bearer x' } },
    ],
    ['another scheme', 401, 'UNAUTHENTICATED', { ...graphql(viewer), headers: { authorization: 'Basic eA==' } }],
    [
      'a cookie and a bearer together',
      400,
      'BAD_INPUT',
      { ...graphql(viewer), headers: { authorization: 'Bearer x', cookie: 'SESSION=x' } },
    ],
    ['more than 2000 tokens', 400, 'QUERY_TOO_COMPLEX', graphql(`{ ${'a '.repeat(2001)}}`)],
    ['a field that there is not', 400, 'BAD_INPUT', graphql('{ nothing }')],
    ['an argument left out', 400, 'BAD_INPUT', graphql('{ cluster { id } }')],
    ['introspection of nothing', 400, 'BAD_INPUT', graphql('{ __type { name } }')],
  ]

  /** The gateway’s own name is known only once it runs. */
  const withCookieName = (sent: Sent): Sent => {
    const { cookie, ...headers } = sent.headers ?? {}
    return cookie ? { ...sent, headers: { ...headers, cookie: cookie.replace('SESSION', gateway.cookieName) } } : sent
  }

  it.each(cases)(
    '%s: %i %s, in GraphQL’s form, and in the log under the same id',
    async (_what, status, code, sent) => {
      const answer = await exchange(gateway, withCookieName(sent))
      expect(answer.status).toBe(status)
      expect(answer.headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json/)
      expect(answer.body.data).toBeUndefined()
      expect(answer.body.errors.length).toBeGreaterThan(0)
      const requestId = answer.headers.get('x-request-id')
      for (const { message, extensions } of answer.body.errors) {
        expect(message).toMatch(/^\S.{9,}/s)
        expect(extensions).toMatchObject({ code, requestId })
      }
      expect(answer.lines).toMatchObject([{ requestId, status, outcome: code, msg: 'request' }])
    },
  )

  it('changes nothing for a client that could not read the answer, also where the mutation is known', async () => {
    const query = 'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }'
    const { admin, clusterIds } = account
    const create = (name: string) => graphql(query, { input: { clusterId: clusterIds[0], name } }, admin.token)
    for (const [unread, read] of [
      ['unread1', 'read1'],
      ['unread2', 'read2'],
    ] as const) {
      const sent = create(unread)
      const refused = await exchange(gateway, { ...sent, headers: { ...sent.headers, accept: 'text/csv' } })
      expect(refused.status).toBe(406)
      expect(refused.body.errors).toMatchObject([{ extensions: { code: 'BAD_INPUT' } }])
      expect((await exchange(gateway, create(read))).body.errors).toBeUndefined()
    }
    const { databases } = await admin.run('{ databases(filter: { search: "read" }) { nodes { name } } }')
    expect(databases.nodes.map(({ name }: { name: string }) => name).sort()).toEqual(['read1', 'read2'])
  })

  it('is told which member has another form than it should have', async () => {
    for (const [body, message] of [
      [{ query: 5 }, '`query` must be a text.'],
      [{ query: viewer, operationName: {} }, '`operationName` must be a text.'],
      [{ query: viewer, variables: [] }, '`variables` must be a JSON object.'],
      [{ query: viewer, extensions: 'x' }, '`extensions` must be a JSON object.'],
      [[{ query: viewer }], 'Send one JSON object with a `query`.'],
    ] as const) {
      const answer = await exchange(gateway, { body: JSON.stringify(body) })
      expect([answer.status, answer.body.errors.length, answer.body.errors[0].message]).toEqual([400, 1, message])
    }
  })

  it('leaves a body of 256 KB alone', async () => {
    const room = 256 * 1024 - JSON.stringify({ query: viewer, variables: { x: '' } }).length
    const body = JSON.stringify({ query: viewer, variables: { x: 'x'.repeat(room) } })
    expect(body).toHaveLength(256 * 1024)
    expect((await exchange(gateway, { body })).body).toEqual({ data: { viewer: null } })
  })

  it('takes a query by GET', async () => {
    const path = `/graphql?query=${encodeURIComponent(viewer)}`
    const headers = { 'apollo-require-preflight': 'true', authorization: `Bearer ${member.token}` }
    const { status, body } = await exchange(gateway, { method: 'GET', path, headers })
    expect(status).toBe(200)
    expect(body.data.viewer.permissions).toContain('CLUSTER_READ')
  })
})

it.each([
  ['one operation', 'query A { viewer { permissions } }'],
  ['two', 'query A { viewer { permissions } } query B { viewer { permissions } }'],
])('an empty name of an operation, in a document of %s, is answered alike each time', async (_what, query) => {
  const told = new Set<string>()
  for (let time = 0; time < 3; time++) {
    const body = JSON.stringify({ query, operationName: '' })
    const { status, text } = await exchange(gateway, { body, headers: { authorization: `Bearer ${member.token}` } })
    told.add(`${status} ${text.replace(/"requestId":"[^"]+"/, '')}`)
    // Meanwhile the document is learned, by a name that it has.
    await exchange(gateway, { body: JSON.stringify({ query, operationName: 'A' }) })
    await exchange(gateway, graphql(query))
  }
  expect([...told]).toEqual([expect.stringMatching(/^400 .*"code":"BAD_INPUT"/)])
})

describe('an error', () => {
  it('has a code of the contract, a path, and the id of its request', async () => {
    const { body, headers, status } = await exchange(
      gateway,
      graphql('{ viewer { permissions } who: users { totalCount } auditEvents { totalCount } }', {}, member.token),
    )
    expect(status).toBe(200)
    expect(body.data).toMatchObject({ viewer: { permissions: expect.any(Array) }, who: null, auditEvents: null })
    expect(body.errors).toMatchObject([
      { path: ['who'], extensions: { code: 'FORBIDDEN', permission: 'USER_READ' } },
      { path: ['auditEvents'], extensions: { code: 'FORBIDDEN', permission: 'AUDIT_READ' } },
    ])
    for (const { extensions } of body.errors) {
      expect(contractCodes).toContain(extensions.code)
      expect(extensions.requestId).toBe(headers.get('x-request-id'))
    }
  })

  it('code is in the schema, and the schema has no other', async () => {
    const { __type } = await account.admin.run('{ __type(name: "ErrorCode") { enumValues { name } } }')
    expect(__type.enumValues.map(({ name }: { name: string }) => name).sort()).toEqual([...contractCodes].sort())
  })

  it('of ours is masked, and the log has it under the id that the client was given', async () => {
    const { db } = gateway
    await sql`alter table clusters rename to clusters_away`.execute(db)
    const answer = await exchange(
      gateway,
      graphql('{ clusters { totalCount } viewer { permissions } }', {}, member.token),
    )
    await sql`alter table clusters_away rename to clusters`.execute(db)

    expect(answer.status).toBe(200)
    expect(answer.body.data).toMatchObject({ clusters: null, viewer: { permissions: expect.any(Array) } })
    expect(answer.body.errors).toEqual([
      {
        message: 'Something went wrong on our side. The request id finds it in the log.',
        locations: expect.any(Array),
        path: expect.any(Array),
        extensions: { code: 'INTERNAL', requestId: answer.headers.get('x-request-id') },
      },
    ])
    expect(answer.lines).toMatchObject([
      { msg: 'fault', level: 50, fault: { message: expect.stringContaining('clusters'), stack: expect.any(Array) } },
      { msg: 'request', outcome: 'INTERNAL' },
    ])
    expect((await exchange(gateway, graphql('{ clusters { totalCount } }', {}, member.token))).body).toEqual({
      data: { clusters: { totalCount: 2 } },
    })
  })

  it('of ours is masked where it happens before the query, too', async () => {
    const { db } = gateway
    await sql`alter table sessions rename to sessions_away`.execute(db)
    const answer = await exchange(gateway, graphql(viewer, {}, member.token))
    await sql`alter table sessions_away rename to sessions`.execute(db)

    expect(answer.status).toBe(500)
    expect(answer.body.errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }])
    expect(answer.text).not.toMatch(/sessions|stack| at /)
    expect(answer.lines).toMatchObject([{ msg: 'fault' }, { msg: 'request', status: 500, outcome: 'INTERNAL' }])
  })
})

describe('the log', () => {
  const line = async (sent: Sent) => {
    const { lines, headers } = await exchange(gateway, sent)
    expect(lines).toHaveLength(1)
    expect(lines[0]?.['requestId']).toBe(headers.get('x-request-id'))
    expect(lines[0]?.['durationMs']).toEqual(expect.any(Number))
    return lines[0]
  }

  it('has one line for each request: which operation, how long, by whom, with what outcome', async () => {
    expect(await line(graphql('query Look { viewer { permissions } }', {}, member.token))).toMatchObject({
      msg: 'request',
      method: 'POST',
      status: 200,
      operationName: 'Look',
      caller: 'person',
      callerId: member.id,
      accountId: account.id,
      outcome: 'ok',
    })
    const { createManagementToken } = await account.admin.run(
      'mutation { createManagementToken(input: { description: "ci", permissions: [CLUSTER_READ] }) { secret token { id } } }',
    )
    const { secret, token } = createManagementToken
    expect(await line(graphql('{ users { totalCount } databases { totalCount } }', {}, secret))).toMatchObject({
      caller: 'token',
      callerId: token.id,
      accountId: account.id,
      outcome: 'FORBIDDEN',
    })
    expect(await line(graphql('{ viewer { permissions } }'))).toMatchObject({ caller: 'anonymous', outcome: 'ok' })
    expect(await line(graphql('{ viewer { permissions } }', {}, 'x'))).toMatchObject({
      caller: 'refused',
      status: 401,
      outcome: 'UNAUTHENTICATED',
    })
  })

  it('has members that are known, and no others', async () => {
    await line(graphql('query Look { viewer { permissions } }', {}, member.token))
    const members = new Set(gateway.log.filter(({ msg }) => msg === 'request').flatMap(Object.keys))
    expect([...members].sort()).toEqual(
      [
        ...[
          'accountId',
          'caller',
          'callerId',
          'cost',
          'durationMs',
          'fields',
          'hostname',
          'ip',
          'level',
          'method',
          'msg',
          'operationName',
        ],
        ...['outcome', 'pid', 'planned', 'requestId', 'status', 'time'],
      ].sort(),
    )
  })

  it('has every outcome of a request once', async () => {
    const query = '{ a: users { totalCount } b: users { totalCount } c: databases(first: 0) { totalCount } }'
    expect(await line(graphql(query, {}, member.token))).toMatchObject({ outcome: 'FORBIDDEN,BAD_INPUT' })
  })

  it('never has a credential, an address of a query, or what a client made up for a request id', async () => {
    const headers = {
      authorization: `Bearer ${member.token}`,
      'x-request-id': 'made-up',
      'apollo-require-preflight': 'x',
    }
    const { headers: answered } = await exchange(gateway, {
      method: 'GET',
      path: `/graphql?query=${encodeURIComponent(viewer)}&token=tell-nobody`,
      headers,
    })
    expect(answered.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    const log = JSON.stringify(gateway.log)
    for (const text of [member.token, account.admin.token, 'tell-nobody', 'made-up', member.password]) {
      expect(log).not.toContain(text)
    }
  })
})

describe('introspection', () => {
  it('is on unless it is switched off', async () => {
    const { __schema } = await gateway.anonymous.run('{ __schema { queryType { name } } }')
    expect(__schema).toEqual({ queryType: { name: 'Query' } })
  })
})

it('what the HTTP parser refuses does not come back to the sender', async () => {
  const { port } = new URL(gateway.url)
  const answer = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path: '/graphql', method: 'POST' }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode, text }))
    })
    sent.on('error', reject)
    sent.setHeader('x-large', 'xyzzySw0rdfish'.repeat(2_000))
    sent.end()
  })
  expect(answer.status).toBe(431)
  expect(answer.text).not.toContain('xyzzy')
})
