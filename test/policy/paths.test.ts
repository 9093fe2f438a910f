import { getNamedType } from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, password, type TestAccount } from '../gateway.ts'
import { coordinatesOf } from './documents.ts'
import { walk } from './walk.ts'
import { idsOf, type Maker, stateOf, useMakers, type Visitor } from './world.ts'

const world = useMakers()
let account: TestAccount
let admin: Visitor
let member: Visitor
let auditor: Visitor
let make: Maker
/** Everything about this Admin has "canary" in it, so that it shows in any answer. */
let canary: Visitor
let database: string
let table: string
let foreignDatabase: string
/** Made by the canary. */
let databaseToken: string
/** Made by the Member. */
let ownDatabaseToken: string
let managementToken: string
let invitation: string

beforeAll(async () => {
  const { gateway } = world
  account = await gateway.account()
  const stranger = await gateway.account('Strangers')
  admin = await world.signIn(account, account.admin.email)
  make = world.maker(account, admin)
  member = await make.join(['member'])
  auditor = await make.join(['auditor'])

  const { email, secret } = await make.invitation(['admin'])
  await gateway.anonymous.run(
    'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { __typename } }',
    { input: { secret, name: 'canary name', password } },
  )
  canary = await world.signIn(account, email)
  await canary.run('mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }', {
    input: { email, accountId: account.id, password, client: 'canary client' },
  })
  await admin.run('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { __typename } }', {
    input: { id: canary.id, attributes: [{ key: 'bird', value: 'canary attribute' }] },
  })
  const { inviteUsers } = await canary.run(
    'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { invitation { id } } } }',
    { input: { invitations: [{ email: 'canary-guest@example.com', groupIds: [account.groupIds.member] }] } },
  )
  invitation = inviteUsers.results[0].invitation.id
  const { createManagementToken } = await canary.run(
    'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { token { id } } }',
    { input: { description: 'canary token', permissions: ['USER_READ'] } },
  )
  managementToken = createManagementToken.token.id
  const ofCanary = world.maker(account, canary)
  const made = await ofCanary.table()
  database = made.databaseId
  table = made.id
  databaseToken = await ofCanary.databaseToken(database)
  ownDatabaseToken = await world.maker(account, member).databaseToken(database)
  foreignDatabase = (await world.maker(stranger, stranger.admin).database()).id
})

const codesOf = ({ errors }: Answer) => errors.map(({ path, extensions }) => [path?.join('.'), extensions.code])

describe('two aliases of one field', () => {
  it.each([
    ['the own one first', true],
    ['the foreign one first', false],
  ])('give one’s own database, and nothing for another account’s: %s', async (_case, ownFirst) => {
    const [a, b] = ownFirst ? [database, foreignDatabase] : [foreignDatabase, database]
    for (const field of ['database', 'node']) {
      const answer = await member.send(
        `query ($a: ID!, $b: ID!) { a: ${field}(id: $a) { id } b: ${field}(id: $b) { id } }`,
        {
          a,
          b,
        },
      )
      expect(answer.data).toEqual(ownFirst ? { a: { id: a }, b: null } : { a: null, b: { id: b } })
      expect(answer.errors).toEqual([])
    }
  })

  it.each([
    ['oneself first', true],
    ['the other first', false],
  ])('give a Member themselves, and refuse the other: %s', async (_case, ownFirst) => {
    const [a, b] = ownFirst ? [member.id, canary.id] : [canary.id, member.id]
    const answer = await member.send(
      'query ($a: ID!, $b: ID!) { a: user(id: $a) { email } b: user(id: $b) { email } }',
      {
        a,
        b,
      },
    )
    const own = { email: member.email }
    expect(answer.data).toEqual(ownFirst ? { a: own, b: null } : { a: null, b: own })
    expect(codesOf(answer)).toEqual([[ownFirst ? 'b' : 'a', 'FORBIDDEN']])
  })

  it('answer explainAccess for oneself, and refuse it for others', async () => {
    const document = `query ($other: ID!) {
      a: explainAccess(permission: USER_READ) { allowed }
      b: explainAccess(permission: USER_READ, userId: $other) { allowed }
      c: explainAccess(permission: USER_READ) { allowed } }`
    const answer = await member.send(document, { other: canary.id })

    expect(answer.data).toEqual({ a: { allowed: false }, b: null, c: { allowed: false } })
    expect(codesOf(answer)).toEqual([['b', 'FORBIDDEN']])
  })

  it('let an allowed change through, and not the one beside it', async () => {
    const answer = await member.send(
      `mutation ($clusterId: ID!, $token: ID!) {
        a: revokeDatabaseToken(id: $token) { token { id } }
        b: createDatabaseToken(input: { clusterId: $clusterId, description: "beside", permissions: [] }) { token { id } }
        c: revokeDatabaseToken(id: $token) { token { id } } }`,
      { clusterId: make.cluster(), token: ownDatabaseToken },
    )

    expect(answer.data).toMatchObject({ a: null, b: { token: { id: expect.any(String) } }, c: null })
    expect(codesOf(answer)).toEqual([
      ['a', 'FORBIDDEN'],
      ['c', 'FORBIDDEN'],
    ])
    const { databaseToken: kept } = await member.run(`{ databaseToken(id: "${ownDatabaseToken}") { status } }`)
    expect(kept.status).toBe('ACTIVE')
  })
})

describe('node and nodes', () => {
  it('give a Member what Members may see, and null for everything else, without an error', async () => {
    const ids = idsOf(await stateOf(world.gateway, account.id, true))
    const seen: string[] = []
    for (let at = 0; at < ids.length; at += 100) {
      const { nodes } = await member.run('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
        ids: ids.slice(at, at + 100),
      })
      expect(nodes).toHaveLength(Math.min(100, ids.length - at))
      seen.push(
        ...nodes.filter(Boolean).map(({ __typename, id }: { __typename: string; id: string }) => `${__typename} ${id}`),
      )
    }
    const kinds = [...new Set(seen.map((one) => one.split(' ')[0]))].sort()
    expect(kinds).toEqual(['Account', 'Cluster', 'Database', 'DatabaseToken', 'Group', 'Session', 'Table', 'User'])
    expect(seen.filter((one) => one.startsWith('User'))).toEqual([`User ${member.id}`])
    expect(seen.filter((one) => one.startsWith('Session'))).toEqual([`Session ${member.sessionId}`])
  })

  it('give an Admin every object that has a type', async () => {
    const ids = [canary.id, canary.sessionId, invitation, managementToken, databaseToken, database, table, account.id]
    const { nodes } = await admin.run('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids })

    expect(nodes.map(({ id }: { id: string }) => id)).toEqual(ids)
  })

  it('give nothing that is refused by name, however the fragment is written', async () => {
    const fields = {
      user: [canary.id, 'User', 'email'],
      invitation: [invitation, 'Invitation', 'email'],
      managementToken: [managementToken, 'ManagementToken', 'description'],
    } as const
    for (const [field, [id, type, leaf]] of Object.entries(fields)) {
      expect(codesOf(await member.send(`{ ${field}(id: "${id}") { ${leaf} } }`))).toEqual([[field, 'FORBIDDEN']])
      for (const document of [
        `{ node(id: "${id}") { ... on ${type} { ${leaf} } } }`,
        `{ node(id: "${id}") { ... on Node { ... on ${type} { ${leaf} } } } }`,
        `{ node(id: "${id}") { ...Named } } fragment Named on Node { id ...Inner } fragment Inner on ${type} { ${leaf} }`,
        `{ node(id: "${id}") { __typename } }`,
      ]) {
        const { data, errors } = await member.send(document)
        expect({ data, errors }).toEqual({ data: { node: null }, errors: [] })
      }
    }
  })

  it('give a Member themselves, and no more of themselves than `viewer` does', async () => {
    const document = `query ($id: ID!) { node(id: $id) { ... on User { email sessions { totalCount } invitation { id } } } }`
    const answer = await member.send(document, { id: member.id })

    expect(answer.data.node).toEqual({ email: member.email, sessions: { totalCount: 1 }, invitation: null })
    expect(codesOf(answer)).toEqual([['node.invitation', 'FORBIDDEN']])
  })
})

describe('fragments', () => {
  it.each([
    ['inline', '{ user(id: "ID") { ... { email } } }'],
    ['inline on the type', '{ user(id: "ID") { ... on User { email } } }'],
    ['inline on the interface', '{ user(id: "ID") { ... on Node { id } } }'],
    ['named', '{ user(id: "ID") { ...F } } fragment F on User { email }'],
    ['named on the interface', '{ user(id: "ID") { ...F } } fragment F on Node { id }'],
    ['on the root', '{ ...F } fragment F on Query { user(id: "ID") { email } }'],
    ['inline on the root', '{ ... on Query { user(id: "ID") { email } } }'],
  ])('do not help a Member to see somebody else: %s', async (_case, document) => {
    const answer = await member.send(document.replace('ID', canary.id))

    expect(answer.data).toEqual({ user: null })
    expect(codesOf(answer)).toEqual([['user', 'FORBIDDEN']])
  })

  it('do not help an Auditor to change anything', async () => {
    const answer = await auditor.send(
      `mutation ($id: ID!) { ...F } fragment F on Mutation { revokeDatabaseToken(id: $id) { ... on DatabaseTokenPayload { token { id } } } }`,
      { id: databaseToken },
    )

    expect(codesOf(answer)).toEqual([['revokeDatabaseToken', 'FORBIDDEN']])
  })
})

describe('a path that a Member takes', () => {
  const refused: readonly [string, () => string, string, string][] = [
    [
      'group.members',
      () => `{ group(id: "${account.groupIds.admin}") { members { nodes { email } } } }`,
      'group.members',
      'USER_READ',
    ],
    [
      'groups.nodes.members.totalCount',
      () => '{ groups(first: 1) { nodes { members { totalCount } } } }',
      'groups.nodes.0.members',
      'USER_READ',
    ],
    [
      'viewer.user.groups.members',
      () => '{ viewer { user { groups { members { nodes { id } } } } } }',
      'viewer.user.groups.0.members',
      'USER_READ',
    ],
    [
      'viewer.user.invitation',
      () => '{ viewer { user { invitation { invitedBy { email } } } } }',
      'viewer.user.invitation',
      'INVITATION_READ',
    ],
    [
      'user.invitation',
      () => `{ user(id: "${member.id}") { invitation { email } } }`,
      'user.invitation',
      'INVITATION_READ',
    ],
    [
      'explainAccess.wouldBeGrantedBy.members',
      () => '{ explainAccess(permission: USER_READ) { wouldBeGrantedBy { members { nodes { email } } } } }',
      'explainAccess.wouldBeGrantedBy.0.members',
      'USER_READ',
    ],
  ]

  it.each(refused)('is refused where the direct query is: %s', async (_case, document, path, permission) => {
    const { errors, text } = await member.send(document())

    expect(errors[0]).toMatchObject({ path: expect.anything(), extensions: { code: 'FORBIDDEN', permission } })
    expect(errors[0]?.path?.join('.')).toBe(path)
    expect(text).not.toContain('@')
  })

  const hidden: readonly [string, () => string][] = [
    [
      'databaseToken.createdBy.sessions',
      () => `{ databaseToken(id: "${databaseToken}") { createdBy { email sessions { nodes { id } } } } }`,
    ],
    [
      'databaseTokens.nodes.createdBy',
      () => '{ databaseTokens(filter: { search: "thing" }) { nodes { createdBy { id } } } }',
    ],
    [
      'database.tokens.nodes.createdBy.email',
      () => `{ database(id: "${database}") { tokens { nodes { createdBy { email } } } } }`,
    ],
    [
      'table.database.tokens.edges.node.createdBy',
      () => `{ table(id: "${table}") { database { tokens { edges { node { createdBy { name } } } } } } }`,
    ],
    [
      'cluster.databaseTokens.nodes.createdBy.groups',
      () =>
        `{ cluster(id: "${make.cluster()}") { databaseTokens(first: 4) { nodes { createdBy { groups { id } } } } } }`,
    ],
  ]

  it.each(hidden)('shows who made a token as null, and no error: %s', async (_case, document) => {
    // The Member's own token is left out: they see themselves.
    const others = (text: string) => text.replaceAll(member.email, '').replaceAll(member.id, '')
    const { errors, text } = await member.send(document())

    expect(errors.filter(({ extensions }) => extensions.permission !== 'USER_READ')).toEqual([])
    expect(text).toContain('"createdBy":null')
    expect(others(text)).not.toMatch(/@|user_|session_/)
  })

  it('shows themselves as the maker of their own token', async () => {
    const { databaseTokens } = await member.run(
      '{ databaseTokens(filter: { statuses: [ACTIVE] }) { nodes { id createdBy { email } } } }',
    )
    const makers = new Map(
      databaseTokens.nodes.map((one: { id: string; createdBy: unknown }) => [one.id, one.createdBy]),
    )

    expect(makers.get(ownDatabaseToken)).toEqual({ email: member.email })
    expect(makers.get(databaseToken)).toBeNull()
  })

  it('answers `user` for themselves, and refuses everybody else alike, also those who do not exist', async () => {
    const ask = (id: string) => member.send('query ($id: ID!) { user(id: $id) { email } }', { id })
    expect((await ask(member.id)).data).toEqual({ user: { email: member.email } })
    const told = async (id: string) => (await ask(id)).text.replaceAll(/"requestId":"[^"]*"/g, '')

    const other = await told(canary.id)
    expect(JSON.parse((await ask(canary.id)).text).errors[0].extensions.code).toBe('FORBIDDEN')
    expect(await told(canary.id.replace(/.{12}$/, '000000000000'))).toBe(other)
    expect(await told('nonsense')).toBe(other)
  })
})

describe('explainAccess', () => {
  it('tells those who may see people what others may do, and everybody what they may do themselves', async () => {
    const about = (client: Client, userId: string | null) =>
      client.send('query ($userId: ID) { explainAccess(permission: DATABASE_CREATE, userId: $userId) { allowed } }', {
        userId,
      })
    for (const client of [admin, auditor]) {
      expect((await about(client, canary.id)).data).toEqual({ explainAccess: { allowed: true } })
      expect((await about(client, member.id)).data).toEqual({ explainAccess: { allowed: false } })
    }
    for (const own of [null, member.id]) {
      expect((await about(member, own)).data).toEqual({ explainAccess: { allowed: false } })
    }
    const [error] = (await about(member, canary.id)).errors
    expect(error?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'USER_READ',
      wouldBeGrantedBy: ['admin', 'auditor'],
    })
    expect((await about(world.gateway.anonymous, null)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  it('answers a token that may not see people about itself, and about nobody else', async () => {
    const token = await make.managementToken(['DATABASE_CREATE'])
    const about = (userId: string | null) =>
      token.send('query ($userId: ID) { explainAccess(permission: DATABASE_CREATE, userId: $userId) { allowed } }', {
        userId,
      })

    expect((await about(null)).data).toEqual({ explainAccess: { allowed: true } })
    // Not even about the person who made it.
    expect(codesOf(await about(admin.id))).toEqual([['explainAccess', 'FORBIDDEN']])
  })
})

describe('a list that is refused', () => {
  it('does not tell how long it is, for every list and every filter', async () => {
    const lists = coordinatesOf(world.schema)
      .filter(({ type, field }) => type === 'Query' && getNamedType(field.type).name.endsWith('Connection'))
      .map(({ field }) => field)
    const refused: string[] = []
    for (const { name, type } of lists) {
      for (const selection of ['totalCount', 'pageInfo { hasNextPage }', 'edges { cursor }', '__typename']) {
        const asked = name === 'whoMay' ? 'whoMay(permission: AUDIT_READ)' : name
        const answer = await member.send(`{ ${asked} { ${selection} } }`)
        if (answer.errors.length === 0) continue
        refused.push(getNamedType(type).name)
        expect(answer.data).toEqual({ [name]: null })
        expect(codesOf(answer)).toEqual([[name, 'FORBIDDEN']])
      }
    }

    expect([...new Set(refused)].sort()).toEqual([
      'AuditEventConnection',
      'InvitationConnection',
      'ManagementTokenConnection',
      'UserConnection',
    ])
    const filtered = await member.send('{ users(filter: { search: "canary" }) { totalCount } }')
    expect(filtered.data).toEqual({ users: null })
  })

  it('does not tell it inside of something that may be read either', async () => {
    const token = await make.managementToken(['CLUSTER_READ', 'DATABASE_READ'])
    const answer = await token.send(
      '{ clusters(first: 4) { nodes { databases { totalCount } databaseTokens { totalCount } } } databases(first: 4) { nodes { tables { totalCount } } } }',
    )

    for (const cluster of answer.data.clusters.nodes) {
      expect(cluster).toEqual({ databases: { totalCount: expect.any(Number) }, databaseTokens: null })
    }
    for (const one of answer.data.databases.nodes) expect(one.tables).toBeNull()
    expect(new Set(codesOf(answer).map(([, code]) => code))).toEqual(new Set(['FORBIDDEN']))
  })
})

describe('directives and documents of several operations', () => {
  it.each([
    [
      '@include',
      'query ($yes: Boolean!) { users @include(if: $yes) { totalCount } viewer @skip(if: $yes) { permissions } }',
    ],
    [
      '@skip',
      'query ($yes: Boolean!) { viewer @skip(if: $yes) { permissions } users @skip(if: false) { totalCount } }',
    ],
    ['@include on a fragment', 'query ($yes: Boolean!) { ... @include(if: $yes) { users { totalCount } } }'],
    ['both', 'query ($yes: Boolean!) { users @include(if: $yes) @skip(if: false) { totalCount } }'],
  ])('%s makes nothing allowed', async (_case, document) => {
    const answer = await member.send(document, { yes: true })

    expect(answer.data).toEqual({ users: null })
    expect(codesOf(answer)).toEqual([['users', 'FORBIDDEN']])
  })

  it('a refused change stays refused behind @include, and what is skipped is not done', async () => {
    const before = await stateOf(world.gateway, account.id)
    const document = `mutation ($yes: Boolean!, $id: ID!) {
      a: revokeDatabaseToken(id: $id) @include(if: $yes) { token { id } }
      b: removeUser(id: $id) @skip(if: $yes) { id } }`
    const answer = await auditor.send(document, { yes: true, id: databaseToken })

    expect(codesOf(answer)).toEqual([['a', 'FORBIDDEN']])
    expect(await stateOf(world.gateway, account.id)).toBe(before)
    const skipped = await admin.send(`mutation { removeUser(id: "${member.id}") @skip(if: true) { id } }`)
    expect(skipped.data).toEqual({})
    expect(await stateOf(world.gateway, account.id)).toBe(before)
  })

  it('only the operation that is named runs, and by its own rules', async () => {
    const document = `
      query Look { viewer { user { email } } }
      query Peek { users { totalCount } }
      mutation Change { removeUser(id: "${canary.id}") { id } }`
    const named = async (operationName?: string) => {
      const response = await fetch(world.gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${auditor.token}` },
        body: JSON.stringify({ query: document.replace('Peek { users', 'Peek { account { id } users'), operationName }),
      })
      return (await response.json()) as { data?: Record<string, unknown>; errors?: { extensions: { code: string } }[] }
    }
    const before = await stateOf(world.gateway, account.id)

    expect(await named('Look')).toEqual({ data: { viewer: { user: { email: auditor.email } } } })
    expect((await named('Peek')).data?.['users']).toEqual({ totalCount: expect.any(Number) })
    expect((await named('Change')).errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN'])
    expect((await named()).errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_INPUT'])
    expect((await named('Nothing')).errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_INPUT'])
    expect(await stateOf(world.gateway, account.id)).toBe(before)
  })
})

describe('every path through the graph', () => {
  const args = () => ({
    'Query.account': '',
    'Query.cluster': `(id: "${make.cluster()}")`,
    'Query.user': `(id: "${canary.id}")`,
    'Query.group': `(id: "${account.groupIds.admin}")`,
    'Query.invitation': `(id: "${invitation}")`,
    'Query.database': `(id: "${database}")`,
    'Query.table': `(id: "${table}")`,
    'Query.databaseToken': `(id: "${databaseToken}")`,
    'Query.managementToken': `(id: "${managementToken}")`,
    'Query.explainAccess': '(permission: USER_READ)',
    'Query.invitationPreview': '(secret: "nothing")',
  })
  const told = (answers: readonly Answer[]): string => answers.map(({ text }) => text).join('\n')

  it('tells a Member nothing of other people, their invitations, sessions and management tokens', async () => {
    const ids = [canary.id, canary.sessionId, admin.id, admin.sessionId, invitation, managementToken]
    const secrets = ['canary', canary.email, admin.email, ...ids]
    const ofMember = await walk(world.schema, member, args(), 5)
    const ofAdmin = await walk(world.schema, admin, args(), 4)

    for (const secret of secrets) {
      expect(told(ofMember.answers)).not.toContain(secret)
      // The walk does find it, where it may be found.
      expect(told(ofAdmin.answers)).toContain(secret)
    }
    expect(ofMember.paths).toContain('cluster.databaseTokens.nodes.permissions.database')
    expect(ofAdmin.paths).toContain('databaseToken.createdBy.sessions.nodes')
    expect(told([...ofMember.answers, ...ofAdmin.answers])).not.toContain('INTERNAL')
  }, 120_000)

  it('tells a token no more than its few permissions, and a caller who is not signed in nothing', async () => {
    const token = await make.managementToken(['DATABASE_TOKEN_READ'])
    const { answers, paths } = await walk(world.schema, token, args(), 6)
    const types = new Set(paths.map((path) => path.split('.')[0]))

    expect([...types].sort()).toEqual(['databaseToken', 'databaseTokens', 'explainAccess', 'viewer'])
    expect(told(answers)).not.toMatch(/canary name|canary client|canary attribute|canary-guest|@example\.com/)
    expect((await walk(world.schema, world.gateway.anonymous, args(), 2)).paths).toEqual([])
  })
})
