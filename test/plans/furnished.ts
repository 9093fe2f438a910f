import { type Member, openGateway, type TestAccount, type TestGateway } from '../gateway.ts'

/** A gateway with a few things of each kind, and everybody who may ask for them. */
export interface Furnished {
  readonly gateway: TestGateway
  /** Ids of real objects, one or a few of each kind, and some that are not there. */
  readonly ids: readonly string[]
  readonly credentials: Readonly<Record<CallerName, string | undefined>>
}

/** Whom the gateway lets in, whatever they may do. */
export const callerNames = [
  'anonymous',
  'Admin',
  'Member',
  'Auditor',
  'scoped management token',
  'Admin of another account',
  'person whose groups are gone',
  'management token that may do nothing any more',
] as const

/** Whom it does not let in any more. */
export const refusedNames = ['deactivated person', 'revoked management token', 'nobody’s token'] as const

type CallerName = (typeof callerNames)[number] | (typeof refusedNames)[number]

export async function openFurnished(): Promise<Furnished> {
  // The same documents go out by the thousands.
  const points = { CLUSTERGATE_POINTS_PER_MINUTE: '100000000', CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE: '100000000' }
  const gateway = await openGateway({ environment: points })
  try {
    const account = await gateway.account()
    const { admin } = account
    const member = await account.join('mel@example.com', ['member'])
    const auditor = await account.join('ann@example.com', ['auditor'])
    const ids = await furnish(account, [member, auditor])
    const scoped = await makeToken(admin, ['DATABASE_READ', 'DATABASE_TOKEN_READ', 'MANAGEMENT_TOKEN_READ'])

    const demoted = await account.join('dee@example.com', ['admin'])
    const powerless = await makeToken(demoted, ['AUDIT_READ', 'USER_READ'])
    await admin.run('mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { id } } }', {
      input: { userId: demoted.id, groupIds: [account.groupIds.member] },
    })
    const lonely = await account.join('lou@example.com', ['member'])
    // No door leaves a person without groups; should a row be lost, nothing is granted.
    await gateway.db.deleteFrom('user_groups').where('user_id', '=', lonely.id).execute()

    const deactivated = await account.join('dan@example.com', ['admin'])
    await admin.run('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }', {
      input: { id: deactivated.id, status: 'DEACTIVATED' },
    })
    const revoked = await makeToken(admin, ['USER_READ'])
    await admin.run('mutation ($id: ID!) { revokeManagementToken(id: $id) { token { id } } }', { id: revoked.id })

    const stranger = await gateway.account('Another account')
    const credentials = {
      anonymous: undefined,
      Admin: admin.token,
      Member: member.token,
      Auditor: auditor.token,
      'scoped management token': scoped.secret,
      'Admin of another account': stranger.admin.token,
      'person whose groups are gone': lonely.token,
      'management token that may do nothing any more': powerless.secret,
      'deactivated person': deactivated.token,
      'revoked management token': revoked.secret,
      'nobody’s token': 'cgm_nobody',
    }
    return { gateway, ids, credentials }
  } catch (error) {
    await gateway.close()
    throw error
  }
}

async function makeToken(creator: Member, permissions: readonly string[]): Promise<{ secret: string; id: string }> {
  const { createManagementToken } = await creator.run(
    'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret token { id } } }',
    { input: { description: 'ci', permissions } },
  )
  return { secret: createManagementToken.secret, id: createManagementToken.token.id }
}

async function furnish({ admin, clusterIds }: TestAccount, members: readonly Member[]): Promise<string[]> {
  const databaseIds: string[] = []
  for (const name of ['alpha', 'beta/autogen', 'gamma']) {
    const input = { clusterId: clusterIds[databaseIds.length % 2], name, retentionPeriod: '30d' }
    const { createDatabase } = await admin.run(
      'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
      { input },
    )
    databaseIds.push(createDatabase.database.id)
  }
  const tableIds: string[] = []
  for (const name of ['cpu', 'mem']) {
    const { createTable } = await admin.run(
      'mutation ($input: CreateTableInput!) { createTable(input: $input) { table { id } } }',
      { input: { databaseId: databaseIds[0], name, partitionTemplate: [{ kind: 'TIME', value: '%Y' }] } },
    )
    tableIds.push(createTable.table.id)
  }
  const tokenIds: string[] = []
  for (const databaseId of [databaseIds[0], '*']) {
    const input = {
      clusterId: clusterIds[0],
      description: `“quoted” ${databaseId}`,
      permissions: [{ action: 'READ', databaseId }],
    }
    const { createDatabaseToken } = await admin.run(
      'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
      { input },
    )
    tokenIds.push(createDatabaseToken.token.id)
  }
  const { auditEvents, invitations, groups, viewer } = await admin.run(
    '{ auditEvents(first: 2) { nodes { id } } invitations(first: 2) { nodes { id } } groups { nodes { id } } viewer { session { id } } }',
  )
  const listed = [auditEvents, invitations, groups].flatMap(({ nodes }) => nodes.map(({ id }: { id: string }) => id))
  const people = [admin, ...members].map(({ id }) => id)
  const absent = ['database_00000000-0000-4000-8000-000000000000', 'nonsense']
  return [...clusterIds, ...databaseIds, ...tableIds, ...tokenIds, ...listed, viewer.session.id, ...people, ...absent]
}
