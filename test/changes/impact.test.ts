import { describe, expect, it } from 'vitest'
import { createDatabase, createToken, revokeDocument, rotateDocument } from '../database-tokens/documents.ts'
import { deleteDocument, renameDocument, undeleteDocument, updateDocument } from '../databases/documents.ts'
import { noteCheck } from '../dataplane/checks.ts'
import { type Client, type Member, password } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { dryRunOf, rehearsalOf, rehearse } from './rehearsals.ts'

const { gateway, account, admin, mel } = useWorld()

const remove = 'mutation ($id: ID!) { removeUser(id: $id) { id } }'
const updateUser = 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }'
const setGroups = 'mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { id } } }'
const purge = 'mutation ($input: DeleteInput!) { purgeDatabase(input: $input) { id } }'
const nothing = {
  sessionsEnded: 0,
  tokensRevoked: 0,
  invitationsRevoked: 0,
  membersAffected: 0,
  tokensReaching: 0,
  reach: null,
  databasesMatched: null,
  gains: null,
  losses: null,
}

const signIn = async ({ email }: Member): Promise<string> => {
  const { signIn } = await gateway.anonymous.run(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    { input: { email, password, accountId: account.id } },
  )
  return signIn.accessToken
}

async function makeToken(creator: Client, permissions: readonly string[]): Promise<Client & { readonly id: string }> {
  const { createManagementToken } = await creator.run(
    'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret token { id } } }',
    { input: { description: 'ci', permissions } },
  )
  return { ...gateway.as(createManagementToken.secret), id: createManagementToken.token.id }
}

async function invite(inviter: Client, email: string): Promise<string> {
  const { inviteUsers } = await inviter.run(
    'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { invitation { id } } } }',
    { input: { invitations: [{ email, groupKeys: ['member'] }] } },
  )
  return inviteUsers.results[0].invitation.id
}

let joined = 0
/** Another Admin, with two sessions, one management token, and one pending invitation. */
async function furnished(): Promise<Member> {
  const person = await account.join(`person${++joined}@example.com`, ['admin'])
  await signIn(person)
  await makeToken(person, ['USER_READ'])
  await invite(person, `guest${joined}@example.com`)
  return person
}

describe('the impact of a change of people', () => {
  it('counts what ends with a person: sessions, management tokens, invitations', async () => {
    const { id, email } = await furnished()
    const gone = { ...nothing, sessionsEnded: 2, tokensRevoked: 1, invitationsRevoked: 1, membersAffected: 1 }

    const removed = await rehearse(admin, remove, { id })

    expect(removed.impact).toEqual(gone)
    expect(removed.events.map(({ action, resourceLabel }) => [action, resourceLabel])).toEqual([
      ['user.remove', email],
      ['management_token.revoke', 'ci'],
      ['invitation.revoke', `guest${joined}@example.com`],
    ])
    const deactivated = await rehearse(admin, updateUser, { input: { id, status: 'DEACTIVATED' } })
    expect(deactivated.impact).toEqual(gone)
    expect((await rehearse(admin, updateUser, { input: { id, name: 'Another' } })).impact).toEqual(nothing)
  })

  it('counts the sessions that end because groups grant more, and tells of the mail', async () => {
    const one = await account.join('growing@example.com', ['member'])
    const told = await rehearse(admin, setGroups, { input: { userId: one.id, groupKeys: ['admin'] } })
    expect(told.impact).toEqual({ ...nothing, sessionsEnded: 1, membersAffected: 1 })
    expect(told.mails).toEqual([{ kind: 'groupsChanged', to: 'growing@example.com' }])
    const same = await rehearse(admin, setGroups, { input: { userId: one.id, groupKeys: ['member'] } })
    expect([same.impact, same.mails]).toEqual([nothing, []])
  })

  it('of a membership counts the sessions that end by more rights, and the invitations by fewer', async () => {
    const one = await furnished()
    const two = await account.join('rising@example.com', ['member'])
    const add = 'mutation ($input: AddMembershipInput!) { addMembership(input: $input) { user { id } } }'
    const rising = await rehearse(admin, add, { input: { userId: two.id, groupKey: 'admin' } })
    expect(rising.impact).toMatchObject({ sessionsEnded: 1, membersAffected: 1, losses: [] })
    expect(rising.impact.gains).toContainEqual({ permission: 'AUDIT_READ', people: 1 })
    expect(rising.impact.gains).not.toContainEqual({ permission: 'DATABASE_READ', people: 1 })
    expect(rising.events.map(({ action }) => action)).toEqual(['membership.add'])
    const takeAway = 'mutation ($input: RemoveMembershipInput!) { removeMembership(input: $input) { user { id } } }'
    const falling = await rehearse(admin, takeAway, { input: { userId: one.id, groupKey: 'admin' } })
    expect(falling.impact).toMatchObject({ invitationsRevoked: 1, membersAffected: 1, gains: [] })
    expect(falling.impact.losses).toContainEqual({ permission: 'AUDIT_READ', people: 1 })
    expect(falling.mails).toEqual([{ kind: 'groupsChanged', to: one.email }])
  })

  it('counts the other sessions of those who change their password, and theirs when they leave', async () => {
    const one = await account.join('leaving@example.com', ['member'])
    await signIn(one)
    const change = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { ok } }'
    const input = { currentPassword: password, newPassword: 'another Long phrase 1' }
    expect((await rehearse(one, change, { input })).impact).toEqual({ ...nothing, sessionsEnded: 1 })
    const leave = 'mutation { leaveAccount(input: { confirmName: "Account" }) { id } }'
    const { impact, withheld } = await rehearse(one, leave)
    expect(impact).toMatchObject({ sessionsEnded: 2, membersAffected: 1 })
    expect(withheld, 'a Member may not know of tokens and invitations').toBe(true)
    expect((await rehearse(one, 'mutation { signOut { ok } }')).impact).toEqual({ ...nothing, sessionsEnded: 1 })
  })

  it('counts tokens and invitations that are revoked, and none that had ended before', async () => {
    const invitationId = await invite(admin, 'unwanted@example.com')
    const revokeInvitation = 'mutation ($id: ID!) { revokeInvitation(id: $id) { invitation { id } } }'
    const invitation = await rehearse(admin, revokeInvitation, { id: invitationId })
    expect(invitation.impact).toEqual({ ...nothing, invitationsRevoked: 1 })
    const revokeManagementToken = 'mutation ($id: ID!) { revokeManagementToken(id: $id) { token { id } } }'
    const { id: managementTokenId } = await makeToken(admin, ['USER_READ'])
    const { token: databaseToken } = await createToken(admin, account)
    for (const [document, id] of [
      [revokeManagementToken, managementTokenId],
      [revokeDocument, databaseToken.id],
    ] as const) {
      expect((await rehearse(admin, document, { id })).impact).toEqual({ ...nothing, tokensRevoked: 1 })
      await admin.run(document, { id })
      expect((await rehearse(admin, document, { id })).impact).toEqual(nothing)
    }
    const { id } = (await createToken(admin, account)).token
    expect((await rehearse(admin, rotateDocument, { input: { id } })).impact).toEqual(nothing)
    const atOnce = await rehearse(admin, rotateDocument, { input: { id, overlap: '0s' } })
    expect(atOnce.impact).toEqual({ ...nothing, tokensRevoked: 1 })
  })
})

describe('the impact of a change of a database', () => {
  const grant = (databaseId: string) => [{ action: 'WRITE', databaseId }]
  const use = (id: string, at: number) =>
    gateway.db.updateTable('database_tokens').set({ last_used_at: at }).where('id', '=', id).execute()

  it('tells which accepted tokens reach it, by id or through `*`, and when they were used last', async () => {
    const reached = await createDatabase(account, 'reached')
    const elsewhere = await createDatabase(account, 'elsewhere', 1)
    const make = async (description: string, permissions: readonly object[], more = {}) =>
      (await createToken(admin, account, { description, permissions, ...more })).token
    await make('both', [...grant(reached), { action: 'READ', databaseId: reached }])
    const star = await make('star', [...grant('*'), { action: 'READ', databaseId: '*' }])
    const reader = await make('reader', [{ action: 'READ', databaseId: reached }])
    await make('other', grant(await createDatabase(account, 'other')))
    await make('elsewhere', grant('*'), { clusterId: account.clusterIds[1] })
    const revoked = await make('revoked', grant(reached))
    await admin.run(revokeDocument, { id: revoked.id })
    const drop = { input: { id: reached, confirmName: 'reached' } }

    const unknown = (await rehearse(admin, deleteDocument, drop)).impact
    expect(unknown).toMatchObject({
      tokensReaching: 3,
      reach: { lastUsedAt: null, lastUse: 'NOT_REPORTED', writers: { count: 2, lastUse: 'NOT_REPORTED' } },
    })

    await noteCheck(gateway, account)
    const never = (await rehearse(admin, deleteDocument, drop)).impact
    expect(never.reach).toMatchObject({ lastUsedAt: null, lastUse: 'NEVER', writers: { lastUse: 'NEVER' } })

    await use(star.id, Date.UTC(2026, 1, 1))
    await use(reader.id, Date.UTC(2026, 1, 2))
    await use(revoked.id, Date.UTC(2026, 2, 1))
    const { impact } = await rehearse(admin, deleteDocument, drop)
    const [lastWriteAt, lastUsedAt] = ['2026-02-01T00:00:00.000Z', '2026-02-02T00:00:00.000Z']
    expect(impact).toEqual({
      ...nothing,
      tokensReaching: 3,
      reach: {
        ...{ lastUsedAt, lastUse: 'KNOWN' },
        writers: { count: 2, lastUsedAt: lastWriteAt, lastUse: 'KNOWN' },
        tokens: [
          { id: reader.id, description: 'reader', isWriter: false, lastUsedAt },
          { id: star.id, description: 'star', isWriter: true, lastUsedAt: lastWriteAt },
          { id: expect.any(String), description: 'both', isWriter: true, lastUsedAt: null },
        ],
      },
    })
    const { createTable } = await admin.run(
      'mutation ($input: CreateTableInput!) { createTable(input: $input) { table { id } } }',
      { input: { databaseId: reached, name: 'cpu' } },
    )
    const deleteTable = 'mutation ($input: DeleteInput!) { deleteTable(input: $input) { table { id } } }'
    for (const [document, variables] of [
      [updateDocument, { input: { id: reached, retentionPeriod: '1d' } }],
      [renameDocument, { input: { id: reached, name: 'renamed' } }],
      [deleteTable, { input: { id: createTable.table.id, confirmName: 'cpu' } }],
    ] as const) {
      expect((await rehearse(admin, document, variables)).impact).toEqual(impact)
    }
    await admin.run(deleteDocument, drop)
    expect((await rehearse(admin, purge, drop)).impact).toEqual(impact)
    expect((await rehearse(admin, undeleteDocument, { id: reached })).impact).toEqual(impact)
    const alone = await rehearse(admin, deleteDocument, { input: { id: elsewhere, confirmName: 'elsewhere' } })
    expect(alone.impact).toMatchObject({ tokensReaching: 1, reach: { tokens: [{ description: 'elsewhere' }] } })
  })

  it('names twenty tokens at most, in as many statements as for one, which an ordinary change does not pay', async () => {
    const many = await gateway.account('Many')
    const id = await createDatabase(many, 'crowded')
    const drop = { input: { id, confirmName: 'crowded' } }
    const document = 'mutation ($input: DeleteInput!) { deleteDatabase(input: $input) { database { name } } }'
    const statementsOf = async (text: string) => {
      const { result, statements } = await gateway.count(() => many.admin.send(text, drop))
      expect(result.errors).toEqual([])
      return { answer: result, statements }
    }
    await createToken(many.admin, many, { permissions: grant(id) })
    const one = await statementsOf(rehearsalOf(document))
    for (let count = 0; count < 21; count++) await createToken(many.admin, many, { permissions: grant('*') })
    const crowd = await statementsOf(rehearsalOf(document))

    const told = dryRunOf(crowd.answer)?.['deleteDatabase']
    expect(told?.impact.tokensReaching).toBe(22)
    expect(told?.impact.reach?.tokens).toHaveLength(20)
    expect(crowd.statements).toHaveLength(one.statements.length)
    const reads = (statements: readonly string[]) => statements.filter((sql) => /database_token/.test(sql))
    expect(reads(crowd.statements)).toHaveLength(2)
    const real = await statementsOf(document)
    expect(reads(real.statements)).toEqual([])
  })
})

describe('a rehearsal tells nobody what they may not read:', () => {
  it('a token that may only remove people learns that it could, and nothing of the person', async () => {
    const { id, email } = await furnished()
    const remover = await makeToken(admin, ['USER_REMOVE'])

    const answer = await remover.send(rehearsalOf(remove), { id })

    const event = { action: 'user.remove', outcome: 'SUCCEEDED', errorCode: null, resourceId: id }
    expect(dryRunOf(answer)).toEqual({
      removeUser: {
        events: [{ ...event, resourceLabel: null, changes: [], decidedBy: [] }],
        mails: [],
        impact: {
          ...{ sessionsEnded: null, tokensRevoked: null, invitationsRevoked: null, membersAffected: null },
          ...{ tokensReaching: 0, reach: null, databasesMatched: null, gains: null, losses: null },
        },
        withheld: true,
      },
    })
    expect(answer.text).not.toContain(email)
  })

  it('fields of their own rule are left out, as the groups of a person are', async () => {
    const { id } = await furnished()
    const reader = await makeToken(admin, ['USER_REMOVE', 'USER_READ'])
    const told = await rehearse(reader, remove, { id })
    const fields = told.events.flatMap(({ changes }) => changes.map(({ field }) => field))
    expect(fields).toContain('email')
    expect(fields).not.toContain('groups')
    expect(told.events.map(({ action }) => action)).toEqual(['user.remove'])
    expect([told.impact.membersAffected, told.impact.sessionsEnded, told.withheld]).toEqual([1, null, true])
  })

  it('tokens of a database, and an address to which a mail would go', async () => {
    const id = await createDatabase(account, 'private')
    await createToken(admin, account, { permissions: [{ action: 'READ', databaseId: id }] })
    const deleter = await makeToken(admin, ['DATABASE_DELETE', 'DATABASE_READ'])
    const dropped = await rehearse(
      deleter,
      'mutation ($input: DeleteInput!) { deleteDatabase(input: $input) { __typename } }',
      {
        input: { id, confirmName: 'private' },
      },
    )
    expect(dropped.events).toMatchObject([{ action: 'database.delete', resourceLabel: 'private' }])
    expect(dropped.impact).toMatchObject({ tokensReaching: null, reach: null })
    expect(dropped.withheld).toBe(true)

    const updater = await makeToken(admin, ['USER_UPDATE'])
    const address = 'mutation ($input: ChangeEmailInput!) { changeEmail(input: $input) { pendingEmail } }'
    const moved = await rehearse(updater, address, { input: { userId: mel.id, email: 'new.mel@example.com' } }).catch(
      (error: Error) => error.message,
    )
    expect(moved).toContain('FORBIDDEN')
    const mover = await makeToken(admin, [
      'USER_UPDATE',
      'ACCOUNT_READ',
      'CLUSTER_READ',
      'GROUP_READ',
      'DATABASE_READ',
      'TABLE_READ',
      'DATABASE_TOKEN_READ',
      'DATABASE_TOKEN_CREATE',
    ])
    const told = await rehearse(mover, address, { input: { userId: mel.id, email: 'new.mel@example.com' } })
    expect(told.mails).toEqual([
      { kind: 'confirmEmail', to: 'new.mel@example.com' },
      { kind: 'emailChangeRequested', to: null },
    ])
    expect(JSON.stringify(told)).not.toContain('"mel@example.com"')
  })

  it('their own, everybody may know', async () => {
    const told = await rehearse(mel, 'mutation { updateProfile(input: { name: "Melanie" }) { user { name } } }')
    expect(told).toMatchObject({
      events: [{ action: 'user.update_profile', resourceId: mel.id, changes: [{ field: 'name', after: 'Melanie' }] }],
      withheld: false,
    })
  })
})
