import { describe, expect, it } from 'vitest'
import { operatorOf } from '../../src/operator/operator.ts'
import { faults } from '../answers.ts'
import { rehearse } from '../changes/rehearsals.ts'
import { minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { createGroup, deleteGroup, makeGroup, onAccount, updateGroup } from './custom-groups.ts'

const { gateway, account, admin, audrey } = useWorld()

const setGroups = 'mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { id } } }'
const invite = 'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { error { message } } } }'
const member = ['ACCOUNT_READ', 'CLUSTER_READ', 'GROUP_READ', 'DATABASE_READ', 'TABLE_READ', 'DATABASE_TOKEN_READ']

let made = 0
/** A Member who is in a group besides, signed in anew. */
async function joined(groupId: string) {
  const email = `person${++made}@example.com`
  const person = await account.join(email, ['member'])
  await admin.run(setGroups, { input: { userId: person.id, groupIds: [account.groupIds.member, groupId] } })
  const { signIn } = await gateway.anonymous.run(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    { input: { email, password: person.password, accountId: account.id } },
  )
  await person.send('mutation { signOut { ok } }')
  return { ...person, ...gateway.as(signIn.accessToken) }
}

const invitationTo = async (email: string) =>
  (
    await admin.run('query ($email: String!) { invitations(filter: { search: $email }) { nodes { id status } } }', {
      email,
    })
  ).invitations.nodes[0]

const change = async (id: string, input: object, expectedVersion = 1) =>
  (await admin.run(updateGroup, { input: { id, expectedVersion, ...input } })).updateGroup.group

describe('a group that is changed', () => {
  it('ends the sessions of members to whom it grants more, and of nobody else', async () => {
    const { id } = await makeGroup(admin, 'growing', { grants: [onAccount('AUDIT_READ')] })
    const person = await joined(id)
    // What members hold already, and what a wider condition says, is no more.
    await change(id, { grants: [onAccount('AUDIT_READ', 'TABLE_READ')] })
    await person.run('{ auditEvents(first: 1) { nodes { id } } }')

    await change(id, { grants: [onAccount('AUDIT_READ', 'USER_READ')] }, 2)
    const { errors } = await person.send('{ viewer { permissions } account { id } }')
    expect(errors[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', sessionEndReason: 'RIGHTS_GREW' })
    const { auditEvents } = await admin.run(
      '{ auditEvents(first: 1) { nodes { action resourceLabel changes { field before after } } } }',
    )
    expect(auditEvents.nodes[0]).toMatchObject({ action: 'group.update', resourceLabel: 'growing' })
    expect(auditEvents.nodes[0].changes).toContainEqual({ field: 'endedSessions', before: 0, after: 1 })
    expect(auditEvents.nodes[0].changes).toContainEqual({
      field: 'grants',
      before: [{ on: { account: true }, permissions: ['TABLE_READ', 'AUDIT_READ'] }],
      after: [{ on: { account: true }, permissions: ['USER_READ', 'AUDIT_READ'] }],
    })
  })

  it('counts for those only who meet its conditions on attributes', async () => {
    const conditions = { attributes: [{ key: 'team', anyOf: ['ops'] }] }
    const { id } = await makeGroup(admin, 'ops-only', { conditions, grants: [onAccount('USER_READ')] })
    const person = await joined(id)
    await change(id, { grants: [onAccount('USER_READ', 'AUDIT_READ')] })
    await person.run('{ account { id } }')
    await change(id, { conditions: {} }, 2)
    expect(faults(await person.send('{ account { id } }'))).toEqual(['UNAUTHENTICATED'])
  })

  it('revokes the invitations of members to whom it grants less', async () => {
    const grants = [onAccount('INVITATION_CREATE', 'DATABASE_TOKEN_CREATE')]
    const { id } = await makeGroup(admin, 'inviting', { grants })
    const [person, other] = [await joined(id), await joined(id)]
    const input = { invitations: [{ email: `guest${made}@example.com`, groupKeys: ['member'] }] }
    await person.run(invite, { input })
    await change(id, { grants: [onAccount('DATABASE_TOKEN_CREATE')] })
    expect((await invitationTo(`guest${made}@example.com`)).status).toBe('REVOKED')
    await other.run('{ account { id } }')
  })

  it('costs as many statements for thirty members as for one', async () => {
    const { id } = await makeGroup(admin, 'crowd', { grants: [onAccount('AUDIT_READ')] })
    await joined(id)
    const one = await gateway.count(() => change(id, { grants: [onAccount('USER_READ')] }))
    const emails = Array.from({ length: 30 }, (_, at) => `crowd${at}@example.com`)
    await operatorOf(gateway.app.core).importUsers(
      account.id,
      emails.map((email) => ({ email, name: 'Crowd', groups: ['member'] as const, attributes: [] })),
    )
    const { users } = await admin.run('{ users(first: 100, filter: { search: "crowd" }) { nodes { id } } }')
    const rows = users.nodes.map((user: { id: string }) => ({ account_id: account.id, user_id: user.id, group_id: id }))
    await gateway.db.insertInto('user_groups').values(rows).execute()
    const many = await gateway.count(() => change(id, { grants: [onAccount('SESSION_READ')] }, 2))
    expect(many.statements.length).toBe(one.statements.length)
  })
})

describe('a group that is deleted', () => {
  it('stays while it is somebody’s only group, or a pending invitation names it', async () => {
    const { id } = await makeGroup(admin, 'needed', { grants: [onAccount(...member, 'DATABASE_TOKEN_CREATE')] })
    const input = { id, confirmKey: 'needed' }
    const person = await joined(id)
    await admin.run(setGroups, { input: { userId: person.id, groupIds: [id] } })
    const sent = { invitations: [{ email: 'late@example.com', groupIds: [id] }] }
    await admin.run(invite, { input: sent })

    expect(faults(await admin.send(deleteGroup, { input: { ...input, confirmKey: 'other' } }))).toEqual([
      'BAD_INPUT input.confirmKey',
    ])
    const only = await admin.send(deleteGroup, { input })
    expect(faults(only)).toEqual(['CONFLICT input.id'])
    expect(only.errors[0]?.message).toContain('only group of one person')
    await admin.run(setGroups, { input: { userId: person.id, groupKeys: ['member'] } })
    expect((await admin.send(deleteGroup, { input })).errors[0]?.message).toContain('pending invitation')
    await admin.run('mutation ($id: ID!) { revokeInvitation(id: $id) { invitation { id } } }', {
      id: (await invitationTo('late@example.com')).id,
    })
    expect(await admin.run(deleteGroup, { input })).toEqual({ deleteGroup: { id } })
  })

  it('stays while somebody is in it for good, and in others for a time only', async () => {
    const { id } = await makeGroup(admin, 'lasting', { grants: [onAccount(...member, 'DATABASE_TOKEN_CREATE')] })
    const nora = await joined(id)
    const until = new Date(Date.now() + 10 * minute).toISOString()
    const add = 'mutation ($input: AddMembershipInput!) { addMembership(input: $input) { user { id } } }'
    const give = (input: object) => admin.run(add, { input: { userId: nora.id, groupKey: 'member', ...input } })
    await give({ until })
    const input = { id, confirmKey: 'lasting' }
    const only = await admin.send(deleteGroup, { input })
    expect(faults(only)).toEqual(['CONFLICT input.id'])
    expect(only.errors[0]?.message).toContain('only group of one person')
    await give({})
    expect(await admin.run(deleteGroup, { input })).toEqual({ deleteGroup: { id } })
  })

  it('is a demotion of its members', async () => {
    const { id } = await makeGroup(admin, 'inviters', { grants: [onAccount('INVITATION_CREATE')] })
    const person = await joined(id)
    const input = { invitations: [{ email: 'guest@example.com', groupKeys: ['member'] }] }
    await person.run(invite, { input })
    await admin.run(deleteGroup, { input: { id, confirmKey: 'inviters' } })
    expect(faults(await person.send(invite, { input }))).toEqual(['FORBIDDEN'])
    expect((await invitationTo('guest@example.com')).status).toBe('REVOKED')
  })
})

describe('a rehearsal of a change of a group', () => {
  it('tells which databases it selects, and how many people would hold more or less of what', async () => {
    for (const [name, labels] of [
      ['telemetry', []],
      ['telemetry-two', [{ key: 'stage', value: 'production' }]],
      ['other', []],
    ]) {
      const input = { clusterId: account.clusterIds[0], name, labels }
      await admin.run('mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }', {
        input,
      })
    }
    const on = { databases: { namePrefix: 'telemetry', labels: [{ key: 'stage', noneOf: ['production'] }] } }
    const input = { key: 'rehearsed', name: 'Rehearsed', grants: [{ permissions: ['DATABASE_DELETE'], on }] }
    const created = (await rehearse(admin, createGroup, { input })).impact
    expect(created).toMatchObject({ databasesMatched: 1, gains: [], losses: [], membersAffected: 0 })

    // The whole account is selected, but nothing is granted on its databases.
    const aside = { ...input, key: 'aside', grants: [...input.grants, onAccount('USER_READ')] }
    expect((await rehearse(admin, createGroup, { input: aside })).impact).toMatchObject({ databasesMatched: 1 })

    const { id } = await makeGroup(admin, 'rehearsed', { grants: input.grants })
    await joined(id)
    await joined(id)
    const grants = [{ permissions: ['DATABASE_UPDATE', 'DATABASE_READ'], on: { databases: { namePrefix: 'tele' } } }]
    const changed = { input: { id, grants, expectedVersion: 1 } }
    expect((await rehearse(admin, updateGroup, changed)).impact).toMatchObject({
      databasesMatched: 2,
      gains: [{ permission: 'DATABASE_UPDATE', people: 2 }],
      losses: [{ permission: 'DATABASE_DELETE', people: 2 }],
      membersAffected: 2,
      sessionsEnded: 2,
    })
    const removed = { input: { id, confirmKey: 'rehearsed' } }
    expect((await rehearse(admin, deleteGroup, removed)).impact).toMatchObject({
      databasesMatched: 1,
      gains: [],
      losses: [{ permission: 'DATABASE_DELETE', people: 2 }],
    })
  })

  it('tells what one person comes to hold by a membership, and no longer holds without it', async () => {
    const { id } = await makeGroup(admin, 'on-call', { grants: [onAccount('DATABASE_READ', 'AUDIT_READ')] })
    const person = await account.join('cal@example.com', ['member'])
    const input = { userId: person.id, groupId: id }
    const add = 'mutation ($input: AddMembershipInput!) { addMembership(input: $input) { user { id } } }'
    const remove = 'mutation ($input: RemoveMembershipInput!) { removeMembership(input: $input) { user { id } } }'
    const one = [{ permission: 'AUDIT_READ', people: 1 }]
    expect((await rehearse(admin, add, { input })).impact).toMatchObject({ gains: one, losses: [], membersAffected: 1 })
    await admin.run(add, { input })
    expect((await rehearse(admin, add, { input })).impact).toMatchObject({ gains: [], losses: [] })
    expect((await rehearse(admin, remove, { input })).impact).toMatchObject({ gains: [], losses: one })
  })

  it('tells nothing of people and databases to those who may not read them', async () => {
    const { id } = await makeGroup(admin, 'authored', { grants: [] })
    const { createManagementToken } = await admin.run(
      'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }',
      { input: { description: 'authors', permissions: ['GROUP_UPDATE', 'GROUP_READ'] } },
    )
    const author = gateway.as(createManagementToken.secret)
    const input = { input: { id, grants: [onAccount('GROUP_READ')], expectedVersion: 1 } }
    const told = await rehearse(author, updateGroup, input)
    expect(told).toMatchObject({ withheld: true, impact: { databasesMatched: null, gains: null, losses: null } })
    expect(faults(await audrey.send(updateGroup, input))).toEqual(['FORBIDDEN'])
  })
})
