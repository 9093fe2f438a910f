import { randomUUID } from 'node:crypto'
import { getNamedType } from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Answer, password, type TestAccount } from '../gateway.ts'
import { coordinatesOf, documentOf, fieldAt, idArguments } from './documents.ts'
import { type Maker, stateOf, useMakers, type Visitor } from './world.ts'

const world = useMakers()
let account: TestAccount
let stranger: TestAccount
/** Makes what belongs to the account that nobody else may reach. */
let ours: Maker
/** Makes what belongs to the stranger, who asks. */
let theirs: Maker
let admin: Visitor
let strangersAdmin: Visitor
/** A person who belongs to the stranger's account alone. */
let bea: Visitor

beforeAll(async () => {
  account = await world.gateway.account('Ada’s')
  stranger = await world.gateway.account('Bea’s')
  admin = await world.signIn(account, account.admin.email)
  strangersAdmin = await world.signIn(stranger, stranger.admin.email)
  ours = world.maker(account, admin)
  theirs = world.maker(stranger, strangersAdmin)
  bea = await theirs.join(['member'])
  // Names and addresses that exist on both sides, so that nothing can be taken for the other's by its name.
  await ours.database()
  await theirs.database()
})

interface Asked {
  readonly variables: object
  /** When it is not a root field with all of its arguments as variables. */
  readonly document?: string
}

interface Case {
  /** Makes a foreign object, and answers with its id. */
  readonly id: () => string | Promise<string>
  /** What the stranger asks with an id. */
  readonly ask: (id: string) => Asked | Promise<Asked>
  readonly words?: string | undefined
}

const byId = (id: Case['id'], words?: string): Case => ({ id, words, ask: (given) => ({ variables: { id: given } }) })

/** The id stands in an input object, among what would otherwise do. */
const byInput = (id: Case['id'], input: (id: string) => object | Promise<object>, words?: string): Case => ({
  id,
  words,
  ask: async (given) => ({ variables: { input: await input(given) } }),
})

const idOf = async (made: Promise<{ id: string }>): Promise<string> => (await made).id

const cluster = () => ours.cluster()
const group = () => account.groupIds.admin
const customGroup = () => idOf(ours.group())
/** Its key, and what is to be granted on something by its id. */
const granting = (on: (id: string) => object) => (id: string) => ({
  ...{ key: theirs.name(), name: 'Intruders' },
  grants: [
    { permissions: ['DATABASE_READ'], on: { account: true } },
    { permissions: ['DATABASE_READ'], on: on(id) },
  ],
})
/** The same of a group that is there already. */
const regranting = (on: (id: string) => object) => async (id: string) => {
  const { key, name, ...definition } = granting(on)(id)
  return { id: (await theirs.group()).id, expectedVersion: 1, ...definition }
}
const onClusters = (id: string) => ({ clusterIds: [id] })
const onDatabases = (id: string) => ({ databaseIds: [id] })
const onDatabasesOfClusters = (id: string) => ({ databases: { clusterIds: [stranger.clusterIds[0], id] } })
const database = () => idOf(ours.database())
const deletedDatabase = () => idOf(ours.deletedDatabase())
const table = () => idOf(ours.table())
const deletedTable = () => idOf(ours.deletedTable())
const databaseToken = () => ours.databaseToken()
const managementToken = () => idOf(ours.managementToken(['USER_READ']))
const invitation = () => idOf(ours.invitation())
const user = () => idOf(ours.person())
const session = async () => (await ours.join(['member'])).sessionId
const auditEvent = async () => (await admin.run('{ auditEvents(first: 1) { nodes { id } } }')).auditEvents.nodes[0].id

const nodes: readonly [string, Case['id']][] = [
  ['an account', () => account.id],
  ['a cluster', cluster],
  ['a group', group],
  ['a custom group', customGroup],
  ['a person', user],
  ['a session', session],
  ['an invitation', invitation],
  ['a database', database],
  ['a deleted database', deletedDatabase],
  ['a table', table],
  ['a database token', databaseToken],
  ['a management token', managementToken],
  ['an audit event', auditEvent],
]

const filtered = (id: Case['id'], filter: string, words?: string): Case => ({
  id,
  words,
  ask: (given) => ({ variables: { filter: { [filter]: [given] } } }),
})

/** The same for the tokens of each object of another list. */
const tokensOf = (list: string, field: string, filter: string, id: Case['id']): Case => ({
  id,
  ask: (given) => ({
    document: `query ($id: ID!) { ${list} { nodes {
      ${field}(filter: { ${filter}: [$id] }) { totalCount nodes { id } } } } }`,
    variables: { id: given },
  }),
})

/** The same for figures about the list. */
const counted = (id: Case['id'], filter: string): Case => ({
  id,
  ask: (given) => ({
    variables: { times: ['2000-01-01T00:00:00Z', '2100-01-01T00:00:00Z'], filter: { [filter]: [given] } },
  }),
})

/** The database that a deleted or renamed one is confirmed by. */
const named = (made: () => Promise<{ id: string; name: string }>) => {
  let name = ''
  return {
    id: async () => {
      const object = await made()
      name = object.name
      return object.id
    },
    input: (id: string) => ({ id, confirmName: name }),
  }
}
const confirmedDatabase = named(() => ours.database())
const confirmedTable = named(() => ours.table())

/** Every place where an id stands, and what to put around it. */
const cases: Readonly<Record<string, readonly Case[]>> = {
  'Query.node(id)': nodes.map(([words, id]) => byId(id, words)),
  'Query.nodes(ids)': nodes.map(([words, id]) => ({
    id,
    words,
    ask: (given) => ({ variables: { ids: [stranger.groupIds.admin, given, given] } }),
  })),
  'Query.cluster(id)': [byId(cluster)],
  'Query.user(id)': [byId(user)],
  'Query.group(id)': [byId(group)],
  'Query.invitation(id)': [byId(invitation)],
  'Query.database(id)': [byId(database), byId(deletedDatabase, 'a deleted one')],
  'Query.table(id)': [byId(table), byId(deletedTable, 'a deleted one')],
  'Query.databaseToken(id)': [byId(databaseToken)],
  'Query.managementToken(id)': [byId(managementToken)],
  'Query.databases(clusterId)': [{ id: cluster, ask: (clusterId) => ({ variables: { clusterId } }) }],
  'Query.databaseTokens(clusterId)': [{ id: cluster, ask: (clusterId) => ({ variables: { clusterId } }) }],
  'Query.databaseTokens(filter.databaseIds)': [filtered(database, 'databaseIds')],
  'Query.databaseTokens(filter.createdByIds)': [filtered(user, 'createdByIds')],
  'Query.databaseTokenUsage(clusterId)': [{ id: cluster, ask: (clusterId) => ({ variables: { clusterId } }) }],
  'Query.managementTokens(filter.databaseIds)': [filtered(database, 'databaseIds')],
  'Query.managementTokens(filter.createdByIds)': [filtered(user, 'createdByIds')],
  'Query.users(filter.groupIds)': [filtered(group, 'groupIds')],
  'Query.auditEvents(filter.actorIds)': [
    filtered(() => admin.id, 'actorIds', 'a person'),
    filtered(managementToken, 'actorIds', 'a token'),
  ],
  'Query.auditEvents(filter.resourceIds)': [filtered(database, 'resourceIds')],
  'Query.auditEventCounts(filter.actorIds)': [counted(() => admin.id, 'actorIds')],
  'Query.auditEventCounts(filter.resourceIds)': [counted(database, 'resourceIds')],
  'Query.explainAccess(userId)': [
    { id: user, ask: (userId) => ({ variables: { userId, permission: 'DATABASE_CREATE' } }) },
  ],
  ...Object.fromEntries(
    ['explainAccess', 'whoMay'].map((name) => [
      `Query.${name}(resourceId)`,
      [database, table, databaseToken, cluster].map((id) => ({
        id,
        ask: (resourceId: string) => ({ variables: { resourceId, permission: 'DATABASE_READ' } }),
      })),
    ]),
  ),
  'Cluster.databaseTokens(filter.databaseIds)': [tokensOf('clusters', 'databaseTokens', 'databaseIds', database)],
  'Cluster.databaseTokens(filter.createdByIds)': [tokensOf('clusters', 'databaseTokens', 'createdByIds', user)],
  'Database.tokens(filter.databaseIds)': [tokensOf('databases', 'tokens', 'databaseIds', database)],
  'Database.tokens(filter.createdByIds)': [tokensOf('databases', 'tokens', 'createdByIds', user)],

  'Mutation.signIn(input.accountId)': [
    byInput(
      () => account.id,
      (accountId) => ({ email: bea.email, password, accountId }),
    ),
  ],
  'Mutation.requestPasswordReset(input.accountId)': [
    byInput(
      () => account.id,
      (accountId) => ({ email: bea.email, accountId }),
    ),
  ],
  'Mutation.revokeSession(id)': [byId(session)],
  'Mutation.inviteUsers(input.invitations.groupIds)': [
    byInput(group, (id) => ({
      invitations: [
        { email: 'alone@example.com', groupIds: [id] },
        { email: 'both@example.com', groupIds: [stranger.groupIds.member, id] },
      ],
    })),
  ],
  'Mutation.resendInvitation(id)': [byId(invitation)],
  'Mutation.revokeInvitation(id)': [byId(invitation)],
  'Mutation.createGroup(input.grants.on.clusterIds)': [byInput(cluster, granting(onClusters))],
  'Mutation.createGroup(input.grants.on.databaseIds)': [byInput(database, granting(onDatabases))],
  'Mutation.createGroup(input.grants.on.databases.clusterIds)': [byInput(cluster, granting(onDatabasesOfClusters))],
  'Mutation.updateGroup(input.id)': [byInput(customGroup, (id) => ({ id, name: 'Stolen', expectedVersion: 1 }))],
  'Mutation.updateGroup(input.grants.on.clusterIds)': [byInput(cluster, regranting(onClusters))],
  'Mutation.updateGroup(input.grants.on.databaseIds)': [byInput(database, regranting(onDatabases))],
  'Mutation.updateGroup(input.grants.on.databases.clusterIds)': [byInput(cluster, regranting(onDatabasesOfClusters))],
  'Mutation.deleteGroup(input.id)': [byInput(customGroup, (id) => ({ id, confirmKey: 'intruders' }))],
  'Mutation.updateUser(input.id)': [byInput(user, (id) => ({ id, name: 'Mallory' }))],
  'Mutation.changeEmail(input.userId)': [byInput(user, (userId) => ({ userId, email: 'mallory@example.com' }))],
  'Mutation.setUserGroups(input.userId)': [
    byInput(user, (userId) => ({ userId, groupIds: [stranger.groupIds.member] })),
    byInput(user, (userId) => ({ userId, groupIds: [account.groupIds.admin] }), 'with a group of that account'),
  ],
  'Mutation.setUserGroups(input.groupIds)': [
    byInput(group, (id) => ({ userId: bea.id, groupIds: [id] })),
    byInput(group, (id) => ({ userId: bea.id, groupIds: [stranger.groupIds.member, id] }), 'besides an own one'),
  ],
  'Mutation.addMembership(input.userId)': [
    byInput(user, (userId) => ({ userId, groupId: stranger.groupIds.member })),
    byInput(user, (userId) => ({ userId, groupId: account.groupIds.admin }), 'with a group of that account'),
  ],
  'Mutation.addMembership(input.groupId)': [byInput(group, (groupId) => ({ userId: bea.id, groupId }))],
  'Mutation.removeMembership(input.userId)': [
    byInput(user, (userId) => ({ userId, groupId: stranger.groupIds.member })),
  ],
  'Mutation.removeMembership(input.groupId)': [byInput(group, (groupId) => ({ userId: bea.id, groupId }))],
  'Mutation.removeUser(id)': [byId(user)],
  'Mutation.importFromCluster(input.clusterId)': [byInput(cluster, (clusterId) => ({ clusterId }))],
  'Mutation.createDatabase(input.clusterId)': [byInput(cluster, (clusterId) => ({ clusterId, name: 'intruder' }))],
  'Mutation.updateDatabase(input.id)': [byInput(database, (id) => ({ id, maxTables: 1 }))],
  'Mutation.renameDatabase(input.id)': [byInput(database, (id) => ({ id, name: 'stolen' }))],
  'Mutation.setDatabaseLabels(input.id)': [byInput(database, (id) => ({ id, labels: [] }))],
  'Mutation.deleteDatabase(input.id)': [byInput(confirmedDatabase.id, confirmedDatabase.input)],
  'Mutation.undeleteDatabase(id)': [byId(deletedDatabase)],
  'Mutation.purgeDatabase(input.id)': [byInput(deletedDatabase, (id) => ({ id, confirmName: 'x' }))],
  'Mutation.retrySync(id)': [byId(database)],
  'Mutation.restoreOnCluster(id)': [byId(database)],
  'Mutation.acceptFromCluster(id)': [byId(database)],
  'Mutation.createTable(input.databaseId)': [
    byInput(database, (databaseId) => ({ databaseId, name: 'intruder' })),
    byInput(deletedDatabase, (databaseId) => ({ databaseId, name: 'intruder' }), 'a deleted one'),
  ],
  'Mutation.renameTable(input.id)': [byInput(table, (id) => ({ id, name: 'stolen' }))],
  'Mutation.deleteTable(input.id)': [byInput(confirmedTable.id, confirmedTable.input)],
  'Mutation.undeleteTable(id)': [byId(deletedTable)],
  'Mutation.createDatabaseToken(input.clusterId)': [
    byInput(cluster, (clusterId) => ({
      clusterId,
      description: 'spy',
      permissions: [{ action: 'READ', databaseId: '*' }],
    })),
  ],
  'Mutation.createDatabaseToken(input.permissions.databaseId)': [
    byInput(database, (databaseId) => ({
      clusterId: theirs.cluster(),
      description: 'spy',
      permissions: [{ action: 'READ', databaseId }],
    })),
    byInput(
      database,
      async (databaseId) => {
        const own = await idOf(theirs.database())
        const permissions = [own, databaseId].map((id) => ({ action: 'READ', databaseId: id }))
        return { clusterId: theirs.cluster(), description: 'spy', permissions }
      },
      'besides an own one',
    ),
  ],
  'Mutation.updateDatabaseToken(input.id)': [
    byInput(databaseToken, (id) => ({ id, permissions: [{ action: 'WRITE', databaseId: '*' }] })),
  ],
  'Mutation.updateDatabaseToken(input.permissions.databaseId)': [
    byInput(database, async (databaseId) => ({
      id: await theirs.databaseToken(),
      permissions: [{ action: 'READ', databaseId }],
    })),
  ],
  'Mutation.rotateDatabaseToken(input.id)': [byInput(databaseToken, (id) => ({ id }))],
  'Mutation.revokeDatabaseToken(id)': [byId(databaseToken)],
  'Mutation.revokeManagementToken(id)': [byId(managementToken)],
}

const coordinateOf = (place: string): string => place.slice(0, place.indexOf('('))

/** Everything that an answer could tell of an object. */
function selectionOf(coordinate: string): string | undefined {
  const { name } = getNamedType(fieldAt(world.schema, coordinate).type)
  if (name.endsWith('Connection')) return '{ totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage } }'
  if (coordinate === 'Mutation.inviteUsers') return '{ results { email error { code message } invitation { id } } }'
  return undefined
}

async function answerTo(place: string, { document, variables }: Asked): Promise<Answer> {
  const coordinate = coordinateOf(place)
  return strangersAdmin.send(document ?? documentOf(world.schema, coordinate, selectionOf(coordinate)), variables)
}

const withoutRequestId = (text: string): string => text.replaceAll(/"requestId":"[^"]*"/g, '"requestId":"…"')

/** As well-formed as a real one, and of the same kind. */
const invented = (id: string): string => id.replace(/[0-9a-f-]{36}$/, randomUUID())

describe('an id of another account', () => {
  it('is tried in every argument that takes an id', () => {
    expect(Object.keys(cases).sort()).toEqual(idArguments(world.schema).sort())
  })

  for (const [place, each] of Object.entries(cases)) {
    for (const { id, ask, words } of each) {
      it(`answers as an invented one in ${place}${words ? `: ${words}` : ''}, and is left alone`, async () => {
        const foreign = await id()
        const asked = [await ask(foreign), await ask(invented(foreign))] as const
        const before = await stateOf(world.gateway, account.id, true)
        const answer = await answerTo(place, asked[0])
        const expected = await answerTo(place, asked[1])

        expect(withoutRequestId(answer.text)).toBe(withoutRequestId(expected.text))
        expect(answer.status).toBe(expected.status)
        expect(answer.text).not.toContain(foreign)
        expect(await stateOf(world.gateway, account.id, true)).toBe(before)
      })
    }
  }
})

describe('an address that is known in another account', () => {
  it('is invited like any other', async () => {
    const { email } = await ours.person()
    const results = async (address: string) => {
      const { inviteUsers } = await strangersAdmin.run(
        `mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) {
          results { error { code } invitation { status delivery } } } }`,
        { input: { invitations: [{ email: address, groupIds: [stranger.groupIds.member] }] } },
      )
      return inviteUsers.results
    }

    expect(await results(email)).toEqual(await results('nobody@example.com'))
  })
})

describe('a cursor of another account', () => {
  const rows = 'edges { cursor } nodes { __typename } pageInfo { endCursor }'
  /** Where a connection that is no root field hangs; `…` stands for it. */
  const parents: Readonly<Record<string, string>> = {
    Query: '{ … }',
    Cluster: '{ clusters { nodes { … } } }',
    Database: '{ databases { nodes { … } } }',
    Group: '{ groups { nodes { … } } }',
    User: '{ viewer { user { … } } }',
  }
  const connections = () =>
    coordinatesOf(world.schema)
      .filter(({ field }) => field.args.some(({ name }) => name === 'after'))
      .map(({ type, field }) => ({
        ...{ type, name: field.name },
        isReadBackwards: field.args.some(({ name }) => name === 'before'),
      }))
  /** What a connection needs besides the arguments of a page. */
  const needed: Readonly<Record<string, string>> = { whoMay: 'permission: USER_READ, ' }

  const document = (type: string, name: string, args: string) =>
    `query${args.includes('$') ? ' ($cursor: String)' : ''} ${parents[type]?.replace('…', `${name}(${needed[name] ?? ''}${args}) { ${rows} }`)}`

  /** The first cursor that an answer holds. */
  const cursorIn = ({ text }: Answer): string | undefined => /"cursor":"([^"]+)"/.exec(text)?.[1]

  it('is refused in every list, with the same answer as an invented one', async () => {
    for (const maker of [ours, theirs]) {
      const { databaseId } = await maker.table()
      await maker.databaseToken(databaseId)
      await maker.managementToken(['USER_READ'])
      await maker.invitation()
    }
    expect(connections().length).toBeGreaterThan(10)
    for (const { type, name, isReadBackwards } of connections()) {
      expect(parents).toHaveProperty(type)
      const cursor = cursorIn(await admin.send(document(type, name, 'first: 1')))
      expect([type, name, cursor]).toEqual([type, name, expect.any(String)])
      expect((await admin.send(document(type, name, 'first: 1, after: $cursor'), { cursor })).errors).toEqual([])
      for (const [argument, args] of [
        ['after', 'first: 5, after: $cursor'],
        ['before', 'last: 5, before: $cursor'],
      ] as const) {
        if (argument === 'before' && !isReadBackwards) continue
        const { text, errors } = await strangersAdmin.send(document(type, name, args), { cursor })
        expect([type, name, errors[0]?.extensions.code, errors[0]?.extensions.field]).toEqual([
          type,
          name,
          'BAD_INPUT',
          argument,
        ])
        const forged = { cursor: Buffer.from('12345678["a","b"]').toString('base64url') }
        const expected = await strangersAdmin.send(document(type, name, args), forged)
        expect(withoutRequestId(text)).toBe(withoutRequestId(expected.text))
      }
    }
  })
})

it('puts nothing of one account into the answers to another, asked at the same moment', async () => {
  const document =
    '{ databases { nodes { id } } users { nodes { id } } groups { nodes { id } } clusters { nodes { id } } }'
  const expected = [await admin.send(document), await strangersAdmin.send(document)].map(({ text }) => text)
  const asked = Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? admin : strangersAdmin).send(document))

  for (const [at, { text }] of (await Promise.all(asked)).entries()) expect(text).toBe(expected[at % 2])
  expect(expected[0]).not.toBe(expected[1])
})
