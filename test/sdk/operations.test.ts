import { readFileSync } from 'node:fs'
import { buildSchema, OperationTypeNode } from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import * as generated from '../../src/sdk/generated.ts'
import { secretOf } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { namesOf, operations, run, textOf } from './operations.ts'

describe('the operations of the SDK', () => {
  const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'))

  it.each([OperationTypeNode.QUERY, OperationTypeNode.MUTATION])('cover every %s of the schema', (type) => {
    const covered = new Set(namesOf(type).flatMap((name) => operations.get(name)?.rootFields))
    const inSchema = Object.keys(schema.getRootType(type)?.getFields() ?? {})
    expect(inSchema.filter((field) => !covered.has(field))).toEqual([])
    expect(inSchema.filter((field) => !operations.has(`${field[0]?.toUpperCase()}${field.slice(1)}`))).toEqual([])
  })
})

const { gateway, account, mel: member, person } = useWorld()
const auditor = person('ann@example.com', ['auditor'])
let variables: Record<string, object>

beforeAll(async () => {
  variables = variablesOfQueries(await furnish())
})

describe('every query of the SDK', () => {
  const refusedToMember = [
    'AccountVersion',
    'AuditActors',
    'AuditEventCounts',
    'AuditEvents',
    'AuditLog',
    'AuditHead',
    'AuditKeys',
    'ExplainAccess',
    'GroupMembers',
    'GroupSizes',
    'Invitation',
    'Invitations',
    'ManagementToken',
    'ManagementTokens',
    'ReachOfUser',
    'Unmanaged',
    'User',
    'UserAccess',
    'UserSessions',
    'Users',
    'VerifyAuditLog',
    'WhoMay',
    'WhoReaches',
  ]

  it('is asked below', () => {
    expect(Object.keys(variables).sort()).toEqual(namesOf(OperationTypeNode.QUERY).sort())
  })

  it.each([
    ['Admin', () => account.admin, []],
    ['Auditor', () => auditor, ['Unmanaged']],
    ['Member', () => member, refusedToMember],
  ] as const)(
    'is answered whole to the %s, in pages of 100, unless it needs a right they lack',
    async (_, who, refused) => {
      const codes: Record<string, readonly string[]> = {}
      for (const [name, given] of Object.entries(variables)) {
        const { data, errors } = await who().send(textOf(name), given)
        codes[name] = [...new Set(errors.map(({ extensions }) => extensions.code))]
        // No proxy has asked about the tokens of this cluster, whose use is null then.
        const isWhole = name !== 'DatabaseTokenUsage'
        if (errors.length === 0 && isWhole) expect(Object.values(data), name).not.toContain(null)
      }
      const expected = Object.keys(codes).map((name) => [
        name,
        (refused as readonly string[]).includes(name) ? ['FORBIDDEN'] : [],
      ])
      expect(codes).toEqual(Object.fromEntries(expected))
    },
  )

  it('pages backward as it does forward', async () => {
    const first = await run(account.admin, generated.UsersDocument, { first: 2 })
    const next = await run(account.admin, generated.UsersDocument, { after: first.users?.pageInfo.endCursor })
    const before = next.users?.pageInfo.startCursor
    expect(next.users?.nodes).toHaveLength(1)
    expect(await run(account.admin, generated.UsersDocument, { last: 2, before })).toMatchObject({
      users: { nodes: first.users?.nodes },
    })
  })

  it('about the account as a whole answers an Admin and an Auditor with all of its parts', async () => {
    const parts = { withUsers: true, withInvitations: true, withManagementTokens: true, withAuditEvents: true }
    for (const person of [account.admin, auditor]) {
      const overview = await person.run(textOf('Overview'), { ...variables['Overview'], ...parts })
      const resources = await person.run(textOf('ResourceCounts'), parts)
      const people = await person.run(textOf('PeopleCounts'), parts)
      expect(Object.values({ ...overview, ...resources, ...people })).not.toContain(null)
      expect(people.users).toEqual({ totalCount: 3 })
    }
  })

  it('about the caller answers a management token that may do nothing else', async () => {
    const input = { description: 'audit only', permissions: ['AUDIT_READ' as const] }
    const { createManagementToken } = await run(account.admin, generated.CreateManagementTokenDocument, { input })
    const token = gateway.as(createManagementToken?.secret ?? '')
    const { viewer } = await run(token, generated.ViewerDocument, {})
    expect(viewer).toMatchObject({ permissions: ['AUDIT_READ'], user: null, managementToken: { createdBy: null } })
  })
})

interface Furniture {
  readonly databaseId: string
  readonly tableId: string
  readonly databaseTokenId: string
  readonly managementTokenId: string
  readonly invitationId: string
  readonly invitationSecret: string
}

/** One thing of every kind, made by the Admin. */
async function furnish(): Promise<Furniture> {
  const { admin, clusterIds, groupIds } = account
  const clusterId = clusterIds[0] ?? ''
  const { createDatabase } = await run(admin, generated.CreateDatabaseDocument, {
    input: { clusterId, name: 'telemetry' },
  })
  const databaseId = createDatabase?.database.id ?? ''
  const { createTable } = await run(admin, generated.CreateTableDocument, { input: { databaseId, name: 'sensors' } })
  const { createDatabaseToken } = await run(admin, generated.CreateDatabaseTokenDocument, {
    input: { clusterId, description: 'reads', permissions: [{ action: 'READ', databaseId }] },
  })
  const { createManagementToken } = await run(admin, generated.CreateManagementTokenDocument, {
    input: { description: 'reads', permissions: ['DATABASE_READ'] },
  })
  const { inviteUsers } = await run(admin, generated.InviteUsersDocument, {
    input: { invitations: [{ email: 'ida@example.com', groupIds: [groupIds.member] }] },
  })
  return {
    databaseId,
    tableId: createTable?.table.id ?? '',
    databaseTokenId: createDatabaseToken?.token.id ?? '',
    managementTokenId: createManagementToken?.token.id ?? '',
    invitationId: inviteUsers?.results[0]?.invitation?.id ?? '',
    invitationSecret: secretOf(inviteUsers?.results[0]?.link ?? ''),
  }
}

/** What each query is asked with; lists in the largest pages, with their counts, as the limits must allow. */
function variablesOfQueries(furniture: Furniture): Record<string, object> {
  const { admin, clusterIds, groupIds } = account
  const [clusterId] = clusterIds
  const { databaseId, tableId, databaseTokenId, managementTokenId, invitationId } = furniture
  const page = { first: 100, withTotalCount: true }
  const ids = [account.id, clusterId, groupIds.admin, databaseId, tableId, databaseTokenId]
  const synced = [databaseId, tableId, databaseTokenId]
  return {
    Account: {},
    AccountVersion: {},
    AuditActors: { search: 'a' },
    AuditEvents: { ...page, filter: { actions: ['database.*'], outcomes: ['SUCCEEDED'] } },
    AuditEventCounts: { times: ['2026-11-23T00:00:00Z', '2026-11-24T00:00:00Z'] },
    AuditLog: { ...page, filter: { actions: ['database.*'] } },
    AuditHead: {},
    AuditKeys: {},
    Cluster: { id: clusterId },
    ClusterNames: { first: 100 },
    Clusters: page,
    ClustersOf: { ids: synced },
    Database: { id: databaseId },
    DatabaseNames: { clusterId, filter: { search: 'telemetry' }, first: 100 },
    DatabaseToken: { id: databaseTokenId },
    DatabaseTokenPage: { id: databaseTokenId },
    DatabaseTokenUsage: { clusterId, days: 90 },
    DatabaseTokenUse: { id: databaseTokenId },
    DatabaseTokens: { ...page, clusterId, filter: { databaseIds: [databaseId] } },
    Databases: { ...page, clusterId, orderBy: { field: 'CREATED_AT', direction: 'DESC' } },
    ExplainAccess: { permission: 'DATABASE_CREATE', userId: admin.id },
    ReachOfUser: { userId: admin.id, databaseId },
    UserAccess: { id: admin.id },
    WhoMay: { permission: 'DATABASE_CREATE' },
    WhoReaches: { databaseId, first: 6 },
    WhyNot: { permission: 'DATABASE_CREATE', withGroups: true },
    FirstRun: {},
    Group: { id: groupIds.admin },
    GroupGrants: { first: 100 },
    GroupMembers: { ...page, id: groupIds.admin },
    Groups: page,
    GroupSizes: { first: 12 },
    Invitation: { id: invitationId },
    InvitationPreview: { secret: furniture.invitationSecret },
    Invitations: { ...page, filter: { statuses: ['PENDING'] } },
    LimitedViewer: {},
    ManagementToken: { id: managementTokenId },
    ManagementTokens: page,
    Node: { id: databaseId },
    Nodes: { ids: Array.from({ length: 100 }, (_, index) => ids[index % ids.length]) },
    Overview: { expiringBefore: '2027-01-01T00:00:00Z', unusedSince: '2026-01-01T00:00:00Z' },
    PeopleCounts: {},
    ProxyConfiguration: { id: clusterId, proxy: 'NGINX' },
    ResourceCounts: {},
    Search: { text: 'a' },
    Sessions: page,
    SyncStates: { ids: synced },
    Table: { id: tableId },
    Tables: { ...page, databaseId },
    Unmanaged: { clusterId },
    UsageOfDatabaseToken: { id: databaseTokenId, days: 90 },
    User: { id: admin.id, withInvitation: true },
    UserSessions: { ...page, userId: admin.id },
    Users: { ...page, filter: { groupIds: [groupIds.admin] }, orderBy: { field: 'NAME' } },
    VerifyAuditLog: {},
    Viewer: { withAccount: true },
  }
}
