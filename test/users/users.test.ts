import { describe, expect, it } from 'vitest'
import { operatorOf } from '../../src/operator/operator.ts'
import { newId } from '../../src/values/id.ts'
import { comparable, eventsOf, faults } from '../answers.ts'
import type { BuiltInKey, Client, Member } from '../gateway.ts'
import { acceptance, acceptDocument, invite, readDocument as readInvitationDocument } from '../invitations/documents.ts'
import { mailsTo } from '../invitations/mailbox.ts'
import { signIn, trySignIn, whoAmI } from '../sessions/documents.ts'
import { useWorld } from '../world.ts'
import { readDocument, removeDocument, setGroupsDocument, updateDocument } from './documents.ts'

const { gateway, account, stranger, mel, audrey } = useWorld({ accountName: 'Analytical Engines' })

const read = async (id: string, client: Client = account.admin) => (await client.run(readDocument, { id })).user
const update = (input: object, client: Client = account.admin) => client.send(updateDocument, { input })
const setGroups = (userId: string, keys: readonly BuiltInKey[], more: object = {}) =>
  account.admin.send(setGroupsDocument, {
    input: { userId, groupIds: keys.map((key) => account.groupIds[key]), ...more },
  })
const remove = (id: string, client: Client = account.admin) => client.send(removeDocument, { id })
const isOut = async ({ token }: Member) => (await gateway.as(token).send(whoAmI)).status === 401

describe('user', () => {
  it('is open to Admins and Auditors; a Member may read themself and nobody else', async () => {
    for (const client of [account.admin, audrey, mel]) {
      expect(await read(mel.id, client)).toMatchObject({ email: mel.email, name: 'mel', status: 'ACTIVE' })
    }
    const { errors, data } = await mel.send(readDocument, { id: audrey.id })
    expect(data).toEqual({ user: null })
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'USER_READ' })
    expect(faults(await gateway.anonymous.send(readDocument, { id: mel.id }))).toEqual(['UNAUTHENTICATED'])
  })

  it('is null for another account’s person as for an invented id', async () => {
    for (const id of [mel.id, newId('user'), account.groupIds.admin, 'nonsense', '']) {
      expect(await read(id, stranger.admin)).toBeNull()
    }
    // A Member is refused alike whether or not there is such a person.
    const answers = [audrey.id, newId('user'), stranger.admin.id].map((id) => mel.send(readDocument, { id }))
    const [first, ...rest] = (await Promise.all(answers)).map(comparable)
    for (const answer of rest) expect(answer).toEqual(first)
  })

  it('has the union of what the groups grant', async () => {
    const both = await account.join('both@example.com', ['member', 'auditor'])
    const { groups, permissions } = await read(both.id)
    expect(groups).toEqual([{ key: 'auditor' }, { key: 'member' }])
    expect(permissions).toEqual(expect.arrayContaining(['AUDIT_READ', 'DATABASE_TOKEN_CREATE']))
    expect(permissions).not.toContain('DATABASE_CREATE')
  })
})

describe('updateUser', () => {
  it('changes the name and the attributes, what is absent stays, and every change counts', async () => {
    const tom = await account.join('tom@example.com', ['member'])
    const attributes = [
      { key: 'team', value: 'Engines' },
      { key: 'badge', value: '' },
    ]
    const named = await update({ id: tom.id, name: ' Thomas ', expectedVersion: 1 })
    expect(named.data.updateUser.user).toMatchObject({ name: 'Thomas', attributes: [], version: 2, status: 'ACTIVE' })
    const described = await update({ id: tom.id, attributes })
    expect(described.data.updateUser.user).toMatchObject({
      name: 'Thomas',
      attributes: [attributes[1], attributes[0]],
      version: 3,
      groups: [{ key: 'member' }],
    })
    await update({ id: tom.id, attributes: [] })
    expect(await read(tom.id)).toMatchObject({ attributes: [], version: 4 })
    const events = await eventsOf(account.admin, { actions: ['user.update'], resourceIds: [tom.id] })
    expect(events[0]).toMatchObject({
      outcome: 'SUCCEEDED',
      actorLabel: account.admin.email,
      resourceLabel: tom.email,
      changes: [{ field: 'name', before: 'tom', after: 'Thomas' }],
    })
  })

  it('refuses a change to what has changed since, and tells the version now', async () => {
    const { version } = await read(mel.id)
    const { errors, data } = await update({ id: mel.id, name: 'Melanie', expectedVersion: version - 1 })
    expect(data).toEqual({ updateUser: null })
    expect(errors[0]?.extensions).toMatchObject({ code: 'STALE_VERSION', currentVersion: version })
    expect(await read(mel.id)).toMatchObject({ name: 'mel', version })
  })

  it('lets one of several at once win, where each expects the same version', async () => {
    const { version } = await read(mel.id)
    const attempts = Array.from({ length: 5 }, (_, at) =>
      update({ id: mel.id, name: `Mel ${at}`, expectedVersion: version }),
    )
    const codes = (await Promise.all(attempts)).flatMap(faults)
    expect(codes).toEqual(Array(4).fill('STALE_VERSION'))
    expect((await read(mel.id)).version).toBe(version + 1)
    await update({ id: mel.id, name: 'mel' })
  })

  it.each([
    [{ name: '' }, 'input.name'],
    [{ name: 'x'.repeat(65) }, 'input.name'],
    [{ name: 'bell\u0007' }, 'input.name'],
    [{ attributes: [{ key: '', value: '' }] }, 'input.attributes.0.key'],
    [
      {
        attributes: [
          { key: 'ok', value: '' },
          { key: 'ok', value: '' },
        ],
      },
      'input.attributes.1.key',
    ],
    [{ attributes: [{ key: 'x'.repeat(65), value: '' }] }, 'input.attributes.0.key'],
    [{ attributes: [{ key: 'ok', value: 'x'.repeat(513) }] }, 'input.attributes.0.value'],
    [{ attributes: Array.from({ length: 51 }, (_, at) => ({ key: `k${at}`, value: '' })) }, 'input.attributes'],
    [{ status: 'ASLEEP' }, 'input.status'],
    [{}, 'input'],
  ])('names the argument at fault: %j', async (input, field) => {
    const before = await read(mel.id)
    expect(faults(await update({ id: mel.id, ...input }))).toEqual([`BAD_INPUT ${field}`])
    expect(await read(mel.id)).toEqual(before)
  })

  it('that deactivates ends sessions and management tokens at once, and keeps the person out until reactivated', async () => {
    const olga = await account.join('olga@example.com', ['admin'])
    const token = await managementToken(olga)
    expect((await update({ id: olga.id, status: 'DEACTIVATED' })).data.updateUser.user.status).toBe('DEACTIVATED')
    expect(await isOut(olga)).toBe(true)
    expect((await gateway.as(token.secret).send(whoAmI)).status).toBe(401)
    expect(faults(await trySignIn(gateway, { email: olga.email }))).toEqual(['INVALID_CREDENTIALS'])
    await update({ id: olga.id, status: 'ACTIVE' })
    expect(await isOut(olga)).toBe(true)
    expect((await gateway.as(token.secret).send(whoAmI)).status).toBe(401)
    expect((await (await signIn(gateway, account, olga)).run(whoAmI)).viewer.user.email).toBe(olga.email)
  })
})

describe('setUserGroups', () => {
  it('replaces the groups: more holds from the next sign-in on, less from the next request on', async () => {
    const kim = await account.join('kim@example.com', ['member'])
    const { data } = await setGroups(kim.id, ['auditor', 'auditor'], { expectedVersion: 1 })
    expect(data.setUserGroups.user).toMatchObject({ groups: [{ key: 'auditor' }], version: 2 })
    const again = await signIn(gateway, account, kim)
    expect((await again.run('{ users { totalCount } }')).users.totalCount).toBeGreaterThan(1)
    // An Auditor who becomes a Member may do more, too: only who keeps nothing new keeps the session.
    await setGroups(kim.id, ['auditor', 'member'])
    const both = await signIn(gateway, account, kim)
    await setGroups(kim.id, ['member'])
    expect(faults(await both.send('{ users { totalCount } }'))).toEqual(['FORBIDDEN'])
    const events = await eventsOf(account.admin, { actions: ['user.set_groups'], resourceIds: [kim.id] })
    const ended = [
      { field: 'endedSessions', before: 0, after: 1 },
      { field: 'sessionEndReason', before: null, after: 'RIGHTS_GREW' },
    ]
    expect(events.map((event: { changes: object[] }) => event.changes)).toEqual([
      [{ field: 'groups', before: ['member'], after: ['auditor'] }, ...ended],
      [{ field: 'groups', before: ['auditor'], after: ['auditor', 'member'] }, ...ended],
      [{ field: 'groups', before: ['auditor', 'member'], after: ['member'] }],
    ])
  })

  it('tells the person by mail what they were added to and removed from', async () => {
    const lee = await account.join('lee@example.com', ['member'])
    await setGroups(lee.id, ['auditor', 'admin'])
    const [, mail] = await mailsTo(gateway, lee.email, 2)
    expect(mail?.subject).toContain('groups')
    expect(mail?.text).toMatch(/Added to: Admin, Auditor\n.*Removed from: Member/s)
    expect(mail?.text).toContain(account.admin.email)
    expect(mail?.text).toContain('Analytical Engines')
    // The same groups again are no news.
    await setGroups(lee.id, ['admin', 'auditor'])
    await setGroups(lee.id, ['auditor'])
    const mails = await mailsTo(gateway, lee.email, 3)
    expect(mails).toHaveLength(3)
    expect(mails[2]?.text).toContain('Removed from: Admin')
    expect(mails[2]?.text).not.toContain('Added to')
  })

  it('names the argument at fault', async () => {
    expect(faults(await setGroups(mel.id, []))).toEqual(['BAD_INPUT input.groupIds'])
    const of = async (groupIds: string[]) =>
      comparable(await account.admin.send(setGroupsDocument, { input: { userId: mel.id, groupIds } }))
    const { member } = account.groupIds
    const unknown = await of([member, newId('group')])
    expect(unknown.text).toContain('"field":"input.groupIds.1"')
    expect(await of([member, stranger.groupIds.admin])).toEqual(unknown)
    expect(await of([member, mel.id])).toEqual(unknown)
    const { errors } = await setGroups(mel.id, ['auditor'], { expectedVersion: 99 })
    expect(errors[0]?.extensions).toMatchObject({ code: 'STALE_VERSION', currentVersion: (await read(mel.id)).version })
    expect((await read(mel.id)).groups).toEqual([{ key: 'member' }])
  })

  it('lets an Admin change their own groups while another is left', async () => {
    const ann = await account.join('ann@example.com', ['admin'])
    const groupIds = [account.groupIds.member]
    expect(faults(await ann.send(setGroupsDocument, { input: { userId: ann.id, groupIds } }))).toEqual([])
    expect(faults(await ann.send('{ users { totalCount } }'))).toEqual(['FORBIDDEN'])
  })
})

describe('removeUser', () => {
  it('ends sessions and management tokens; database tokens and what names the person stay', async () => {
    const rob = await account.join('rob@example.com', ['admin'])
    const token = await managementToken(rob)
    const { createDatabaseToken } = await rob.run(
      'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
      { input: { clusterId: account.clusterIds[0], description: 'ingest', permissions: [] } },
    )
    expect((await remove(rob.id)).data).toEqual({ removeUser: { id: rob.id } })

    expect(await isOut(rob)).toBe(true)
    expect((await gateway.as(token.secret).send(whoAmI)).status).toBe(401)
    expect(faults(await trySignIn(gateway, { email: rob.email }))).toEqual(['INVALID_CREDENTIALS'])
    expect(await read(rob.id)).toBeNull()
    const kept = await account.admin.run(
      `query ($d: ID!, $m: ID!) { databaseToken(id: $d) { status createdBy { id } }
        managementToken(id: $m) { status createdBy { id } revokedBy { id } } }`,
      { d: createDatabaseToken.token.id, m: token.id },
    )
    expect(kept).toEqual({
      databaseToken: { status: 'ACTIVE', createdBy: null },
      managementToken: { status: 'REVOKED', createdBy: null, revokedBy: { id: account.admin.id } },
    })
    const events = await eventsOf(account.admin, { resourceIds: [rob.id, token.id] })
    expect(events.slice(-2)).toMatchObject([
      { action: 'user.remove', outcome: 'SUCCEEDED', resourceLabel: rob.email },
      { action: 'management_token.revoke', outcome: 'SUCCEEDED' },
    ])
    expect(events.at(-2).changes).toContainEqual({ field: 'groups', before: ['admin'], after: null })
    // The actor is still named, though removed.
    const [theirs] = await eventsOf(account.admin, { actions: ['database_token.create'] })
    expect(theirs).toMatchObject({ actor: null, actorLabel: rob.email })
  })

  it('revokes an invitation to the address that was pending when the person was imported: nobody comes back by it', async () => {
    const { invitation, secret } = await invite(account.admin, account, 'ivy@example.com', {
      groupIds: [account.groupIds.admin],
    })
    await operatorOf(gateway.app.core).importUsers(account.id, [
      { email: 'ivy@example.com', name: 'Ivy', groups: ['member'], attributes: [] },
    ])
    const { users } = await account.admin.run('{ users(filter: { search: "ivy@" }) { nodes { id } } }')
    await remove(users.nodes[0].id)

    expect(faults(await gateway.anonymous.send(acceptDocument, acceptance(secret)))).toEqual(['INVITATION_REVOKED'])
    const { invitation: after } = await account.admin.run(readInvitationDocument, { id: invitation.id })
    expect(after).toMatchObject({ status: 'REVOKED', revokedBy: { id: account.admin.id } })
    const events = await eventsOf(account.admin, { actions: ['invitation.revoke'], resourceIds: [invitation.id] })
    expect(events).toMatchObject([{ outcome: 'SUCCEEDED', resourceLabel: 'ivy@example.com' }])
  })

  it('is final: a second time there is nobody', async () => {
    const sam = await account.join('sam@example.com', ['member'])
    await remove(sam.id)
    expect(faults(await remove(sam.id))).toEqual(['NOT_FOUND id'])
    expect(faults(await update({ id: sam.id, name: 'Samuel' }))).toEqual(['NOT_FOUND input.id'])
  })
})

describe('the last active Admin', () => {
  it('can be neither removed, deactivated nor demoted, by themself or by two requests at once', async () => {
    const lone = await gateway.account('Lone')
    const { admin, groupIds } = lone
    const ways: [string, object][] = [
      [removeDocument, { id: admin.id }],
      [updateDocument, { input: { id: admin.id, status: 'DEACTIVATED' } }],
      [setGroupsDocument, { input: { userId: admin.id, groupIds: [groupIds.member, groupIds.auditor] } }],
    ]
    for (const [document, variables] of ways) {
      expect(faults(await admin.send(document, variables))).toEqual(['LAST_ADMIN'])
    }
    const other = await lone.join('other@example.com', ['admin'])
    await admin.run(updateDocument, { input: { id: other.id, status: 'DEACTIVATED' } })
    // A deactivated Admin does not count.
    for (const [document, variables] of ways) {
      expect(faults(await admin.send(document, variables))).toEqual(['LAST_ADMIN'])
    }
    expect(await admin.run(readDocument, { id: admin.id })).toMatchObject({ user: { status: 'ACTIVE', version: 1 } })
  })

  it('remains when two demote, deactivate and remove each other at once', async () => {
    const pair = await gateway.account('Pair')
    const other = await pair.join('other@example.com', ['admin'])
    const groupIds = [pair.groupIds.member]
    const answers = await Promise.all([
      pair.admin.send(setGroupsDocument, { input: { userId: other.id, groupIds } }),
      other.send(setGroupsDocument, { input: { userId: pair.admin.id, groupIds } }),
      pair.admin.send(updateDocument, { input: { id: other.id, status: 'DEACTIVATED' } }),
      other.send(removeDocument, { id: pair.admin.id }),
    ])
    expect(answers.filter(({ errors }) => errors.length === 0).length).toBeGreaterThan(0)
    const rows = await gateway.db
      .selectFrom('users')
      .innerJoin('user_groups', 'user_groups.user_id', 'users.id')
      .innerJoin('groups', 'groups.id', 'user_groups.group_id')
      .select('users.id')
      .where('users.account_id', '=', pair.id)
      .where('users.status', '=', 'ACTIVE')
      .where('users.removed_at', 'is', null)
      .where('groups.key', '=', 'admin')
      .execute()
    expect(rows).toHaveLength(1)
  })
})

describe.each([
  ['updateUser', 'USER_UPDATE', updateDocument, (id: string) => ({ input: { id, name: 'Eve' } }), 'input.id'],
  [
    'setUserGroups',
    'GROUP_ASSIGN',
    setGroupsDocument,
    (userId: string, groupId: string) => ({ input: { userId, groupIds: [groupId] } }),
    'input.userId',
  ],
  ['removeUser', 'USER_REMOVE', removeDocument, (id: string) => ({ id }), 'id'],
])('%s', (_, permission, document, variables, field) => {
  it('is for Admins: nobody raises themself', async () => {
    const before = await read(mel.id)
    for (const client of [mel, audrey]) {
      const { errors } = await client.send(document, variables(mel.id, account.groupIds.admin))
      expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission, wouldBeGrantedBy: ['admin'] })
    }
    expect(faults(await gateway.anonymous.send(document, variables(mel.id, account.groupIds.admin)))).toEqual([
      'UNAUTHENTICATED',
    ])
    expect(await read(mel.id)).toEqual(before)
  })

  it('knows nobody of another account', async () => {
    const attempt = async (id: string) =>
      comparable(await stranger.admin.send(document, variables(id, stranger.groupIds.member)))
    const unknown = await attempt(newId('user'))
    expect(unknown.text).toContain(`"code":"NOT_FOUND","field":"${field}"`)
    for (const id of [mel.id, 'nonsense', '']) expect(await attempt(id)).toEqual(unknown)
    expect((await read(mel.id)).name).toBe('mel')
  })
})

async function managementToken(client: Client): Promise<{ id: string; secret: string }> {
  const { createManagementToken } = await client.run(
    'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret token { id } } }',
    { input: { description: 'automation', permissions: ['CLUSTER_READ', 'USER_READ'] } },
  )
  return { id: createManagementToken.token.id, secret: createManagementToken.secret }
}
