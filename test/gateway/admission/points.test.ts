import { getIntrospectionQuery } from 'graphql'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Answer, gatewayForTest, type Member, type TestAccount, type TestGateway } from '../../gateway.ts'
import { useWorld } from '../../world.ts'
import { exchange } from '../exchange.ts'

/** The limits as they are without a word of the operator. */
const usual = { CLUSTERGATE_POINTS_PER_MINUTE: '', CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE: '' }

// Points come back as time passes: here it does when a test says so, however slow the machine is.
vi.spyOn(performance, 'now').mockReturnValue(0)

const { gateway } = useWorld({ environment: usual })
let account: TestAccount
let admin: Member

beforeEach(async () => {
  account = await gateway.account()
  admin = account.admin
  // What was spent before is back.
  gateway.advance(60_000)
})

/** One plus a hundred databases, each with a page of seven tokens: 901 points. */
const dear = '{ databases(first: 100) { nodes { tokens(first: 7) { nodes { id } } } } }'
const dearCost = 901
const cheap = '{ databases(first: 1) { totalCount } }'

const codes = ({ errors }: Answer) => errors.map(({ extensions }) => extensions.code)

/** Spends until nothing dear is left; answers with the refusal and how many were answered before. */
async function spend(send: () => Promise<Answer>): Promise<{ answered: number; refused: Answer }> {
  for (let answered = 0; ; answered++) {
    const answer = await send()
    if (answer.errors.length > 0) return { answered, refused: answer }
  }
}

describe('the points of a minute', () => {
  it('cost what the gateway says', async () => {
    const headers = { authorization: `Bearer ${admin.token}`, 'clustergate-cost': '1' }
    const { body } = await exchange(gateway, { body: JSON.stringify({ query: dear }), headers })
    expect(body.extensions).toEqual({ cost: dearCost })
  })

  const search = '(first: 1, filter: { search: "x" })'
  const priced: readonly (readonly [what: string, query: string, variables: object, cost: number])[] = [
    ['a count', '{ databases(first: 1) { totalCount } }', {}, 51],
    ['a count by another name', '{ databases(first: 1) { totalCount more: totalCount } }', {}, 101],
    [
      'a count on each row of a page',
      '{ clusters(first: 3) { nodes { databases(first: 1) { totalCount } } } }',
      {},
      157,
    ],
    ['a count in a fragment', '{ users(first: 1) { ...C } } fragment C on UserConnection { totalCount }', {}, 51],
    [
      'a sync, whose parts come with it',
      '{ databases(first: 7) { nodes { sync { state lastError { code } differences { field } } } } }',
      {},
      15,
    ],
    ['a search', `{ databaseTokens${search} { nodes { id } } }`, {}, 22],
    ['a search of which nothing but the count is told', `{ databaseTokens${search} { totalCount } }`, {}, 71],
    ['an empty search', '{ databaseTokens(first: 1, filter: { search: "" }) { nodes { id } } }', {}, 2],
    [
      'a search on each row of a page',
      '{ databases(first: 2) { nodes { tokens(first: 1, filter: { unusedSince: "2026-01-01T00:00:00Z" }) { nodes { id } } } } }',
      {},
      47,
    ],
    ['events of one actor', '{ auditEvents(first: 1, filter: { actorIds: ["x"] }) { nodes { id } } }', {}, 2],
    ['events of several', '{ auditEvents(first: 1, filter: { actorIds: ["x", "y"] }) { nodes { id } } }', {}, 22],
    ['events of a request', '{ auditEvents(first: 1, filter: { requestId: "x" }) { nodes { id } } }', {}, 22],
    [
      'events since a moment',
      '{ auditEvents(first: 1, filter: { from: "2026-01-01T00:00:00Z" }) { nodes { id } } }',
      {},
      22,
    ],
    ['pending invitations', '{ invitations(first: 1, filter: { statuses: [PENDING] }) { nodes { id } } }', {}, 22],
    ['members of a group', '{ group(id: "x") { members(first: 1) { nodes { id } } } }', {}, 23],
    [
      'members of the groups of a person',
      '{ viewer { user { groups { members(first: 1) { pageInfo { hasNextPage } } } } } }',
      {},
      462,
    ],
    [
      'members of the groups of a person, by their memberships',
      '{ viewer { user { memberships { group { members(first: 1) { pageInfo { hasNextPage } } } } } } }',
      {},
      482,
    ],
    ['a page of groups', '{ groups(first: 100) { nodes { key } } }', {}, 101],
    ['members of a page of groups', '{ groups(first: 30) { nodes { members(first: 2) { nodes { id } } } } }', {}, 721],
    [
      'members of a page of groups, in fragments',
      '{ groups(first: 30) { ...P } } fragment P on GroupConnection { ... { nodes { members(first: 2) { nodes { id } } } } }',
      {},
      721,
    ],
    [
      'members of the built-in groups that would grant a permission',
      '{ explainAccess(permission: DATABASE_READ) { wouldBeGrantedBy { members(first: 1) { nodes { id } } } } }',
      {},
      70,
    ],
    [
      'tokens of a database by their end',
      '{ databases(first: 2) { nodes { tokens(first: 1, orderBy: { field: EXPIRES_AT }) { nodes { id } } } } }',
      {},
      47,
    ],
    [
      'tokens in an order in which others may lie before them',
      '{ managementTokens(first: 1, orderBy: { field: CREATED_AT }) { nodes { id } } }',
      {},
      22,
    ],
    [
      'tokens in the order that lists have anyway',
      '{ databaseTokens(first: 1, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { id } } }',
      {},
      2,
    ],
    ['how all tokens were used', '{ databaseTokenUsage { day reads } }', {}, 50],
    [
      'how each token of a page was used',
      '{ databaseTokens(first: 10) { nodes { usage(days: 90) { reads } } } }',
      {},
      21,
    ],
    [
      'a search in another order',
      '{ databaseTokens(first: 1, orderBy: { field: EXPIRES_AT }, filter: { search: "x" }) { nodes { id } } }',
      {},
      22,
    ],
    ['invitations by address', '{ invitations(first: 1, orderBy: { field: EMAIL }) { nodes { id } } }', {}, 2],
    ['the first events', '{ auditEvents(first: 1, orderBy: { direction: ASC }) { nodes { id } } }', {}, 2],
    ['counts of events', '{ auditEventCounts(times: []) { from to succeeded } }', {}, 50],
    [
      'counts of events that a search finds',
      '{ auditEventCounts(times: [], filter: { search: "x" }) { succeeded } }',
      {},
      70,
    ],
    [
      'two configurations for each cluster of a page',
      '{ clusters(first: 3) { nodes { a: proxyConfiguration(proxy: NGINX) b: proxyConfiguration(proxy: CADDY) } } }',
      {},
      34,
    ],
    [
      'a configuration below each permission of a token',
      '{ databaseTokens(first: 1) { nodes { permissions { database { cluster { proxyConfiguration(proxy: ENVOY) } } } } } }',
      {},
      802,
    ],
    ['a verification of the whole log', '{ verifyAuditLog { intact } }', {}, 500],
  ]
  const byVariables: typeof priced = [
    ['a filter', 'query ($filter: TokenFilter) { databaseTokens(first: 1, filter: $filter) { nodes { id } } }', {}, 2],
    [
      'a filter with a search',
      'query ($filter: TokenFilter) { databaseTokens(first: 1, filter: $filter) { nodes { id } } }',
      { filter: { search: 'x' } },
      22,
    ],
    [
      'a search within a filter',
      'query ($search: String) { databaseTokens(first: 1, filter: { search: $search }) { nodes { id } } }',
      { search: 'x' },
      22,
    ],
    [
      'a filter by default',
      'query ($filter: TokenFilter = { search: "x" }) { databaseTokens(first: 1, filter: $filter) { nodes { id } } }',
      {},
      22,
    ],
    [
      'no order',
      'query ($orderBy: TokenOrder) { databaseTokens(first: 1, orderBy: $orderBy) { nodes { id } } }',
      { orderBy: null },
      2,
    ],
    [
      'an order',
      'query ($orderBy: TokenOrder) { databaseTokens(first: 1, orderBy: $orderBy) { nodes { id } } }',
      { orderBy: { field: 'DESCRIPTION', direction: 'DESC' } },
      22,
    ],
    [
      'a direction within an order',
      'query ($to: OrderDirection!) { managementTokens(first: 1, orderBy: { field: CREATED_AT, direction: $to }) { nodes { id } } }',
      { to: 'ASC' },
      22,
    ],
    [
      'a count that is wanted',
      'query ($yes: Boolean!) { users(first: 1) { totalCount @include(if: $yes) } }',
      { yes: true },
      51,
    ],
    [
      'a count that is not',
      'query ($yes: Boolean!) { users(first: 1) { totalCount @include(if: $yes) nodes { id } } }',
      { yes: false },
      2,
    ],
    [
      'a list that is skipped',
      'query ($no: Boolean = true) { users @skip(if: $no) { totalCount } viewer { kind: __typename } }',
      {},
      1,
    ],
  ]

  it.each([...priced, ...byVariables])(
    'cost what the work takes, however little comes of it: %s',
    async (_what, query, variables, cost) => {
      const headers = { authorization: `Bearer ${admin.token}`, 'clustergate-cost': '1' }
      const { body } = await exchange(gateway, { body: JSON.stringify({ query, variables }), headers })
      expect(body.extensions).toEqual({ cost })
    },
  )

  it.each(byVariables)(
    'are taken alike by the common way and by a plan, as the variables say: %s',
    async (_what, query, variables, cost) => {
      const gateway = await gatewayForTest({ environment: { ...usual, CLUSTERGATE_POINTS_PER_MINUTE: '1000' } })
      const { admin } = await gateway.account()
      gateway.advance(60_000)
      const { answered, refused } = await spend(() => admin.send(query, variables))
      expect(answered).toBe(Math.floor(1_000 / cost))
      expect(codes(refused)).toEqual(['RATE_LIMITED'])
    },
  )

  it('buy no more than three counts at a time, whichever way they are asked for', async () => {
    const counted = (count: number) =>
      Array.from({ length: count }, (_, at) => `a${at}: databases(first: 1) { totalCount }`).join(' ')
    expect(codes(await admin.send(`{ ${counted(3)} }`))).toEqual([])
    const changed =
      'updateUser(input: $input) { user { groups { members(first: 1) { a: totalCount b: totalCount c: totalCount d: totalCount } } } }'
    for (const [query, variables] of [
      [`{ ${counted(4)} }`, {}],
      [`{ ${counted(3)} ...M } fragment M on Query { users(first: 1) { totalCount } }`, {}],
      [`query ($yes: Boolean!) { ${counted(3)} users(first: 1) { totalCount @include(if: $yes) } }`, { yes: true }],
      [`mutation ($input: UpdateUserInput!) { ${changed} }`, { input: { id: admin.id, name: 'Nobody' } }],
    ] as const) {
      const { errors, status } = await admin.send(query, variables)
      expect(errors.map(({ message, extensions }) => [extensions.code, message])).toEqual([
        [
          'QUERY_TOO_COMPLEX',
          'The operation counts too many lists; ask for fewer `totalCount` at a time, each where it is needed.',
        ],
      ])
      expect(status).toBe(400)
    }
    expect(await admin.run('{ viewer { user { name } } }')).not.toMatchObject({ viewer: { user: { name: 'Nobody' } } })
    const optional = `query ($yes: Boolean!) { ${counted(3)} users(first: 1) { totalCount @include(if: $yes) nodes { id } } }`
    for (const yes of [false, true, false, true]) {
      expect(codes(await admin.send(optional, { yes }))).toEqual(yes ? ['QUERY_TOO_COMPLEX'] : [])
    }
  })

  it('are 10,000 for a person, then one clear refusal, and come back little by little', async () => {
    const { answered, refused } = await spend(() => admin.send(dear))
    expect(answered).toBe(11)
    expect(codes(refused)).toEqual(['RATE_LIMITED'])
    expect(refused.status).toBe(429)
    const { retryAfterSeconds } = refused.errors[0]?.extensions ?? {}
    expect(retryAfterSeconds).toBeGreaterThanOrEqual(1)
    expect(retryAfterSeconds).toBeLessThanOrEqual(6)
    expect(refused.headers.get('retry-after')).toBe(String(retryAfterSeconds))
    expect(refused.errors[0]?.message).toBe(`The points of this minute are spent; try again in ${retryAfterSeconds} s.`)

    gateway.advance(1000 * (retryAfterSeconds as number))
    expect(codes(await admin.send(dear))).toEqual([])
    expect(codes(await admin.send(dear))).toEqual(['RATE_LIMITED'])
    gateway.advance(60_000)
    expect((await spend(() => admin.send(dear))).answered).toBe(11)
  })

  it('are spent alike on documents that are known and on new ones', async () => {
    let at = 0
    const { answered, refused } = await spend(() => admin.send(`${dear} # ${at++}`))
    expect(answered).toBe(11)
    const planned = await admin.send(`${dear} # 0`)
    const anonymized = ({ text, status }: Answer) => [status, text.replace(/"requestId":"[^"]+"/, '')]
    expect(anonymized(planned)).toEqual(anonymized(refused))
    const tellingCost = await exchange(gateway, {
      body: JSON.stringify({ query: dear }),
      headers: { authorization: `Bearer ${admin.token}`, 'clustergate-cost': '1' },
    })
    expect(tellingCost.status).toBe(429)
  })

  it('are spent before any statement besides authentication runs', async () => {
    await spend(() => admin.send(dear))
    const { statements } = await gateway.count(() => admin.send(dear))
    expect(statements).toHaveLength(1)
  })

  it('are paid once, also where a plan hands an operation on', async () => {
    // The Member may ask for one of the two: plans leave such a half to Apollo Server.
    const member = await account.join('mel@example.com', ['member'])
    const half = `{ users(first: 1) { nodes { id } } ${dear.slice(1)}`
    const send = async () => {
      const answer = await member.send(half)
      return codes(answer).includes('FORBIDDEN') ? { ...answer, errors: [] } : answer
    }
    expect((await spend(send)).answered).toBe(11)
  })

  it('are each principal’s own, as are those of a management token and its creator', async () => {
    const mel = await account.join('mel@example.com', ['member'])
    const { createManagementToken } = await admin.run(
      'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }',
      { input: { description: 'reader', permissions: ['DATABASE_READ', 'DATABASE_TOKEN_READ'] } },
    )
    const token = gateway.as(createManagementToken.secret)
    expect(codes((await spend(() => admin.send(dear))).refused)).toEqual(['RATE_LIMITED'])
    expect(codes(await mel.send(cheap))).toEqual([])
    expect((await spend(() => token.send(dear))).answered).toBe(11)
    expect(codes(await mel.send(dear))).toEqual([])
  })

  it('are 200 for all anonymous callers of a network together, and nobody who is signed in pays with them', async () => {
    const twenty = `{ ${Array.from({ length: 20 }, (_, at) => `a${at}: viewer { account { id } }`).join(' ')} }`
    const { answered, refused } = await spend(() => gateway.anonymous.send(twenty))
    expect(answered).toBe(5)
    expect(codes(refused)).toEqual(['RATE_LIMITED'])
    expect(codes(await admin.send(dear))).toEqual([])
  })
})

describe('points are not to be had for nothing', () => {
  it('by pages of fewer rows than none', async () => {
    const { answered } = await spend(async () => {
      for (const size of ['first: -2000000000', 'last: -2000000000']) {
        const minus = await admin.send(`{ databases(${size}) { nodes { tokens { nodes { id } } } } }`)
        expect(codes(minus)).toEqual(['BAD_INPUT'])
      }
      return admin.send(dear)
    })
    // As many as with nothing between them.
    expect(answered).toBe(11)
  })

  it('by introspection, which costs what it is worth', async () => {
    const query = getIntrospectionQuery()
    const headers = { 'clustergate-cost': '1' }
    const { body } = await exchange(gateway, { body: JSON.stringify({ query }), headers })
    const { cost } = body.extensions
    expect(cost).toBe(15)

    gateway.advance(60_000)
    let at = 0
    const { answered, refused } = await spend(() => gateway.anonymous.send(`${query} # ${at++ % 3}`))
    expect(answered).toBe(Math.floor(200 / cost))
    expect(codes(refused)).toEqual(['RATE_LIMITED'])
    expect(codes(await admin.send(query))).toEqual([])
  })

  it('by single types, or through fragments', async () => {
    const type = (at: number) => `a${at}: __type(name: "Query") { ...T }`
    const query = `{ ${Array.from({ length: 20 }, (_, at) => type(at)).join(' ')} } fragment T on __Type { fields { name } }`
    expect((await spend(() => gateway.anonymous.send(query))).answered).toBe(10)
  })

  it('by what hangs on the answer of a mutation that takes rights away', async () => {
    const input = { id: admin.id, name: 'Ada' }
    const rename = (rest: string) =>
      `mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { ${rest} } } }`
    const much = rename('groups { members(first: 10) { nodes { id groups { key } } } }')
    const { answered, refused } = await spend(() => admin.send(much, { input }))
    expect(answered).toBeGreaterThan(5)
    expect(answered).toBeLessThan(30)
    expect(codes(refused)).toEqual(['RATE_LIMITED'])
    // As at first, and by a plan.
    for (const _time of [1, 2, 3]) expect(codes(await admin.send(rename('id groups { key }'), { input }))).toEqual([])
  })
})

/** The least that a person can do with. */
const few = { ...usual, CLUSTERGATE_POINTS_PER_MINUTE: '100' }

it('a person whose points are spent can still take rights away', async () => {
  const gateway = await gatewayForTest({ environment: few })
  const { admin, join, groupIds } = await gateway.account()
  const mel = await join('mel@example.com', ['member'])
  gateway.advance(60_000)
  const { signIn } = await gateway.anonymous.run(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    { input: { email: admin.email, password: admin.password } },
  )
  const lost = gateway.as(signIn.accessToken)
  const { viewer } = await lost.run('{ viewer { session { id } } }')
  const input = { userId: mel.id, groupIds: [groupIds.auditor] }
  const setGroups =
    'mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { groups { key } } } }'
  // The second time a plan answers.
  for (const client of [lost, admin]) {
    await spend(() => lost.send(cheap))
    expect((await client.run(setGroups, { input })).setUserGroups.user.groups).toEqual([{ key: 'auditor' }])
  }

  await spend(() => lost.send(cheap))
  const revoke = 'mutation ($id: ID!) { revokeSession(id: $id) { id } }'
  expect(await admin.run(revoke, { id: viewer.session.id })).toEqual({ revokeSession: { id: viewer.session.id } })
  expect((await lost.send(cheap)).status).toBe(401)

  const { refused } = await spend(() => admin.send(`${cheap} # signOut`))
  expect(codes(refused), 'a document that only mentions signOut in a comment pays').toEqual(['RATE_LIMITED'])
  expect(await admin.run('mutation { signOut { ok } }')).toEqual({ signOut: { ok: true } })
  expect((await admin.send(cheap)).status).toBe(401)
})

it('what is refused for a text in it costs nothing, does nothing, and is told alike each time', async () => {
  const gateway = await gatewayForTest({ environment: few })
  const { admin, clusterIds } = await gateway.account()
  gateway.advance(60_000)
  const endless = 'x'.repeat(5_000)
  const create = (name: string) => `createDatabase(input: { clusterId: "${clusterIds[0]}", name: "${name}" })`
  for (const document of [
    `{ databases(first: 90) { nodes { id } } users(filter: { search: "${endless}" }) { totalCount } }`,
    `{ databases(first: 90) { nodes { id } } nodes(ids: ["${admin.id}", "${endless}"]) { id } }`,
    `mutation { a: ${create('metrics')} { database { id } } b: ${create(endless)} { database { id } } }`,
  ]) {
    const told = new Set<string>()
    for (let time = 0; time < 3; time++) {
      const { status, text, data } = await admin.send(document)
      expect({ status, data }).toEqual({ status: 400, data: undefined })
      told.add(text.replace(/"requestId":"[^"]+"/, ''))
    }
    expect([...told]).toEqual([expect.stringContaining('This text is longer than a text may be')])
  }
  const { databases } = await admin.run('{ databases(first: 40) { totalCount nodes { id } } }')
  expect(databases).toEqual({ totalCount: 0, nodes: [] })
})

it('an operator may set the points, and is warned where they are above the default', async () => {
  const lower = await gatewayForTest({ environment: { ...usual, CLUSTERGATE_POINTS_PER_MINUTE: '1000' } })
  const warnings = (log: TestGateway['log']) => log.filter(({ msg }) => msg === 'a limit is above its default')
  expect(warnings(lower.log)).toEqual([])
  const ada = (await lower.account()).admin
  lower.advance(60_000)
  expect((await spend(() => ada.send(dear))).answered).toBe(1)

  const higher = await gatewayForTest({ environment: { ...usual, CLUSTERGATE_POINTS_PER_MINUTE: '10001' } })
  expect(warnings(higher.log).map(({ limit }) => limit)).toEqual([
    'CLUSTERGATE_POINTS_PER_MINUTE is 10001; the default is 10000.',
  ])
})
