import { describe, expect, it } from 'vitest'
import { useWorld } from '../../world.ts'
import { type Exchange, exchange, graphql, type Sent } from '../exchange.ts'

const { gateway, account } = useWorld()

/** What nobody may find again: it also fits as a name of GraphQL's. */
const secret = 'xyzzySw0rdfishXyzzy'

/**
 * Sends, as an Admin, what must be refused as BAD_INPUT; answers with the error, once nothing gave the secret away.
 * Documents that were seen before take another way through the gateway, so that each is sent again.
 */
async function refused(sent: Sent) {
  const { requestId: _, ...first } = await refusedOnce(sent)
  for (let again = 0; again < 2; again++) {
    const { requestId: __, ...next } = await refusedOnce(sent)
    expect(next).toEqual(first)
  }
  return first
}

async function refusedOnce(sent: Sent) {
  const headers = { ...sent.headers, authorization: `Bearer ${account.admin.token}` }
  const answer: Exchange = await exchange(gateway, { ...sent, headers })
  expect(answer.text).not.toContain(secret)
  expect([...answer.headers].join()).not.toContain(secret)
  expect(JSON.stringify(answer.lines)).not.toContain(secret)
  expect(answer.text).not.toMatch(/\\n +at |node_modules|\.ts:|stack/)
  const [error, ...others] = answer.body.errors
  expect(others.every((other: typeof error) => other.extensions.code === 'BAD_INPUT')).toBe(true)
  expect(error.extensions).toMatchObject({
    code: 'BAD_INPUT',
    requestId: answer.headers.get('x-request-id'),
  })
  expect(error.message.length).toBeGreaterThan(10)
  return { ...error.extensions, message: error.message, status: answer.status }
}

const createDatabase = 'mutation ($in: CreateDatabaseInput!) { createDatabase(input: $in) { database { id } } }'
const time = { kind: 'TIME', value: '%Y' }

describe('a variable that does not fit its type', () => {
  const cases: [what: string, field: string, query: string, variables: object][] = [
    ['an argument', 'id', 'query ($wanted: ID!) { cluster(id: $wanted) { id } }', { wanted: { [secret]: secret } }],
    ['an argument left out', 'id', 'query ($wanted: ID!) { cluster(id: $wanted) { id } }', { [secret]: secret }],
    ['an argument that is null', 'id', 'query ($wanted: ID!) { cluster(id: $wanted) { id } }', { wanted: null }],
    ['a number', 'first', 'query ($size: Int) { databases(first: $size) { totalCount } }', { size: secret }],
    ['an object', 'input', createDatabase, { in: secret }],
    ['an object’s text', 'input.name', createDatabase, { in: { clusterId: 'x', name: [secret] } }],
    ['an object’s number', 'input.maxTables', createDatabase, { in: { clusterId: 'x', name: 'x', maxTables: secret } }],
    [
      'a duration',
      'input.retentionPeriod',
      createDatabase,
      { in: { clusterId: 'x', name: 'x', retentionPeriod: secret } },
    ],
    ['a missing member', 'input.name', createDatabase, { in: { clusterId: secret } }],
    ['a member that is null', 'input.name', createDatabase, { in: { clusterId: secret, name: null } }],
    ['an unknown member', 'input', createDatabase, { in: { clusterId: 'x', name: 'x', [secret]: 1 } }],
    [
      'an unknown member with quotes',
      'input',
      createDatabase,
      { in: { clusterId: 'x', name: 'x', [`"${secret}" is`]: 1 } },
    ],
    [
      'an unknown member of a list',
      'input.partitionTemplate.1',
      createDatabase,
      { in: { clusterId: 'x', name: 'x', partitionTemplate: [time, { ...time, [secret]: secret }] } },
    ],
    [
      'an enum value',
      'input.partitionTemplate.1.kind',
      createDatabase,
      { in: { clusterId: 'x', name: 'x', partitionTemplate: [time, { kind: secret, value: 'x' }] } },
    ],
    [
      'an enum value that is no text',
      'input.partitionTemplate.0.kind',
      createDatabase,
      { in: { clusterId: 'x', name: 'x', partitionTemplate: [{ kind: { [secret]: 1 }, value: 'x' }] } },
    ],
    [
      'an enum value in an argument',
      'permission',
      'query ($p: Permission!) { explainAccess(permission: $p) { allowed } }',
      { p: secret },
    ],
    [
      'an e-mail address',
      'input.email',
      'mutation ($in: SignInInput!) { signIn(input: $in) { accessToken } }',
      { in: { email: `${secret} @x`, password: secret } },
    ],
    [
      'a password',
      'input.password',
      'mutation ($in: SignInInput!) { signIn(input: $in) { accessToken } }',
      { in: { email: 'a@example.com', password: { [secret]: secret } } },
    ],
    [
      'a time',
      'filter.from',
      'query ($f: AuditFilter) { auditEvents(filter: $f) { totalCount } }',
      { f: { from: secret } },
    ],
    ['a list', 'ids', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: null }],
    [
      'a member of a list',
      'ids.1',
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { ids: ['x', { [secret]: secret }] },
    ],
    [
      'a part of an object',
      'input.name',
      'mutation ($n: String!) { createDatabase(input: { clusterId: "x", name: $n }) { database { id } } }',
      { n: { [secret]: secret } },
    ],
    [
      'a part of a list',
      'input.partitionTemplate.1.buckets',
      'mutation ($b: Int) { createDatabase(input: { clusterId: "x", name: "x", partitionTemplate: [{ kind: TIME, value: "%Y" }, { kind: TAG, value: "x", buckets: $b }] }) { database { id } } }',
      { b: secret },
    ],
    [
      'an argument of a nested field',
      'first',
      'query ($size: Int) { clusters { nodes { databases(first: $size) { totalCount } } } }',
      { size: secret },
    ],
    [
      'an argument in a fragment',
      'id',
      'query ($wanted: ID!) { ...Part } fragment Part on Query { cluster(id: $wanted) { id } }',
      { wanted: [secret] },
    ],
    [
      'a null for what must not be, over a default',
      'id',
      'query ($id: ID = "x") { cluster(id: $id) { id } }',
      { id: null },
    ],
    [
      'a null in an object, over a default',
      'input',
      `mutation ($n: String = "${secret}") { createDatabase(input: { clusterId: "${secret}", name: $n }) { database { id } } }`,
      { n: null },
    ],
    ['a text with U+0000', 'input.name', createDatabase, { in: { clusterId: 'x', name: `${secret}\0` } }],
    [
      'a text without end',
      'after',
      'query ($c: String) { databases(after: $c) { totalCount } }',
      { c: secret.repeat(999) },
    ],
    [
      'U+0000 in a variable that is not declared',
      'x',
      '{ viewer { permissions } databases(first: 0) { totalCount } }',
      { [secret]: `${secret}\0` },
    ],
  ]

  it.each(cases)('%s: the field is %s, and the value is nowhere', async (what, field, query, variables) => {
    const fault = await refused(graphql(query, variables))
    if (!what.includes('not declared')) expect(fault.field).toBe(field)
  })

  it('is told what would fit', async () => {
    const message = async (value: object) =>
      (await refused(graphql(createDatabase, { in: { clusterId: 'x', name: 'x', ...value } }))).message
    expect(await message({ retentionPeriod: secret })).toMatch(/"30d"/)
    expect(await message({ maxTables: secret })).toMatch(/Int/)
    expect(await message({ [secret]: 1 })).toMatch(/CreateDatabaseInput/)
    expect(await message({ partitionTemplate: [{ kind: secret, value: 'x' }] })).toMatch(/PartitionPartKind/)
    expect((await refused(graphql(createDatabase, { in: { clusterId: 'x' } }))).message).toMatch(/name/)
  })
})

describe('a literal that does not fit its type', () => {
  const endless = secret.repeat(999)
  const create = (rest: string) => `mutation { createDatabase(input: { clusterId: "x", ${rest} }) { database { id } } }`
  const cases: [what: string, field: string, query: string][] = [
    ['a number', 'first', `{ databases(first: "${secret}") { totalCount } }`],
    ['an enum for a text', 'input.name', create(`name: ${secret}`)],
    ['an object for a text', 'input.name', create(`name: { ${secret}: "${secret}" }`)],
    ['a list for a text', 'input.name', create(`name: ["${secret}"]`)],
    ['a text for an object', 'input', `mutation { createDatabase(input: "${secret}") { database { id } } }`],
    ['a block string for a number', 'input.maxTables', create(`name: "x", maxTables: """${secret}"""`)],
    ['a duration', 'input.retentionPeriod', create(`name: "x", retentionPeriod: "${secret}"`)],
    ['a duration that is an enum', 'input.retentionPeriod', create(`name: "x", retentionPeriod: ${secret}`)],
    ['an unknown member', 'input', create(`name: "x", ${secret}: 1`)],
    ['an unknown member twice', 'input', create(`name: "x", ${secret}: 1, ${secret}: 2`)],
    [
      'an unknown member of a list',
      'input.partitionTemplate.1',
      create(`name: "x", partitionTemplate: [{ kind: TIME, value: "%Y" }, { kind: TAG, value: "x", ${secret}: 1 }]`),
    ],
    ['a missing member', 'input.name', create(`retentionPeriod: "${secret.length}h"`)],
    [
      'an enum value',
      'input.partitionTemplate.0.kind',
      create(`name: "x", partitionTemplate: [{ kind: ${secret}, value: "x" }]`),
    ],
    [
      'an enum value as text',
      'input.partitionTemplate.0.kind',
      create(`name: "x", partitionTemplate: [{ kind: "${secret}", value: "x" }]`),
    ],
    ['an enum value in an argument', 'permission', `{ explainAccess(permission: ${secret}) { allowed } }`],
    ['a member of a list', 'ids.1', `{ nodes(ids: ["x", { ${secret}: "${secret}" }]) { id } }`],
    [
      'an address',
      'input.email',
      `mutation { signIn(input: { email: "${secret} @x", password: "${secret}" }) { accessToken } }`,
    ],
    [
      'a password',
      'input.password',
      `mutation { signIn(input: { email: "a@example.com", password: ${secret} }) { accessToken } }`,
    ],
    ['a time', 'filter.from', `{ auditEvents(filter: { from: "${secret}" }) { totalCount } }`],
    ['a default of a variable', 'first', `query ($n: Int = "${secret}") { databases(first: $n) { totalCount } }`],
    ['a text with U+0000', 'input.name', create(`name: "${secret}\\u0000"`)],
    ['a text without end', 'after', `{ databases(after: "${endless}") { totalCount } }`],
    [
      'a text without end to search for',
      'filter.search',
      `{ databases(filter: { search: "${endless}" }) { totalCount } }`,
    ],
    ['a text without end in a list', 'ids.1', `{ nodes(ids: ["x", "${endless}"]) { id } }`],
    ['a text without end in a change', 'input.name', create(`name: "${endless}"`)],
  ]

  it.each(cases)('%s: the field is %s, and the value is nowhere', async (what, field, query) => {
    const { field: named } = await refused(graphql(query))
    if (!what.includes('default')) expect(named).toBe(field)
  })
})

describe('a document that cannot be read', () => {
  it.each([
    `{ ${secret} `,
    `{ databases(first: ) ${secret} }`,
    `{ databases(first: 1${secret}) { totalCount } }`,
    `{ databases(after: "${secret}`,
    `{ databases(after: """${secret}`,
    `{ databases(after: "${secret}\\q") { totalCount } }`,
    `{ databases(after: "\\u${secret}") { totalCount } }`,
    `{ databases(after: '${secret}') { totalCount } }`,
    `mutation { signIn(input: { password: "${secret}" email }) { accessToken } }`,
    `mutation { signIn(input: { password "${secret}" }) { accessToken } }`,
    `mutation { signIn(input: { "${secret}": 1 }) { accessToken } }`,
    `mutation { signIn(input: $"${secret}") { accessToken } }`,
    `"${secret}"`,
    `"""${secret}""" { viewer { permissions } }`,
    `${secret} { viewer }`,
    `fragment on on ${secret} { id }`,
    `fragment x ${secret} { id }`,
    `query ($x: Int = $${secret}) { viewer { permissions } }`,
    `query (${secret}) { viewer }`,
    `{ viewer } ${secret}`,
    `{ viewer @${secret} { permissions } ? }`,
    `{ databases(first: -${secret}) }`,
    `{ databases(first: 1.${secret}) }`,
    `{ ☃${secret} }`,
    '{ ☃ }',
    '{',
    ' ',
    '#',
  ])('is refused without a word of it: %s', async (query) => {
    expect((await refused(graphql(query))).status).toBe(400)
  })

  it.each([
    [`JSON cut off`, `{"query": "{ ${secret} }`],
    [`no JSON`, `${secret}`],
    [`a text`, `"${secret}"`],
    [`a list`, `["${secret}"]`],
    [`a number`, '5'],
    [`null`, 'null'],
    [`nothing`, ''],
    [`an empty object`, '{}'],
    [`no query`, `{"variables": {"x": "${secret}"}}`],
    [`a query that is no text`, `{"query": {"${secret}": 1}}`],
    [`variables that are text`, `{"query": "{ viewer { permissions } }", "variables": "${secret}"}`],
    [`variables that are a list`, `{"query": "{ viewer { permissions } }", "variables": ["${secret}"]}`],
    [`extensions that are text`, `{"query": "{ viewer { permissions } }", "extensions": "${secret}"}`],
    [`an operation name that is no text`, `{"query": "{ viewer { permissions } }", "operationName": ["${secret}"]}`],
    [`an unknown operation`, `{"query": "query A { viewer { permissions } }", "operationName": "${secret}"}`],
    [
      `two operations and no name`,
      '{"query": "query A { viewer { permissions } } query B { viewer { permissions } }"}',
    ],
    [`a poisoned prototype`, `{"__proto__": {"x": "${secret}"}, "query": "{ viewer { permissions } }"}`],
    [`a subscription`, '{"query": "subscription { viewer { permissions } }"}'],
  ])('is refused without a word of it: a body of %s', async (_what, body) => {
    expect((await refused({ body })).status).toBe(400)
  })

  it.each([
    `query=${secret}`,
    `query=${encodeURIComponent(`{ ${secret} `)}`,
    `query={viewer{permissions}}&variables=${secret}`,
    `query={viewer{permissions}}&extensions=${secret}`,
    `query={viewer{permissions}}&variables=["${secret}"]`,
    `${secret}=1`,
    `query={viewer{permissions}}&query=${secret}`,
    `query=${encodeURIComponent(`{ databases(first: "${secret}") { totalCount } }`)}`,
    `query=${encodeURIComponent(`query ($n: Int) { databases(first: $n) { totalCount } }`)}&variables=${encodeURIComponent(`{"n":"${secret}"}`)}`,
  ])('is refused without a word of it: ?%s', async (query) => {
    const headers = { 'apollo-require-preflight': 'true', accept: 'application/json' }
    await refused({ method: 'GET', path: `/graphql?${query}`, headers })
  })
})

describe('a variable may be named like a member of every object', () => {
  it.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])('$%s', async (name) => {
    const search = `query ($${name}: String) { databases(filter: { search: $${name} }) { totalCount } }`
    const skip = `query ($${name}: Boolean = false) { databases @skip(if: $${name}) { totalCount } }`
    const page = `query ($${name}: Int) { databases(first: $${name}) { totalCount nodes { id } } }`
    const needed = `query ($${name}: ID!) { cluster(id: $${name}) { id } }`
    // A plan answers what was seen before.
    for (const _time of [1, 2, 3]) {
      for (const query of [search, skip, page]) {
        expect(await account.admin.run(query)).toMatchObject({ databases: { totalCount: 0 } })
      }
      expect(await account.admin.run(search, { [name]: 'x' })).toMatchObject({ databases: { totalCount: 0 } })
      const { errors } = await account.admin.send(needed)
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_INPUT', field: 'id' } }])
    }
  })
})

it('what did run leaves neither variables nor literals in the log', async () => {
  const query = `query Look ($search: String) { databases(filter: { search: $search }) { totalCount }
    users(filter: { search: "${secret}" }) { totalCount } }`
  for (let again = 0; again < 3; again++) {
    const { body, lines } = await exchange(gateway, graphql(query, { search: secret }, account.admin.token))
    expect(body).toEqual({ data: { databases: { totalCount: 0 }, users: { totalCount: 0 } } })
    expect(lines).toHaveLength(1)
  }
  expect(JSON.stringify(gateway.log)).not.toContain(secret)
})
