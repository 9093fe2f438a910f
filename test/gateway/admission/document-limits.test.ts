import { describe, expect, it } from 'vitest'
import { useWorld } from '../../world.ts'

const { gateway, account } = useWorld()

const repeat = (count: number, text: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at)).join(' ')

/** A chain of fragments in which each spreads the next one twice: two to the power of its length. */
const doubling = (length: number) =>
  `{ viewer { ...F0 } } ${repeat(length, (at) => `fragment F${at} on Viewer { ${at + 1 === length ? 'permissions' : `...F${at + 1} ...F${at + 1}`} }`)}`

const nested = (levels: number) =>
  `{ viewer { user ${'{ invitation { invitedBy '.repeat(levels)} { id } ${'} }'.repeat(levels)} } }`

const over: readonly (readonly [string, string])[] = [
  ['2,000 tokens', `{ viewer { ${repeat(2_000, () => 'permissions')} } }`],
  ['10 levels', nested(5)],
  ['10 levels, through a fragment', `{ ...Deep } fragment Deep on Query ${nested(5)}`],
  ['400 fields', `{ viewer { ...F } } fragment F on Viewer { ${repeat(401, () => 'permissions')} }`],
  ['400 fields that fragments multiply', doubling(20)],
  ['30 aliases', `{ ${repeat(15, (at) => `a${at}: viewer { b${at}: permissions }`)} c: viewer { permissions } }`],
  ['30 aliases of __typename', `{ ${repeat(31, (at) => `a${at}: __typename`)} }`],
  ['20 root fields of a query', `{ ${repeat(21, (at) => `a${at}: viewer { permissions }`)} }`],
  ['10 root fields of a mutation', `mutation { ${repeat(11, (at) => `a${at}: signOut { ok }`)} }`],
  ['8 directives', `{ viewer { ${repeat(9, () => 'permissions @include(if: true)')} } }`],
  ['8 directives on one field', `{ viewer { permissions ${repeat(9, () => '@skip(if: false)')} } }`],
  [
    '8 directives, wherever they stand',
    `query ($a: Int @skip(if: true), $b: Int @skip(if: true)) @skip(if: true) @skip(if: true) {
      ...F @skip(if: true) ... on Query @skip(if: true) { __typename @skip(if: true) }
    } fragment F on Query @skip(if: true) { ... @skip(if: true) { __typename } }`,
  ],
  [
    '30 aliases in fragments that nobody spreads',
    `{ viewer { permissions } } fragment F on Viewer { ... { ${repeat(16, (at) => `a${at}: permissions`)} } } fragment G on Viewer { ${repeat(15, (at) => `a${at}: permissions`)} }`,
  ],
  [
    '400 fields in a fragment that nobody spreads',
    `{ viewer { permissions } } fragment F on User { ${repeat(401, (at) => `x${at}`)} }`,
  ],
  ['30 fragments', `{ viewer { ...F0 } } ${repeat(31, (at) => `fragment F${at} on Viewer { permissions }`)}`],
  ['5 operations', repeat(6, (at) => `query Q${at} { viewer { permissions } }`)],
  ['50 variables', `query (${repeat(51, (at) => `$v${at}: Int`)}) { viewer { permissions } }`],
]

describe('a document with more than', () => {
  it.each(over)('%s is refused in one error that names no number', async (_what, query) => {
    const { status, errors, data } = await account.admin.send(query)
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['QUERY_TOO_COMPLEX'])
    expect(errors[0]?.message).not.toMatch(/\d/)
    expect(status).toBe(400)
    expect(data).toBeUndefined()
  })

  it.each(over)('%s costs no statement besides authentication', async (_what, query) => {
    const { statements } = await gateway.count(() => account.admin.send(query))
    expect(statements.length).toBeLessThanOrEqual(1)
  })
})

const onceEach = [
  ['signIn', 'signIn(input: { email: "a@example.com", password: "x" }) { accessToken }'],
  ['acceptInvitation', 'acceptInvitation(input: { secret: "x", name: "x", password: "x" }) { accessToken }'],
  ['resetPassword', 'resetPassword(input: { secret: "x", password: "x" }) { accessToken }'],
  ['requestPasswordReset', 'requestPasswordReset(input: { email: "a@example.com" }) { ok }'],
  ['createManagementToken', 'createManagementToken(input: { description: "x", permissions: [] }) { secret }'],
] as const

describe('an operation does at most once', () => {
  it.each(onceEach)('%s', async (_name, field) => {
    const { errors } = await account.admin.send(`mutation { a: ${field} b: ${field} }`)
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['QUERY_TOO_COMPLEX'])
  })

  it('also where a fragment holds the second', async () => {
    const [, field] = onceEach[0]
    const { errors } = await account.admin.send(`mutation { a: ${field} ...F } fragment F on Mutation { b: ${field} }`)
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['QUERY_TOO_COMPLEX'])
  })
})

describe('the cost of an operation', () => {
  const page = 'query ($first: Int) { databases(first: $first) { nodes { id tokens(first: 10) { nodes { id } } } } }'

  it('counts rows times what hangs on them, and is told when asked for', async () => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${account.admin.token}`,
        'clustergate-cost': 'yes',
      },
      body: JSON.stringify({ query: page, variables: { first: 5 } }),
    })
    // The connection, its 5 rows, and for each of these a connection with 10 rows.
    expect(await response.json()).toMatchObject({ extensions: { cost: 1 + 5 * (1 + 1 + 10) } })
  })

  it('is not told unasked', async () => {
    expect((await account.admin.send(page, { first: 5 })).text).not.toContain('extensions')
  })

  it('refuses what is too dear before any statement runs, also once the document is known', async () => {
    expect((await account.admin.send(page, { first: 50 })).errors).toEqual([])
    for (const _attempt of [1, 2]) {
      const { result, statements } = await gateway.count(() => account.admin.send(page, { first: 100 }))
      expect(result.errors.map(({ extensions }) => extensions.code)).toEqual(['QUERY_TOO_COMPLEX'])
      expect(statements.length).toBeLessThanOrEqual(1)
    }
  })

  it('counts the default of a variable', async () => {
    const query = page.replace('$first: Int', '$first: Int = 100')
    expect((await account.admin.send(query)).errors.map(({ extensions }) => extensions.code)).toEqual([
      'QUERY_TOO_COMPLEX',
    ])
  })

  it.each([
    ['a literal', '', 'first: -2000000000', {}],
    ['a literal, from the end', '', 'last: -2000000000', {}],
    ['a variable', 'query ($size: Int)', 'first: $size', { size: -2_000_000_000 }],
    ['a default', 'query ($size: Int = -2000000000)', 'first: $size', {}],
  ])('is not hidden by a page of fewer rows than none: %s', async (_what, head, size, variables) => {
    const dear = 'databases(first: 100) { nodes { tokens(first: 100) { nodes { id } } } }'
    const query = `${head} { none: databases(${size}) { nodes { id } } ${dear} }`
    for (const _attempt of [1, 2]) {
      const { errors } = await account.admin.send(query, variables)
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['QUERY_TOO_COMPLEX'])
    }
  })

  it('counts every entry of a list on which pages hang', async () => {
    const query = `{ databaseTokens(first: 3) { nodes { permissions { database { tokens(first: 3) { nodes {
      permissions { database { id name } } } } } } } } }`
    expect((await account.admin.send(query)).errors.map(({ extensions }) => extensions.code)).toEqual([
      'QUERY_TOO_COMPLEX',
    ])
  })

  it('counts every row that invites somebody, where pages hang on its answer', async () => {
    const query = `mutation { inviteUsers(input: { invitations: [{ email: "e@example.com", groupIds: ["g"] }] }) {
      results { invitation { groups { members(first: 5) { nodes { id } } } } } } }`
    expect((await account.admin.send(query)).errors.map(({ extensions }) => extensions.code)).toEqual([
      'QUERY_TOO_COMPLEX',
    ])
  })

  it('leaves room for a page of tokens with their permissions and databases', async () => {
    const { errors } = await account.admin.send(
      '{ databaseTokens(first: 100) { nodes { id permissions { action database { name } } } } }',
    )
    expect(errors).toEqual([])
  })

  it('leaves room for a page of 100 databases with cluster and 5 tokens each', async () => {
    const { errors } = await account.admin.send(
      '{ databases(first: 100) { nodes { id name cluster { name } tokens(first: 5) { nodes { id } } } } }',
    )
    expect(errors).toEqual([])
  })
})

describe('a document that is wrong everywhere', () => {
  it('is told of its first five errors, and the arguments at fault', async () => {
    const query = `{ ${repeat(19, (at) => `a${at}: databases(first: "${at}") { totalCount }`)} }`
    const { errors } = await account.admin.send(query)
    expect(errors.map(({ extensions }) => [extensions.code, extensions.field])).toEqual(
      Array(5).fill(['BAD_INPUT', 'first']),
    )
  })
})

describe('introspection', () => {
  it('passes in the form that tools send', async () => {
    const { getIntrospectionQuery } = await import('graphql')
    expect((await gateway.anonymous.send(getIntrospectionQuery())).errors).toEqual([])
  })
})
