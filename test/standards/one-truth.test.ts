import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import type { Group } from '../../src/groups/group.type.ts'
import type { Session } from '../../src/sessions/session.type.ts'
import type { SessionRow, UserRow } from '../../src/store/columns.ts'
import type { User } from '../../src/users/user.type.ts'
import { password } from '../gateway.ts'
import { useWorld } from '../world.ts'

interface TypeOf {
  readonly kind: string
  readonly name: string | null
  readonly ofType: TypeOf | null
}

const { gateway, account, admin } = useWorld()
/** Has signed in, and holds a database, a table and one token of each kind. */
/** The fields of a type that are values of its own, nested ones included, as a selection. */
let values: Readonly<Record<'User' | 'Session' | 'Group' | 'Database' | 'Table' | 'Invitation', string>>

beforeAll(async () => {
  const select = async (type: string): Promise<string> => {
    const { __type } = await admin.run(
      `query ($name: String!) { __type(name: $name) { fields {
        name args { name } type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
      } } }`,
      { name: type },
    )
    const selections = await Promise.all(
      __type.fields.map(async (field: { name: string; args: unknown[]; type: TypeOf }) => {
        let named = field.type
        while (named.ofType) named = named.ofType
        if (named.kind === 'SCALAR' || named.kind === 'ENUM') return field.name
        return parts.includes(named.name as string) ? `${field.name} { ${await select(named.name as string)} }` : ''
      }),
    )
    return selections.join(' ')
  }
  const types = ['User', 'Session', 'Group', 'Database', 'Table', 'Invitation'] as const
  values = Object.fromEntries(
    await Promise.all(types.map(async (type) => [type, await select(type)] as const)),
  ) as typeof values
})

/** Objects without an id, which belong to the object that they hang on. */
const parts = ['Attribute', 'Label', 'Membership', 'PartitionPart']

function expectSame(seen: readonly unknown[]): void {
  const [first, ...others] = seen
  expect(first).toBeInstanceOf(Object)
  for (const other of others) expect(other).toEqual(first)
}

const only = (nodes: readonly { readonly id: string }[], id: string) => nodes.find((node) => node.id === id)

describe('one object is the same wherever it is read:', () => {
  it('a person, by their own credential, at sign-in, in lists, by id, and as the creator of something', async () => {
    const selection = values.User
    await admin.run('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }', {
      input: { id: admin.id, attributes: [{ key: 'team', value: 'storage' }] },
    })
    const { createManagementToken } = await admin.run(
      `mutation { createManagementToken(input: { description: "one", permissions: [USER_READ] }) { token { id } } }`,
    )
    const { signIn } = await gateway.anonymous.run(
      `mutation ($input: SignInInput!) { signIn(input: $input) { user { ${selection} } } }`,
      { input: { email: admin.email, password } },
    )
    const { viewer, users, user, node, group, managementToken } = await admin.run(
      `query ($id: ID!, $groupId: ID!, $tokenId: ID!) {
        viewer { user { ${selection} } }
        users { nodes { ${selection} } }
        user(id: $id) { ${selection} }
        node(id: $id) { ... on User { ${selection} } }
        group(id: $groupId) { members { nodes { ${selection} } } }
        managementToken(id: $tokenId) { createdBy { ${selection} } }
      }`,
      { id: admin.id, groupId: account.groupIds.admin, tokenId: createManagementToken.token.id },
    )
    expect(signIn.user.lastSignInAt).toEqual(expect.any(String))
    expectSame([
      signIn.user,
      viewer.user,
      only(users.nodes, admin.id),
      user,
      node,
      only(group.members.nodes, admin.id),
      managementToken.createdBy,
    ])
  })

  it('a session, at sign-in, by its own credential, in lists, and by id', async () => {
    const input = { email: admin.email, password, client: 'a client' }
    // Whether it is the one that asks differs by what it is asked with.
    const selection = values.Session.replace(/\bisCurrent\b/, '')
    const { signIn } = await gateway.anonymous.run(
      `mutation ($input: SignInInput!) { signIn(input: $input) { accessToken session { ${selection} } } }`,
      { input },
    )
    const { viewer, node } = await gateway.as(signIn.accessToken).run(
      `query ($id: ID!) {
        viewer { session { ${selection} } user { sessions { nodes { ${selection} } } } }
        node(id: $id) { ... on Session { ${selection} } }
      }`,
      { id: signIn.session.id },
    )
    expectSame([signIn.session, viewer.session, only(viewer.user.sessions.nodes, signIn.session.id), node])
  })

  it('a group, of the caller, of others, in lists, and by id', async () => {
    const id = account.groupIds.admin
    const { viewer, users, groups, group, node } = await admin.run(
      `query ($id: ID!) {
        viewer { user { groups { ${values.Group} } } }
        users { nodes { id groups { ${values.Group} } } }
        groups { nodes { ${values.Group} } }
        group(id: $id) { ${values.Group} }
        node(id: $id) { ... on Group { ${values.Group} } }
      }`,
      { id },
    )
    const groupsOfAdmin = users.nodes.find((user: { id: string }) => user.id === admin.id).groups
    expectSame([only(viewer.user.groups, id), only(groupsOfAdmin, id), only(groups.nodes, id), group, node])
  })

  it('a database and its table, as they are created, in lists, and by id', async () => {
    const { createDatabase } = await admin.run(
      `mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { ${values.Database} } } }`,
      { input: { clusterId: account.clusterIds[0], name: 'metrics', retentionPeriod: '30d' } },
    )
    const { database: made } = createDatabase
    const { createTable } = await admin.run(
      `mutation ($input: CreateTableInput!) { createTable(input: $input) { table { ${values.Table} } } }`,
      { input: { databaseId: made.id, name: 'cpu' } },
    )
    const { table: madeTable } = createTable
    const { databases, database, node, table, tableNode } = await admin.run(
      `query ($id: ID!, $tableId: ID!) {
        databases { nodes { ${values.Database} } }
        database(id: $id) { ${values.Database} tables { nodes { ${values.Table} } } }
        node(id: $id) { ... on Database { ${values.Database} } }
        table(id: $tableId) { ${values.Table} }
        tableNode: node(id: $tableId) { ... on Table { ${values.Table} } }
      }`,
      { id: made.id, tableId: madeTable.id },
    )
    const { tables, ...alone } = database
    expectSame([made, only(databases.nodes, made.id), alone, node])
    expectSame([madeTable, only(tables.nodes, madeTable.id), table, tableNode])
  })

  it('an invitation, as it is sent, in lists, and by id', async () => {
    const { inviteUsers } = await admin.run(
      `mutation ($input: InviteUsersInput!) {
        inviteUsers(input: $input) { results { invitation { ${values.Invitation} } } }
      }`,
      { input: { invitations: [{ email: 'mel@example.com', groupKeys: ['member'] }] } },
    )
    const [{ invitation: made }] = inviteUsers.results
    const { invitations, invitation, node } = await admin.run(
      `query ($id: ID!) {
        invitations { nodes { ${values.Invitation} } }
        invitation(id: $id) { ${values.Invitation} }
        node(id: $id) { ... on Invitation { ${values.Invitation} } }
      }`,
      { id: made.id },
    )
    expectSame([made, only(invitations.nodes, made.id), invitation, node])
  })
})

describe('a column that one place leaves out does not compile:', () => {
  it('what the check of a credential reads is all that the schema has of a person, a session and a group', () => {
    type Without<Row, Name> = Omit<Row, Name & keyof Row>
    expectTypeOf<UserRow>().toExtend<User>()
    expectTypeOf<Without<UserRow, 'lastSignInAt'>>().not.toExtend<User>()
    expectTypeOf<SessionRow>().toExtend<Session>()
    expectTypeOf<Without<SessionRow, 'ip'>>().not.toExtend<Session>()
    expectTypeOf<Without<Group, 'builtIn'>>().not.toExtend<Group>()
  })

  it('no member of an object type may be missing, only null', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.type.ts'))
    const optional = files.flatMap((name) =>
      readFileSync(`src/${name}`, 'utf8')
        .split(/^ *@(?=ObjectType|InterfaceType|InputType|ArgsType)/m)
        .filter((declaration) => /^(ObjectType|InterfaceType)/.test(declaration))
        .flatMap((declaration) => declaration.match(/^ +(readonly )?\w+\?:.*$/gm) ?? [])
        .map((line) => `${name}: ${line.trim()}`),
    )
    expect(files.length).toBeGreaterThan(15)
    expect(optional).toEqual([])
  })
})
