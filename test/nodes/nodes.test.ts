import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../databases/documents.ts'
import type { TestAccount } from '../gateway.ts'
import { count } from '../pages/count.ts'
import { createTable } from '../tables/documents.ts'
import { useWorld } from '../world.ts'

const { gateway, account, stranger, mel: member } = useWorld()
let automation: { id: string; secret: string }

/** An id of each kind, with what it is of. */
type Ids = Readonly<Record<string, string>>
let ids: Ids

async function idsOf({ admin, ...account }: TestAccount): Promise<Ids> {
  const database = await createDatabase({ admin, ...account }, { name: 'metrics' })
  const table = await createTable(admin, { databaseId: database.id, name: 'home' })
  const { createDatabaseToken, createManagementToken } = await admin.run(
    `mutation ($clusterId: ID!) {
      createDatabaseToken(input: { clusterId: $clusterId, description: "t", permissions: [] }) { token { id } }
      createManagementToken(input: { description: "m", permissions: [CLUSTER_READ] }) { token { id } } }`,
    { clusterId: account.clusterIds[0] },
  )
  const { viewer, invitations, auditEvents } = await admin.run(
    '{ viewer { session { id } } invitations { nodes { id } } auditEvents { nodes { id } } }',
  )
  return {
    Account: account.id,
    Cluster: account.clusterIds[0] as string,
    User: admin.id,
    Group: account.groupIds.auditor,
    Invitation: invitations.nodes[0].id,
    Session: viewer.session.id,
    Database: database.id,
    Table: table.id,
    DatabaseToken: createDatabaseToken.token.id,
    ManagementToken: createManagementToken.token.id,
    AuditEvent: auditEvents.nodes[0].id,
  }
}

beforeAll(async () => {
  ids = await idsOf(account)
  const { createManagementToken } = await account.admin.run(
    'mutation { createManagementToken(input: { description: "ci", permissions: [CLUSTER_READ] }) { secret token { id } } }',
  )
  automation = { id: createManagementToken.token.id, secret: createManagementToken.secret }
})

const nodeDocument = 'query ($id: ID!) { node(id: $id) { __typename id } }'
const nodesDocument = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }'

describe('node', () => {
  it('finds an object of every kind that implements Node, as its own type', async () => {
    const { __type } = await account.admin.run('{ __type(name: "Node") { possibleTypes { name } } }')
    const types = __type.possibleTypes.map(({ name }: { name: string }) => name)
    expect(Object.keys(ids).sort()).toEqual(types.sort())
    for (const [type, id] of Object.entries(ids)) {
      expect(await account.admin.run(nodeDocument, { id })).toEqual({ node: { __typename: type, id } })
    }
  })

  it('is null for what another account has, as for what nobody has', async () => {
    const foreign = await idsOf(stranger)
    for (const id of Object.values(foreign)) {
      const invented = id.replace(/.{36}$/, randomUUID())
      const theirs = await account.admin.send(nodeDocument, { id })
      expect(theirs.data).toEqual({ node: null })
      expect(theirs.text).toBe((await account.admin.send(nodeDocument, { id: invented })).text)
    }
  })

  it.each([
    '',
    'database',
    'database_',
    'database_1',
    `database_${'0'.repeat(36)}`,
    `database-${randomUUID()}`,
    `Database_${randomUUID()}`,
    `database_${randomUUID().toUpperCase()}`,
    ` database_${randomUUID()}`,
    `mail_${randomUUID()}`,
    `password_reset_${randomUUID()}`,
    `constructor_${randomUUID()}`,
    randomUUID(),
    "' or 1=1 --",
    'x'.repeat(4_000),
  ])('is null, and no error, for an id that is none: %s', async (id) => {
    expect(await account.admin.run(nodeDocument, { id })).toEqual({ node: null })
  })

  it('shows a Member what they may see, themselves and their session included, and null for the rest', async () => {
    const visible = ['Account', 'Cluster', 'Group', 'Database', 'Table', 'DatabaseToken']
    const { viewer } = await member.run('{ viewer { user { id } session { id } } }')
    for (const [type, id] of Object.entries(ids)) {
      const { data, errors } = await member.send(nodeDocument, { id })
      expect(errors).toEqual([])
      expect(data).toEqual({ node: visible.includes(type) ? { __typename: type, id } : null })
    }
    expect(await member.run(nodesDocument, { ids: [viewer.user.id, viewer.session.id] })).toEqual({
      nodes: [
        { __typename: 'User', id: member.id },
        { __typename: 'Session', id: viewer.session.id },
      ],
    })
  })

  it('shows a management token what it was given, and itself', async () => {
    const client = gateway.as(automation.secret)
    const asked = [ids['Cluster'], ids['Database'], ids['User'], automation.id, ids['ManagementToken']]
    expect(await client.run(nodesDocument, { ids: asked })).toEqual({
      nodes: [
        { __typename: 'Cluster', id: ids['Cluster'] },
        null,
        null,
        { __typename: 'ManagementToken', id: automation.id },
        null,
      ],
    })
  })

  it('answers UNAUTHENTICATED to a caller who is not signed in', async () => {
    const { data, errors } = await gateway.anonymous.send(nodeDocument, { id: ids['Cluster'] })
    expect(data).toEqual({ node: null })
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })
})

describe('nodes', () => {
  it('answers in the order asked, with null in the place of what is not there', async () => {
    const asked = [
      ids['Table'],
      'nothing',
      ids['Account'],
      `cluster_${randomUUID()}`,
      ids['Table'],
      ids['Database'],
    ] as string[]
    const { nodes } = await account.admin.run(nodesDocument, { ids: asked })
    expect(nodes.map((node: { id: string } | null) => node?.id ?? null)).toEqual([
      ids['Table'],
      null,
      ids['Account'],
      null,
      ids['Table'],
      ids['Database'],
    ])
  })

  it('takes 0 to 100 ids', async () => {
    expect(await account.admin.run(nodesDocument, { ids: [] })).toEqual({ nodes: [] })
    const hundred = Array.from({ length: 100 }, () => ids['Cluster'])
    expect((await account.admin.run(nodesDocument, { ids: hundred })).nodes).toHaveLength(100)
    await expect(account.admin.run(nodesDocument, { ids: [...hundred, 'x'] })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'ids',
    })
  })

  it('costs one statement for each kind of id, however many there are', async () => {
    const databases = await Promise.all(
      Array.from({ length: 20 }, async (_, at) => (await createDatabase(account, { name: `n${at}` })).id),
    )
    const { result, statements } = await count(gateway, () =>
      account.admin.run(nodesDocument, {
        ids: [...databases, ids['Table'], ids['Cluster'], ...account.clusterIds, 'x'],
      }),
    )
    expect(result.nodes.filter(Boolean)).toHaveLength(24)
    expect(statements).toHaveLength(1 + 3)
  })

  it('reads what hangs on the objects of one kind together', async () => {
    const { nodes } = await account.admin.run('{ nodes: databases { nodes { id } } }')
    const { result, statements } = await count(gateway, () =>
      account.admin.run(
        'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Database { name cluster { name } tables { nodes { name } } } } }',
        { ids: nodes.nodes.map(({ id }: { id: string }) => id) },
      ),
    )
    expect(result.nodes.length).toBeGreaterThan(10)
    expect(statements).toHaveLength(1 + 3)
  })
})
