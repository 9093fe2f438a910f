import { randomUUID } from 'node:crypto'
import { getNamedType } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ManagementApiEmulator, openManagementApi } from '../clusters/emulators/management-api.ts'
import { linkUnreachable } from '../clusters/links/linking.ts'
import { type Answer, type Client, memberPermissions, password } from '../gateway.ts'
import { everyPart } from '../groups/custom-groups.ts'
import { coordinatesOf, documentOf, rootTypes, selected } from './documents.ts'
import { requests } from './requests.ts'
import { tells } from './walk.ts'
import { type MadeToken, type Maker, useMakers, type Visitor } from './world.ts'

/** A permission; what is one's own is always allowed; or no more than what led to the object. */
type Needs = string

interface Row {
  readonly type: string
  readonly needs: Needs
  readonly fields: readonly string[]
  /** Fields that need something else than the rest of the object. */
  readonly others: Readonly<Record<string, Needs>>
}

const row = (type: string, needs: Needs, fields: string, others: Readonly<Record<string, Needs>> = {}): Row => ({
  type,
  needs,
  fields: fields.split(' '),
  others,
})

const page = (node: string, needs: Needs): readonly Row[] => [
  row(`${node}Connection`, needs, 'edges nodes pageInfo totalCount'),
  row(`${node}Edge`, needs, 'cursor node'),
]

const open = 'nothing more'

/** What reading an object needs, whichever way one came to it, told once more. */
const table: readonly Row[] = [
  row('Viewer', open, 'user session managementToken permissions partialPermissions', { account: 'ACCOUNT_READ' }),
  row('AccessDecision', open, 'permission allowed partial summary', {
    grantedBy: 'GROUP_READ',
    wouldBeGrantedBy: 'GROUP_READ',
    paths: 'GROUP_READ',
  }),
  row('AccessPath', 'GROUP_READ', 'group on counts unmet'),
  row('Unmet', 'GROUP_READ', 'kind expected actual remedy'),
  row('Account', 'ACCOUNT_READ', 'id name createdAt version'),
  // Who reads a database or a token sees what its cluster is called.
  row('Cluster', 'CLUSTER_READ', 'createdAt lastCheckAt link proxyConfiguration', {
    id: open,
    name: open,
    url: open,
    databases: 'DATABASE_READ',
    databaseTokens: 'DATABASE_TOKEN_READ',
    unmanaged: 'CLUSTER_IMPORT',
  }),
  row('UnmanagedResources', 'CLUSTER_IMPORT', 'databases credentials readAt'),
  row('UnmanagedDatabase', 'CLUSTER_IMPORT', 'name retentionPeriod obstacle'),
  row('UnmanagedCredential', 'CLUSTER_IMPORT', 'externalId description isAdmin permissions obstacle'),
  row(
    'ClusterLink',
    'CLUSTER_READ',
    'kind enforcement version health warning checkedAt lastError pendingCount pendingRevocationCount failedCount driftedCount driftCheckedAt unmanagedDatabaseCount unmanagedCredentialCount capabilities',
    { managementUrl: 'AUDIT_READ', credentialPrefix: 'AUDIT_READ' },
  ),
  row(
    'ClusterCapabilities',
    'CLUSTER_READ',
    'renameDatabase undeleteDatabase reuseDeletedName changeRetention minimumRetention databasesMax tableLimits partitionTemplates tables changeTokenPermissions slashInDatabaseNames',
  ),
  row('SyncError', open, 'code message at'),
  row(
    'User',
    'one’s own, or USER_READ',
    'id email name status attributes createdAt lastSignInAt pendingEmail version permissions partialPermissions',
    {
      groups: 'GROUP_READ',
      memberships: 'GROUP_READ',
      invitation: 'INVITATION_READ',
      sessions: 'one’s own, or SESSION_READ',
    },
  ),
  row('Attribute', open, 'key value'),
  row('Membership', 'GROUP_READ', 'group user until source grantedBy grantedAt reason counts'),
  row(
    'Group',
    'GROUP_READ',
    'id key name description builtIn permissions conditions conditionsSummary grants createdBy createdAt updatedAt version',
    { members: 'USER_READ' },
  ),
  row('Conditions', open, 'attributes networks hours mfa authenticatedWithin callers'),
  row('AttributeMatch', open, 'key anyOf'),
  row('Hours', open, 'days from to zone'),
  row('Grant', open, 'permissions on'),
  row('Selector', open, 'account clusterIds databaseIds databases summary'),
  row('DatabaseMatch', open, 'clusterIds namePrefix labels'),
  row('LabelMatch', open, 'key anyOf noneOf sameAs'),
  row(
    'Invitation',
    'INVITATION_READ',
    'id email attributes status createdAt expiresAt acceptedAt acceptedBy invitedBy revokedAt revokedBy sentCount delivery',
    { groups: 'GROUP_READ' },
  ),
  row('InvitationPreview', open, 'accountName email expiresAt groups invitedByName status'),
  row('Session', 'one’s own, or SESSION_READ', 'id client ip createdAt lastSeenAt expiresAt endsAt isCurrent'),
  row(
    'Database',
    'DATABASE_READ',
    'id name status retentionPeriod maxTables maxColumnsPerTable partitionTemplate labels viewerMay createdAt updatedAt deletedAt restorableUntil version sync',
    { cluster: open, tables: 'TABLE_READ', tokens: 'DATABASE_TOKEN_READ' },
  ),
  row(
    'Table',
    'TABLE_READ',
    'id name status partitionTemplate inheritsPartitionTemplate createdAt deletedAt restorableUntil version sync',
    { database: 'DATABASE_READ' },
  ),
  row('Label', open, 'key value'),
  row('PartitionPart', open, 'kind value buckets'),
  row('Sync', open, 'state since appliedAt attempts nextAttemptAt lastError differences'),
  row('SyncDifference', open, 'field here onCluster'),
  row(
    'DatabaseToken',
    'DATABASE_TOKEN_READ',
    'id description status origin prefix permissions danglingPermissions reachesMore createdAt createdBy expiresAt lastUsedAt revokedAt revokedBy rotatedFrom replacedBy usage version sync',
    { cluster: open },
  ),
  row('DatabasePermission', 'DATABASE_TOKEN_READ', 'action allDatabases', { database: 'DATABASE_READ' }),
  row('UsageDay', 'DATABASE_TOKEN_READ', 'day reads writes denials'),
  row(
    'ManagementToken',
    'one’s own, or MANAGEMENT_TOKEN_READ',
    'id description status prefix permissions createdAt createdBy expiresAt lastUsedAt revokedAt revokedBy',
  ),
  row(
    'AuditEvent',
    'AUDIT_READ',
    'id sequence occurredAt action outcome errorCode actor actorId actorLabel resource resourceId resourceLabel changes ip requestId previousHash hash decidedBy v',
  ),
  row('FieldChange', 'AUDIT_READ', 'field before after'),
  row('DecidingGroup', 'AUDIT_READ', 'id key'),
  row('AuditEventCount', 'AUDIT_READ', 'from to succeeded denied failed'),
  row('AuditVerification', 'AUDIT_READ', 'intact checked firstBrokenSequence headHash containsHead'),
  row('AuditHead', 'AUDIT_READ', 'accountId sequence hash signature keyFingerprint'),
  row('AuditKey', 'AUDIT_READ', 'fingerprint algorithm publicKey validFrom retiredAt'),

  row('PageInfo', open, 'hasNextPage hasPreviousPage startCursor endCursor'),
  ...page('User', 'USER_READ'),
  ...page('Group', 'GROUP_READ'),
  ...page('Cluster', 'CLUSTER_READ'),
  ...page('Invitation', 'INVITATION_READ'),
  ...page('Session', open),
  ...page('Database', 'DATABASE_READ'),
  ...page('Table', 'TABLE_READ'),
  ...page('DatabaseToken', 'DATABASE_TOKEN_READ'),
  ...page('ManagementToken', 'MANAGEMENT_TOKEN_READ'),
  ...page('AuditEvent', 'AUDIT_READ'),

  row('SignInPayload', open, 'accessToken session user'),
  row('SignOutPayload', open, 'ok'),
  row('RequestPasswordResetPayload', open, 'ok'),
  row('ChangePasswordPayload', open, 'ok'),
  row('RevokeSessionPayload', open, 'id'),
  row('InviteUsersPayload', open, 'results'),
  row('InvitationResult', open, 'email error invitation link'),
  row('RowError', open, 'code message field missingPermissions wouldBeGrantedBy retryAfterSeconds'),
  row('InvitationPayload', open, 'invitation link'),
  row('GroupPayload', open, 'group'),
  row('DeleteGroupPayload', open, 'id'),
  row('UserPayload', open, 'user'),
  row('RemoveUserPayload', open, 'id'),
  row('LeaveAccountPayload', open, 'id'),
  row('ChangeEmailPayload', open, 'pendingEmail expiresAt link'),
  row('ConfirmEmailPayload', open, 'email'),
  row('ImportFromClusterPayload', open, 'results'),
  row('ImportResult', open, 'name database token error'),
  row('DatabasePayload', open, 'database'),
  row('PurgeDatabasePayload', open, 'id'),
  row('RetrySyncPayload', open, 'node sync'),
  row('TablePayload', open, 'table'),
  row('DatabaseTokenPayload', open, 'token'),
  row('DatabaseTokenSecretPayload', open, 'secret token'),
  row('ManagementTokenPayload', open, 'token'),
  row('ManagementTokenSecretPayload', open, 'secret token'),
]

/** Objects of one account, all of whose fields have something to tell. */
interface Things {
  readonly cluster: string
  /** One that is linked, and did not answer as it should. */
  readonly linkedCluster: string
  readonly database: string
  readonly table: string
  readonly databaseToken: string
  readonly managementToken: string
  readonly invitation: string
  readonly group: string
  /** One with conditions and grants of every kind. */
  readonly customGroup: string
  readonly person: Visitor
  readonly deactivated: Visitor
  readonly secret: string
}

type Door = (things: Things) => string

/** The ways to an object of a type; `…` stands for what is read of it. Changes are such that repeating them is no error. */
const doors: Readonly<Record<string, readonly Door[]>> = {
  Viewer: [() => '{ viewer { … } }'],
  AccessDecision: [() => '{ explainAccess(permission: AUDIT_READ) { … } }'],
  AccessPath: [({ person }) => `{ explainAccess(permission: ACCOUNT_READ, userId: "${person.id}") { paths { … } } }`],
  Unmet: [
    ({ deactivated }) =>
      `{ explainAccess(permission: ACCOUNT_READ, userId: "${deactivated.id}") { paths { unmet { … } } } }`,
  ],
  Account: [() => '{ account { … } }', () => '{ viewer { account { … } } }'],
  Cluster: [
    ({ cluster }) => `{ cluster(id: "${cluster}") { … } }`,
    () => '{ clusters(first: 2) { nodes { … } } }',
    ({ database }) => `{ database(id: "${database}") { cluster { … } } }`,
    ({ databaseToken }) => `{ databaseToken(id: "${databaseToken}") { cluster { … } } }`,
  ],
  ClusterLink: [({ linkedCluster }) => `{ cluster(id: "${linkedCluster}") { link { … } } }`],
  ClusterCapabilities: [({ linkedCluster }) => `{ cluster(id: "${linkedCluster}") { link { capabilities { … } } } }`],
  UnmanagedResources: [({ linkedCluster }) => `{ cluster(id: "${linkedCluster}") { unmanaged { … } } }`],
  UnmanagedDatabase: [({ linkedCluster }) => `{ cluster(id: "${linkedCluster}") { unmanaged { databases { … } } } }`],
  UnmanagedCredential: [
    ({ linkedCluster }) => `{ cluster(id: "${linkedCluster}") { unmanaged { credentials { … } } } }`,
  ],
  SyncError: [
    ({ linkedCluster }) => `{ cluster(id: "${linkedCluster}") { link { lastError { … } } } }`,
    ({ database }) => `{ database(id: "${database}") { sync { lastError { … } } } }`,
  ],
  User: [
    ({ person }) => `{ user(id: "${person.id}") { … } }`,
    () => '{ users(first: 1) { edges { node { … } } } }',
    ({ group }) => `{ group(id: "${group}") { members { nodes { … } } } }`,
    ({ person }) => `mutation { updateUser(input: { id: "${person.id}", name: "Again" }) { user { … } } }`,
  ],
  Attribute: [({ person }) => `{ user(id: "${person.id}") { attributes { … } } }`],
  Membership: [({ person }) => `{ user(id: "${person.id}") { memberships { … } } }`],
  Group: [
    ({ group }) => `{ group(id: "${group}") { … } }`,
    () => '{ groups { nodes { … } } }',
    ({ person }) => `{ user(id: "${person.id}") { groups { … } } }`,
    ({ invitation }) => `{ invitation(id: "${invitation}") { groups { … } } }`,
    ({ person }) => `{ explainAccess(permission: AUDIT_READ, userId: "${person.id}") { wouldBeGrantedBy { … } } }`,
  ],
  Conditions: [({ customGroup }) => `{ group(id: "${customGroup}") { conditions { … } } }`],
  AttributeMatch: [({ customGroup }) => `{ group(id: "${customGroup}") { conditions { attributes { … } } } }`],
  Hours: [({ customGroup }) => `{ group(id: "${customGroup}") { conditions { hours { … } } } }`],
  Grant: [({ customGroup }) => `{ group(id: "${customGroup}") { grants { … } } }`],
  Selector: [({ customGroup }) => `{ group(id: "${customGroup}") { grants { on { … } } } }`],
  DatabaseMatch: [({ customGroup }) => `{ group(id: "${customGroup}") { grants { on { databases { … } } } } }`],
  LabelMatch: [({ customGroup }) => `{ group(id: "${customGroup}") { grants { on { databases { labels { … } } } } } }`],
  Invitation: [
    ({ invitation }) => `{ invitation(id: "${invitation}") { … } }`,
    () => '{ invitations { nodes { … } } }',
    ({ person }) => `{ user(id: "${person.id}") { invitation { … } } }`,
    ({ invitation }) => `mutation { resendInvitation(id: "${invitation}") { invitation { … } } }`,
  ],
  InvitationPreview: [({ secret }) => `{ invitationPreview(secret: "${secret}") { … } }`],
  Session: [({ person }) => `{ user(id: "${person.id}") { sessions { nodes { … } } } }`],
  Database: [
    ({ database }) => `{ database(id: "${database}") { … } }`,
    () => '{ databases { nodes { … } } }',
    ({ cluster }) => `{ cluster(id: "${cluster}") { databases { edges { node { … } } } } }`,
    ({ table }) => `{ table(id: "${table}") { database { … } } }`,
    ({ databaseToken }) => `{ databaseToken(id: "${databaseToken}") { permissions { database { … } } } }`,
    ({ database }) => `mutation { updateDatabase(input: { id: "${database}", maxTables: 9 }) { database { … } } }`,
  ],
  Table: [
    ({ table }) => `{ table(id: "${table}") { … } }`,
    ({ database }) => `{ database(id: "${database}") { tables { nodes { … } } } }`,
    ({ table }) => `mutation { renameTable(input: { id: "${table}", name: "same" }) { table { … } } }`,
  ],
  Sync: [
    ({ database }) => `{ database(id: "${database}") { sync { … } } }`,
    ({ table }) => `{ table(id: "${table}") { sync { … } } }`,
    ({ databaseToken }) => `{ databaseToken(id: "${databaseToken}") { sync { … } } }`,
  ],
  SyncDifference: [({ database }) => `{ database(id: "${database}") { sync { differences { … } } } }`],
  Label: [({ database }) => `{ database(id: "${database}") { labels { … } } }`],
  PartitionPart: [
    ({ database }) => `{ database(id: "${database}") { partitionTemplate { … } } }`,
    ({ table }) => `{ table(id: "${table}") { partitionTemplate { … } } }`,
  ],
  DatabaseToken: [
    ({ databaseToken }) => `{ databaseToken(id: "${databaseToken}") { … } }`,
    () => '{ databaseTokens { nodes { … } } }',
    ({ cluster }) => `{ cluster(id: "${cluster}") { databaseTokens { nodes { … } } } }`,
    ({ database }) => `{ database(id: "${database}") { tokens { edges { node { … } } } } }`,
    ({ databaseToken }) =>
      `mutation { updateDatabaseToken(input: { id: "${databaseToken}", description: "same" }) { token { … } } }`,
    ({ cluster }) =>
      `mutation { createDatabaseToken(input: { clusterId: "${cluster}", description: "new", permissions: [] }) {
        token { … } } }`,
  ],
  DatabasePermission: [({ databaseToken }) => `{ databaseToken(id: "${databaseToken}") { permissions { … } } }`],
  UsageDay: [
    ({ databaseToken }) => `{ databaseToken(id: "${databaseToken}") { usage { … } } }`,
    ({ cluster }) => `{ databaseTokenUsage(clusterId: "${cluster}") { … } }`,
  ],
  ManagementToken: [
    ({ managementToken }) => `{ managementToken(id: "${managementToken}") { … } }`,
    () => '{ managementTokens(filter: { search: "revoked" }) { nodes { … } } }',
    ({ managementToken }) => `mutation { revokeManagementToken(id: "${managementToken}") { token { … } } }`,
  ],
  AuditEvent: [() => '{ auditEvents(first: 1) { nodes { … } } }'],
  FieldChange: [() => '{ auditEvents(filter: { actions: ["database.create"] }) { nodes { changes { … } } } }'],
  DecidingGroup: [() => '{ auditEvents(filter: { actions: ["database.create"] }) { nodes { decidedBy { … } } } }'],
  AuditEventCount: [() => '{ auditEventCounts(times: ["2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z"]) { … } }'],
  AuditVerification: [() => '{ verifyAuditLog { … } }'],
  AuditHead: [() => '{ auditHead { … } }'],
  AuditKey: [() => '{ auditKeys { … } }'],

  PageInfo: [() => '{ databases { pageInfo { … } } }'],
  UserConnection: [
    () => '{ users { … } }',
    () => '{ whoMay(permission: USER_READ) { … } }',
    ({ group }) => `{ group(id: "${group}") { members { … } } }`,
  ],
  GroupConnection: [() => '{ groups { … } }'],
  ClusterConnection: [() => '{ clusters { … } }'],
  InvitationConnection: [() => '{ invitations { … } }'],
  SessionConnection: [() => '{ viewer { user { sessions { … } } } }'],
  DatabaseConnection: [
    () => '{ databases { … } }',
    ({ cluster }) => `{ cluster(id: "${cluster}") { databases { … } } }`,
  ],
  TableConnection: [({ database }) => `{ database(id: "${database}") { tables { … } } }`],
  DatabaseTokenConnection: [
    () => '{ databaseTokens { … } }',
    ({ cluster }) => `{ cluster(id: "${cluster}") { databaseTokens { … } } }`,
    ({ database }) => `{ database(id: "${database}") { tokens { … } } }`,
  ],
  ManagementTokenConnection: [() => '{ managementTokens { … } }'],
  AuditEventConnection: [() => '{ auditEvents { … } }'],
}

/** An edge hangs on the fields that its connection hangs on. */
const doorsTo = (type: string): readonly Door[] =>
  doors[type] ??
  (type.endsWith('Edge') ? (doors[type.replace(/Edge$/, 'Connection')] ?? []) : []).map(
    (door) => (things: Things) => door(things).replace('…', 'edges { … }'),
  )

/** Comes with the answer to a change, and is tried with those. */
const comesWithAChange = (type: string): boolean =>
  type.endsWith('Payload') || ['InvitationResult', 'ImportResult', 'RowError'].includes(type)

const world = useMakers()
let emulator: ManagementApiEmulator
afterAll(() => emulator?.close())
let admin: Visitor
let make: Maker
let things: Things
let everything: readonly string[]
const tokens = new Map<string, Promise<MadeToken>>()

/** A token that carries everything that a token can, except for one permission. */
function tokenWithout(permission: string): Promise<MadeToken> {
  const known = tokens.get(permission)
  if (known !== undefined) return known
  const made = make.managementToken(everything.filter((one) => one !== permission))
  tokens.set(permission, made)
  return made
}

beforeAll(async () => {
  const account = await world.gateway.account()
  const { clusters } = await account.admin.run('{ clusters { nodes { id } } }')
  expect(clusters.nodes).toHaveLength(2)
  admin = await world.signIn(account, account.admin.email)
  make = world.maker(account, admin)
  const { viewer } = await admin.run('{ viewer { permissions } }')
  everything = viewer.permissions.filter((one: string) => one !== 'MANAGEMENT_TOKEN_CREATE')
  const { id: database } = await make.database()
  const input = { databaseId: database, name: 'same' }
  const { createTable } = await admin.run(
    'mutation ($input: CreateTableInput!) { createTable(input: $input) { table { id } } }',
    { input },
  )
  const { createGroup } = await admin.run(
    'mutation ($input: CreateGroupInput!) { createGroup(input: $input) { group { id } } }',
    { input: { key: 'custom', name: 'Custom', ...everyPart(make.cluster(), database) } },
  )
  const { id: invitation, secret } = await make.invitation()
  const person = await make.join(['member'])
  await admin.run('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { __typename } }', {
    input: { id: person.id, attributes: [{ key: 'team', value: 'red' }] },
  })
  const deactivated = await make.join(['member'])
  await admin.run('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { __typename } }', {
    input: { id: deactivated.id, status: 'DEACTIVATED' },
  })
  const linkedCluster = account.clusterIds[1] as string
  emulator = await openManagementApi()
  emulator.cluster.databases.push({
    ...{ id: emulator.cluster.nextId(), name: 'found', maxTables: 500n, maxColumnsPerTable: 250n },
    ...{ retentionPeriod: 0n, tables: [] },
  })
  emulator.cluster.tokens.push({
    ...{ id: randomUUID(), description: 'found', permissions: [{ action: 'read', resource: 'found' }] },
    ...{ createdAt: new Date().toISOString(), accessToken: 'a'.repeat(64), activeAt: 0 },
  })
  const { managementUrl, settings, credential } = emulator.connection
  const place = { accountId: account.id, id: linkedCluster }
  await linkUnreachable(world.gateway, account, linkedCluster, {
    ...{ kind: 'INFLUXDB_CLOUD_DEDICATED', enforcement: 'NATIVE', managementUrl, settings, health: 'DEGRADED' },
    credential: world.gateway.app.core.keys.sealCredential(place, credential),
  })
  things = {
    cluster: make.cluster(),
    linkedCluster,
    database,
    table: createTable.table.id,
    databaseToken: await make.databaseToken(database),
    managementToken: (await make.managementToken(['USER_READ'])).id,
    invitation,
    group: account.groupIds.member,
    customGroup: createGroup.group.id,
    person,
    deactivated,
    secret,
  }
})

const fieldsOf = (type: string) =>
  coordinatesOf(world.schema)
    .filter((one) => one.type === type)
    .map(({ field }) => field)

describe('the table', () => {
  it('has a row for every object type and for every one of its fields, and no other', () => {
    const objects = coordinatesOf(world.schema)
      .filter(({ type }) => !(rootTypes as readonly string[]).includes(type))
      .map(({ type, field }) => `${type}.${field.name}`)
    const rows = table.flatMap(({ type, fields, others }) =>
      [...fields, ...Object.keys(others)].map((field) => `${type}.${field}`),
    )

    expect(rows.sort()).toEqual(objects.sort())
  })

  it('has a way to every object', () => {
    const unreached = table.filter(({ type }) => !comesWithAChange(type) && doorsTo(type).length === 0)

    expect(unreached.map(({ type }) => type)).toEqual([])
  })
})

for (const { type, needs, fields, others } of table.filter((one) => !comesWithAChange(one.type))) {
  const guarded = [...fields.map((field) => [field, needs]), ...Object.entries(others)].filter(
    ([, needed]) => needed !== open,
  ) as [string, Needs][]
  describe(type, () => {
    it('can be read whole by those who have every permission', async () => {
      for (const door of doorsTo(type)) {
        const everyField = fieldsOf(type).map(selected).join(' ')
        await admin.run(door(things).replace('…', everyField))
      }
    })

    it.each(guarded)('.%s: %s, whichever way one came to it', async (name, needed) => {
      const permission = needed.split(' ').at(-1) as string
      const field = fieldsOf(type).find((one) => one.name === name)
      if (!field) throw new Error(`${type} has no ${name}.`)
      const token = await tokenWithout(permission)

      for (const door of doorsTo(type)) {
        const { data, errors } = await token.send(door(things).replace('…', selected(field)))
        const refused = errors.map(({ extensions }) => [extensions.code, extensions.permission])
        expect(new Set(refused.map(String))).toEqual(new Set([`FORBIDDEN,${permission}`]))
        expect(tells(data)).toBe(false)
      }
    })

    it.runIf(type !== 'InvitationPreview')('is nothing for a caller who is not signed in', async () => {
      for (const door of doorsTo(type)) {
        const { data } = await world.gateway.anonymous.send(door(things).replace('…', '__typename'))
        expect(tells(data)).toBe(false)
      }
    })
  })
}

describe('the answer to a change', () => {
  const wanted: Readonly<Record<string, readonly string[]>> = {
    importFromCluster: ['CLUSTER_IMPORT'],
    createDatabase: ['DATABASE_CREATE'],
    updateDatabase: ['DATABASE_UPDATE'],
    renameDatabase: ['DATABASE_UPDATE'],
    setDatabaseLabels: ['DATABASE_UPDATE'],
    deleteDatabase: ['DATABASE_DELETE'],
    undeleteDatabase: ['DATABASE_UNDELETE'],
    purgeDatabase: ['DATABASE_PURGE'],
    retrySync: ['DATABASE_UPDATE'],
    restoreOnCluster: ['DATABASE_UPDATE'],
    acceptFromCluster: ['DATABASE_UPDATE'],
    createTable: ['TABLE_CREATE'],
    renameTable: ['TABLE_UPDATE'],
    deleteTable: ['TABLE_DELETE'],
    undeleteTable: ['TABLE_UNDELETE'],
    createDatabaseToken: ['DATABASE_TOKEN_CREATE'],
    updateDatabaseToken: ['DATABASE_TOKEN_UPDATE'],
    rotateDatabaseToken: ['DATABASE_TOKEN_UPDATE', 'DATABASE_TOKEN_CREATE'],
    revokeDatabaseToken: ['DATABASE_TOKEN_REVOKE'],
    revokeManagementToken: ['MANAGEMENT_TOKEN_REVOKE'],
    inviteUsers: ['INVITATION_CREATE'],
    // Without the rights of the group that they give, these are refused for that.
    resendInvitation: ['INVITATION_CREATE', ...memberPermissions],
    revokeInvitation: ['INVITATION_REVOKE'],
    createGroup: ['GROUP_CREATE'],
    updateGroup: ['GROUP_UPDATE'],
    deleteGroup: ['GROUP_DELETE'],
    updateUser: ['USER_UPDATE'],
    setUserGroups: ['GROUP_ASSIGN', ...memberPermissions],
    addMembership: ['GROUP_ASSIGN', ...memberPermissions],
    removeMembership: ['GROUP_ASSIGN', ...memberPermissions],
    changeEmail: ['USER_UPDATE', ...memberPermissions],
    removeUser: ['USER_REMOVE'],
  }

  it.each(Object.entries(wanted))(
    'of %s is open to a token that was allowed it by %s, and the object in it is not',
    async (name, permissions) => {
      const token = await make.managementToken(permissions)
      const { type } =
        coordinatesOf(world.schema).find((one) => one.type === 'Mutation' && one.field.name === name)?.field ?? {}
      const payload = type && getNamedType(type).name
      const fields = fieldsOf(payload ?? '')
      const whole = await ask(token, name, fields.map(selected).join(' '))
      expect(whole.errors).toEqual([])

      const object = fields.find((field) =>
        getNamedType(field.type).name.match(/^(Database|Table|\w*Token|User|Group|Invitation)$/),
      )
      if (!object) return
      const { data, errors } = await ask(token, name, `${object.name} { id }`)
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN'])
      expect(tells(data)).toBe(false)
    },
  )

  it('of inviteUsers tells each row to the caller who was allowed it, and no invitation', async () => {
    const token = await make.managementToken(['INVITATION_CREATE', ...memberPermissions])
    const row = fieldsOf('InvitationResult').map(selected).join(' ')
    expect((await ask(token, 'inviteUsers', `results { ${row} }`)).errors).toEqual([])
    const input = { invitations: [{ email: admin.email, groupIds: [make.account.groupIds.member] }] }
    const { inviteUsers } = await token.run(
      documentOf(world.schema, 'Mutation.inviteUsers', '{ results { error { code message } } }'),
      { input },
    )
    expect(inviteUsers.results[0].error.code).toBe('CONFLICT')

    const { data, errors } = await ask(token, 'inviteUsers', 'results { invitation { email } }')
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'INVITATION_READ' })
    expect(data.inviteUsers).toBeNull()
  })

  it('of a sign-in shows oneself, and needs nothing else', async () => {
    const { email } = await make.join(['member'])
    const { signIn } = await world.gateway.anonymous.run(
      documentOf(world.schema, 'Mutation.signIn', '{ accessToken user { email permissions } session { isCurrent } }'),
      { input: { email, accountId: make.account.id, password } },
    )

    expect(signIn).toMatchObject({ user: { email }, session: { isCurrent: true } })
  })
})

async function ask(client: Client, name: string, selection: string): Promise<Answer> {
  const coordinate = `Mutation.${name}`
  const nobody = { id: undefined, email: undefined, anotherSession: () => Promise.reject(new Error('nobody')) }
  return client.send(
    documentOf(world.schema, coordinate, `{ ${selection} }`),
    await requests[coordinate]?.(make, nobody),
  )
}
