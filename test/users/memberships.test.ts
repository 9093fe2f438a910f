import { describe, expect, it, onTestFinished } from 'vitest'
import { operatorOf } from '../../src/operator/operator.ts'
import { eventsOf, faults } from '../answers.ts'
import {
  type Client,
  eventually,
  gatewayForTest,
  type Member,
  memberPermissions,
  openGateway,
  type TestGateway,
} from '../gateway.ts'
import { makeGroup, onAccount } from '../groups/custom-groups.ts'
import { acceptance, acceptDocument, invite } from '../invitations/documents.ts'
import { mailsTo } from '../invitations/mailbox.ts'
import { signIn, whoAmI } from '../sessions/documents.ts'
import { makeStore, onPostgres } from '../store.ts'
import { minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { setGroupsDocument, updateDocument } from './documents.ts'

/** On SQLite, time stands still unless a test moves it; on PostgreSQL, the server’s own time goes on. */
let now = Date.UTC(2026, 10, 30, 9)
let ahead = 0
const { gateway, account, person } = useWorld({
  // Conditions on networks are for gateways that know the addresses of their clients.
  environment: { CLUSTERGATE_TRUSTED_PROXIES: '127.0.0.1' },
  ...(onPostgres ? {} : { clock: () => now }),
})
const time = () => (onPostgres ? Date.now() + ahead : now)
function moveTo(at: number): void {
  const by = at - time()
  if (onPostgres) {
    ahead += by
    gateway.advance(by)
  } else now = at
}
/** The last millisecond before a time where time stands still; elsewhere soon enough for what a test does meanwhile. */
const justBefore = (at: number) => at - (onPostgres ? 30_000 : 1)
/** In ten minutes, as the API prints it. */
const soon = () => new Date(time() + 10 * minute).toISOString()

const memberships = 'memberships { group { key } until source grantedBy { email } grantedAt reason counts }'
const readDocument = `query ($id: ID!) { user(id: $id) { version groups { key } permissions partialPermissions ${memberships} } }`
const addDocument = `mutation ($input: AddMembershipInput!) { addMembership(input: $input) { user { version ${memberships} } } }`
const removeDocument = `mutation ($input: RemoveMembershipInput!) { removeMembership(input: $input) { user { version ${memberships} } } }`

const read = async ({ id }: { id: string }) => (await account.admin.run(readDocument, { id })).user
const add = (client: Client, input: object) => client.send(addDocument, { input })
const added = async (client: Client, input: object) => (await client.run(addDocument, { input })).addMembership.user
const remove = (client: Client, input: object) => client.send(removeDocument, { input })
const membershipIn = async (of: { id: string }, key: string) =>
  (await read(of)).memberships.find(({ group }: { group: { key: string } }) => group.key === key)
const keysOf = async (of: { id: string }) => (await read(of)).groups.map(({ key }: { key: string }) => key)
const refusal = ({ errors }: { errors: readonly { message: string; extensions: { code: string } }[] }) =>
  errors[0] && `${errors[0].extensions.code}: ${errors[0].message}`
const isOut = async ({ token }: Member) => (await gateway.as(token).send(whoAmI)).status === 401

async function tokenOf(client: Client, permissions: readonly string[]): Promise<Client> {
  const { createManagementToken } = await client.run(
    'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }',
    { input: { description: 'ci', permissions } },
  )
  return gateway.as(createManagementToken.secret)
}

describe('addMembership', () => {
  const mel = person('mel@example.com', ['member'])

  it('puts a person into a group until a time and says why; they are told, signed out, and the log says all of it', async () => {
    const { id, email } = mel
    const until = soon()
    const { version } = await read(mel)
    const user = await added(account.admin, { userId: id, groupKey: 'auditor', until, reason: 'INC-42' })

    expect(user).toMatchObject({ version: version + 1 })
    expect(user.memberships).toEqual([
      {
        group: { key: 'auditor' },
        until,
        source: 'MANUAL',
        grantedBy: { email: account.admin.email },
        grantedAt: expect.any(String),
        reason: 'INC-42',
        counts: true,
      },
      expect.objectContaining({ group: { key: 'member' }, until: null, source: 'INVITATION', reason: null }),
    ])
    expect(await isOut(mel)).toBe(true)
    const [, mail] = await mailsTo(gateway, email, 2)
    expect(mail?.text).toMatch(/Added to: Auditor/)
    expect(mail?.text).toMatch(/Until: \w+, \d+ \w+ \d{4}/)
    const [event] = await eventsOf(account.admin, { actions: ['membership.add'], resourceIds: [id] })
    expect(event.changes).toEqual([
      { field: 'memberships', before: [], after: [{ group: 'auditor', until, reason: 'INC-42' }] },
      { field: 'endedSessions', before: 0, after: 1 },
      { field: 'sessionEndReason', before: null, after: 'RIGHTS_GREW' },
    ])
  })

  it('gives a membership that is there other terms, which ends no session', async () => {
    const { id } = mel
    const again = await signIn(gateway, account, mel)
    const former = await membershipIn(mel, 'auditor')
    await added(account.admin, { userId: id, groupId: account.groupIds.auditor })
    expect(await membershipIn(mel, 'auditor')).toMatchObject({ until: null, reason: null })
    expect((await again.send(whoAmI)).status).toBe(200)
    const [, event] = await eventsOf(account.admin, { actions: ['membership.add'], resourceIds: [id] })
    expect(event.changes).toEqual([
      {
        field: 'memberships',
        before: [{ group: 'auditor', until: former.until, reason: 'INC-42' }],
        after: [{ group: 'auditor', until: null, reason: null }],
      },
    ])
    const [, , mail] = await mailsTo(gateway, mel.email, 3)
    expect(mail?.text).toMatch(/Still in: Auditor/)
  })

  it('takes a time in the future, one group, and a reason that can be read', async () => {
    const { id } = mel
    const attempt = async (input: object) => faults(await add(account.admin, { userId: id, ...input }))
    const past = new Date(time()).toISOString()
    expect(await attempt({ groupKey: 'auditor', until: past })).toEqual(['BAD_INPUT input.until'])
    expect(await attempt({ groupKey: 'auditor', reason: '' })).toEqual(['BAD_INPUT input.reason'])
    expect(await attempt({})).toEqual(['BAD_INPUT input.groupId'])
    expect(await attempt({ groupKey: 'auditor', groupId: account.groupIds.auditor })).toEqual([
      'BAD_INPUT input.groupId',
    ])
    expect(await attempt({ groupKey: 'nobodies' })).toEqual(['NOT_FOUND input.groupKey'])
  })
})

describe('removeMembership', () => {
  const kit = person('kit@example.com', ['member', 'auditor'])

  it('takes a person out of one group: from the next request on, and they are told', async () => {
    expect((await kit.send('{ users { totalCount } }')).errors).toEqual([])
    expect((await remove(account.admin, { userId: kit.id, groupKey: 'auditor' })).errors).toEqual([])
    expect(faults(await kit.send('{ users { totalCount } }'))).toEqual(['FORBIDDEN'])
    expect(await keysOf(kit)).toEqual(['member'])
    const [, mail] = await mailsTo(gateway, kit.email, 2)
    expect(mail?.text).toMatch(/Removed from: Auditor/)
    const [event] = await eventsOf(account.admin, { actions: ['membership.remove'], resourceIds: [kit.id] })
    expect(event.changes).toEqual([
      { field: 'memberships', before: [{ group: 'auditor', until: null, reason: null }], after: [] },
    ])
    expect(faults(await remove(account.admin, { userId: kit.id, groupKey: 'auditor' }))).toEqual([
      'NOT_FOUND input.groupKey',
    ])
  })
})

describe('the terms of a membership', () => {
  const una = person('una@example.com', ['member'])

  it('stay as they are where setUserGroups keeps the group, and new ones have no end', async () => {
    const until = soon()
    await added(account.admin, { userId: una.id, groupKey: 'auditor', until, reason: 'audit' })
    const before = await membershipIn(una, 'auditor')
    await account.admin.run(setGroupsDocument, { input: { userId: una.id, groupKeys: ['auditor', 'admin'] } })
    expect(await membershipIn(una, 'auditor')).toEqual(before)
    expect(await membershipIn(una, 'admin')).toMatchObject({ until: null, source: 'MANUAL', reason: null })
    expect(await membershipIn(una, 'member')).toBeUndefined()
  })

  it('tell where it comes from: the one who invited, the operator, or nobody known', async () => {
    expect(await membershipIn(account.admin, 'admin')).toMatchObject({ source: 'INVITATION', grantedBy: null })
    expect(await membershipIn(una, 'admin')).toMatchObject({ grantedBy: { email: account.admin.email } })
    const imported = { email: 'ian@example.com', name: 'Ian', groups: ['member'] as const, attributes: [] }
    await operatorOf(gateway.app.core).importUsers(account.id, [imported])
    const { users } = await account.admin.run('{ users(filter: { search: "ian@" }) { nodes { id } } }')
    expect(await membershipIn(users.nodes[0], 'member')).toMatchObject({ source: 'IMPORT', grantedBy: null })
  })

  it('fit a person into 20 groups with 200 grants on resources, and no more', async () => {
    const lou = await account.join('lou@example.com', ['member'])
    const one = { permissions: ['DATABASE_READ'], on: { databases: { namePrefix: 'a' } } }
    const definition = (grants: number) => JSON.stringify({ conditions: {}, grants: Array(grants).fill(one) })
    const rows = Array.from({ length: 20 }, (_, at) => ({
      account_id: account.id,
      id: `group_${String(at).padStart(26, '0')}`,
      key: `wide-${at}`,
      name: `Wide ${at}`,
      definition: definition(at < 11 ? 20 : 0),
    }))
    await gateway.db.insertInto('groups').values(rows).execute()
    const keys = rows.map(({ key }) => key)
    const set = async (groupKeys: readonly string[]) =>
      faults(await account.admin.send(setGroupsDocument, { input: { userId: lou.id, groupKeys } }))
    expect(await set([...keys, 'member'])).toEqual(['BAD_INPUT input.groupIds'])
    expect(await set(keys.slice(0, 11))).toEqual(['BAD_INPUT input.groupIds'])
    expect(await set(keys.slice(1))).toEqual([])
    expect(faults(await add(account.admin, { userId: lou.id, groupKey: 'wide-0' }))).toEqual([
      'BAD_INPUT input.groupId',
    ])
    expect(faults(await add(account.admin, { userId: lou.id, groupKey: 'member' }))).toEqual([])
    expect(faults(await add(account.admin, { userId: lou.id, groupKey: 'admin' }))).toEqual(['BAD_INPUT input.groupId'])
  })
})

describe('what one holds on some resources', () => {
  it('is told apart from what one holds on all, and follows the attributes; a condition on the network counts for the caller alone', async () => {
    const pia = await account.join('pia@example.com', ['member'])
    await makeGroup(account.admin, 'telemetry', {
      conditions: { attributes: [{ key: 'team', anyOf: ['ops'] }] },
      grants: [{ permissions: ['DATABASE_DELETE'], on: { databases: { namePrefix: 'telemetry' } } }],
    })
    await makeGroup(account.admin, 'here', {
      conditions: { networks: ['127.0.0.0/8'] },
      grants: [onAccount('AUDIT_READ')],
    })
    await makeGroup(account.admin, 'elsewhere', {
      conditions: { networks: ['203.0.113.0/24'] },
      grants: [onAccount('USER_READ')],
    })
    for (const groupKey of ['telemetry', 'here', 'elsewhere']) await added(account.admin, { userId: pia.id, groupKey })
    const seen = async () => {
      const again = await signIn(gateway, account, pia)
      const { viewer } = await again.run(
        `{ viewer { permissions partialPermissions user { partialPermissions memberships { group { key } counts } } } }`,
      )
      return viewer
    }
    expect((await seen()).partialPermissions).toEqual([])
    expect((await read(pia)).memberships).toMatchObject([
      { group: { key: 'elsewhere' }, counts: false },
      { group: { key: 'here' }, counts: false },
      { group: { key: 'member' }, counts: true },
      { group: { key: 'telemetry' }, counts: false },
    ])
    await account.admin.run(updateDocument, { input: { id: pia.id, attributes: [{ key: 'team', value: 'ops' }] } })
    const viewer = await seen()
    expect(viewer.partialPermissions).toEqual(['DATABASE_DELETE'])
    expect(viewer.user.partialPermissions).toEqual(['DATABASE_DELETE'])
    expect(viewer.permissions).toEqual(expect.arrayContaining(['AUDIT_READ']))
    expect(viewer.permissions).not.toContain('USER_READ')
    const counts = ({ memberships: all }: { memberships: { group: { key: string }; counts: boolean }[] }) =>
      Object.fromEntries(all.map((one) => [one.group.key, one.counts]))
    expect(counts(viewer.user)).toEqual({ elsewhere: false, here: true, member: true, telemetry: true })
    // Of others, no request is at hand.
    const { permissions, ...others } = await read(pia)
    expect(counts(others)).toEqual({ elsewhere: false, here: false, member: true, telemetry: true })
    expect(permissions).not.toContain('AUDIT_READ')
    const { users } = await account.admin.run('{ users(filter: { search: "pia" }) { nodes { partialPermissions } } }')
    expect(users.nodes).toEqual([{ partialPermissions: ['DATABASE_DELETE'] }])
  })
})

describe('a membership that has ended', () => {
  const gil = person('gil@example.com', ['member'])

  it('is none anywhere from its millisecond on, also while its row is there', async () => {
    const until = soon()
    await added(account.admin, { userId: gil.id, groupKey: 'auditor', until })
    await gateway.db.deleteFrom('tasks').where('kind', '=', 'membership.expire').execute()
    const again = await signIn(gateway, account, gil)
    const seen = async () => {
      const { group, users } = await account.admin.run(
        `query ($id: ID!) {
          group(id: $id) { members { totalCount nodes { email } } }
          users(filter: { groupKeys: ["auditor"] }) { totalCount nodes { email groups { key } permissions } }
        }`,
        { id: account.groupIds.auditor },
      )
      const { viewer } = await again.run('{ viewer { permissions user { groups { key } memberships { until } } } }')
      const { explainAccess } = await account.admin.run(
        'query ($userId: ID) { explainAccess(permission: AUDIT_READ, userId: $userId) { allowed } }',
        { userId: gil.id },
      )
      const isHere = ({ nodes }: { nodes: { email: string }[] }) => nodes.some(({ email }) => email === gil.email)
      return {
        listed: [isHere(group.members), isHere(users)],
        counted: [group.members.totalCount - group.members.nodes.length, users.totalCount - users.nodes.length],
        viewer: [viewer.permissions.includes('AUDIT_READ'), viewer.user.groups.length, viewer.user.memberships.length],
        explained: explainAccess.allowed,
        read: (await read(gil)).permissions.includes('AUDIT_READ'),
        asked: faults(await again.send('{ auditEvents(first: 1) { totalCount } }')),
      }
    }
    moveTo(justBefore(Date.parse(until)))
    expect(await seen()).toEqual({
      listed: [true, true],
      counted: [0, 0],
      viewer: [true, 2, 2],
      explained: true,
      read: true,
      asked: [],
    })
    moveTo(Date.parse(until))
    expect(await seen()).toEqual({
      listed: [false, false],
      counted: [0, 0],
      viewer: [false, 1, 1],
      explained: false,
      read: false,
      asked: ['FORBIDDEN'],
    })
    const rows = await gateway.db.selectFrom('user_groups').select('until').where('user_id', '=', gil.id).execute()
    expect(rows).toHaveLength(2)
  })

  it('no longer counts for a change that was asked before and runs then', async () => {
    const tom = await account.join('tom@example.com', ['member'])
    const until = soon()
    await added(account.admin, { userId: tom.id, groupKey: 'admin', until })
    const again = await signIn(gateway, account, tom)
    const create = 'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }'
    const input = { clusterId: account.clusterIds[0], name: 'too-late' }
    // Half of the time that an operation has: it must neither be too late here nor be given up.
    moveTo(Date.parse(until) - (onPostgres ? 5_000 : 1))
    let reads = 0
    gateway.onStatement((sql) => {
      if (!sql.includes('from "sessions"')) return
      reads++
      moveTo(Date.parse(until))
    })
    const answer = await again.send(create, { input })
    gateway.onStatement(() => {})
    expect(faults(answer)).toEqual(['FORBIDDEN'])
    expect(reads, 'once for the request, and once in its transaction').toBe(2)
  })

  it('is cleared away by the gateway, with the invitations that were sent under it', async () => {
    const ivo = await account.join('ivo@example.com', ['member'])
    await makeGroup(account.admin, 'inviters', { grants: [onAccount('INVITATION_CREATE', 'INVITATION_READ')] })
    const until = soon()
    await added(account.admin, { userId: ivo.id, groupKey: 'inviters', until, reason: 'hiring' })
    const again = await signIn(gateway, account, ivo)
    const { secret } = await invite(again, account, 'guest@example.com')
    const { version } = await read(ivo)
    moveTo(Date.parse(until))
    const [event] = await eventually(async () => {
      const found = await eventsOf(account.admin, { actions: ['membership.expire'], resourceIds: [ivo.id] })
      return found.length > 0 && found
    })
    expect(event).toMatchObject({ actorLabel: 'gateway', outcome: 'SUCCEEDED', resourceLabel: ivo.email })
    expect(event.changes).toEqual([
      { field: 'memberships', before: [{ group: 'inviters', until, reason: 'hiring' }], after: [] },
    ])
    const revoked = await eventsOf(account.admin, { actions: ['invitation.revoke'] })
    expect(revoked.at(-1)).toMatchObject({ actorLabel: 'gateway', resourceLabel: 'guest@example.com' })
    expect(faults(await gateway.anonymous.send(acceptDocument, acceptance(secret)))).toEqual(['INVITATION_REVOKED'])
    expect((await read(ivo)).version).toBe(version + 1)
    expect(await keysOf(ivo)).toEqual(['member'])
    await gateway.tasksDone()
    const rows = await gateway.db.selectFrom('user_groups').select('until').where('user_id', '=', ivo.id).execute()
    expect(rows).toEqual([{ until: null }])
  })

  it('ends when it is to: an earlier end than before is kept to, and a later one', async () => {
    const eve = await account.join('eve@example.com', ['member'])
    const [early, late] = [soon(), new Date(time() + 20 * minute).toISOString()]
    await added(account.admin, { userId: eve.id, groupKey: 'auditor', until: late })
    await added(account.admin, { userId: eve.id, groupKey: 'auditor', until: early })
    await added(account.admin, { userId: eve.id, groupKey: 'admin', until: early })
    await added(account.admin, { userId: eve.id, groupKey: 'admin', until: late })
    const expired = async () =>
      (await eventsOf(account.admin, { actions: ['membership.expire'], resourceIds: [eve.id] })).length
    moveTo(Date.parse(early))
    await eventually(async () => (await expired()) === 1)
    expect(await keysOf(eve)).toEqual(['admin', 'member'])
    moveTo(Date.parse(late))
    await eventually(async () => (await expired()) === 2)
    expect(await keysOf(eve)).toEqual(['member'])
  })
})

describe('nobody gives more than they hold', () => {
  const bea = person('bea@example.com', ['member'])

  it('an Admin whose membership ends gives nothing that lasts longer, in no way', async () => {
    const tess = await account.join('tess@example.com', ['member'])
    const olga = await account.join('olga@example.com', ['admin'])
    const end = time() + 10 * minute
    const until = new Date(end).toISOString()
    await added(account.admin, { userId: tess.id, groupKey: 'admin', until })
    await remove(account.admin, { userId: tess.id, groupKey: 'member' })
    const again = await signIn(gateway, account, tess)
    const tooLong =
      /^FORBIDDEN: Nobody gives or takes more than they hold: Admin grants .*, which you do not hold that long\.$/
    const give = async (input: object) => refusal(await add(again, { userId: bea.id, groupKey: 'admin', ...input }))
    expect(await give({})).toMatch(tooLong)
    expect(await give({ until: new Date(end + 1).toISOString() })).toMatch(tooLong)
    expect(await give({ until })).toBeUndefined()
    expect(await give({ userId: tess.id })).toMatch(tooLong)
    const set = { input: { userId: olga.id, groupKeys: ['admin', 'auditor'] } }
    expect(refusal(await again.send(setGroupsDocument, set))).toContain('Auditor grants')
    const [invited] = (
      await again.run(
        'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { error { code } } } }',
        { input: { invitations: [{ email: 'friend@example.com', groupKeys: ['member'] }] } },
      )
    ).inviteUsers.results
    expect(invited.error.code).toBe('FORBIDDEN')
    const move = 'mutation ($input: ChangeEmailInput!) { changeEmail(input: $input) { pendingEmail } }'
    const moved = await again.send(move, { input: { userId: olga.id, email: 'mine@example.com' } })
    expect(refusal(moved)).toMatch(tooLong)
    await account.admin.run(updateDocument, { input: { id: olga.id, status: 'DEACTIVATED' } })
    expect(refusal(await again.send(updateDocument, { input: { id: olga.id, status: 'ACTIVE' } }))).toMatch(tooLong)
    // What they hold now, they may take.
    expect(refusal(await remove(again, { userId: bea.id, groupKey: 'admin' }))).toBeUndefined()

    const token = await tokenOf(again, ['GROUP_ASSIGN', 'USER_READ', ...memberPermissions])
    expect(refusal(await add(token, { userId: bea.id, groupKey: 'member' }))).toContain('do not hold that long')
    expect(refusal(await add(token, { userId: bea.id, groupKey: 'member', until }))).toBeUndefined()
  })

  it('a group with GROUP_ASSIGN on one network gives what counts on that network, and nothing that counts everywhere', async () => {
    const omar = await account.join('omar@example.com', ['member'])
    const grants = [onAccount('GROUP_ASSIGN', 'INVITATION_CREATE', 'USER_READ', ...memberPermissions)]
    const networks = ['127.0.0.0/8']
    await makeGroup(account.admin, 'office', { conditions: { networks }, grants })
    await makeGroup(account.admin, 'desk', { conditions: { networks: ['127.0.0.1/32'] }, grants })
    await makeGroup(account.admin, 'anywhere', { grants })
    await account.admin.run(setGroupsDocument, { input: { userId: omar.id, groupKeys: ['office'] } })
    const again = await signIn(gateway, account, omar)
    const give = async (groupKey: string) => refusal(await add(again, { userId: bea.id, groupKey }))
    expect(await give('desk')).toBeUndefined()
    expect(await give('anywhere')).toContain('anywhere grants')
    expect(await give('anywhere')).toContain('which you hold under other conditions.')
    expect(await give('auditor')).toContain('which you lack')
    // An invitation is good only while its sender could send it, from wherever.
    const invitations = [{ email: 'guest2@example.com', groupKeys: ['desk'] }]
    const { inviteUsers } = await again.run(
      'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { error { code message } } } }',
      { input: { invitations } },
    )
    expect(inviteUsers.results[0].error).toMatchObject({ code: 'FORBIDDEN' })
    expect(inviteUsers.results[0].error.message).toContain('while its sender could send it')
  })

  it('a management token gives what it holds in its creator’s name, and never Admin', async () => {
    const alone = await tokenOf(account.admin, ['GROUP_ASSIGN', 'GROUP_READ', 'USER_READ'])
    expect(refusal(await add(alone, { userId: bea.id, groupKey: 'member' }))).toContain('which you lack')
    const { viewer } = await account.admin.run('{ viewer { permissions } }')
    const all = viewer.permissions.filter((name: string) => name !== 'MANAGEMENT_TOKEN_CREATE')
    const token = await tokenOf(account.admin, all)
    expect(refusal(await add(token, { userId: bea.id, groupKey: 'admin' }))).toBe(
      'FORBIDDEN: Nobody gives or takes more than they hold: Admin grants MANAGEMENT_TOKEN_CREATE, which you lack. Only a person can hold MANAGEMENT_TOKEN_CREATE.',
    )
    const { memberships: held } = await added(token, { userId: bea.id, groupKey: 'auditor' })
    expect(held).toContainEqual(
      expect.objectContaining({ group: { key: 'auditor' }, grantedBy: { email: account.admin.email } }),
    )
  })
})

describe('an account keeps an Admin', () => {
  it('for good: one whose membership ends counts for none, and the last other one is given no end', async () => {
    const engines = await gateway.account('Engines')
    const ada = engines.admin
    const tess = await engines.join('tess@example.com', ['member'])
    const until = soon()
    await added(ada, { userId: tess.id, groupKey: 'admin', until })
    const again = await signIn(gateway, engines, tess)
    const last = ['LAST_ADMIN']
    const admin = { userId: ada.id, groupKey: 'admin' }
    expect(faults(await add(again, { ...admin, until }))).toEqual(last)
    expect(faults(await remove(again, admin))).toEqual(last)
    const member = { input: { userId: ada.id, groupKeys: ['member'] } }
    expect(faults(await again.send(setGroupsDocument, member))).toEqual(last)
    expect(faults(await ada.send(setGroupsDocument, member))).toEqual(last)
    expect(faults(await again.send(updateDocument, { input: { id: ada.id, status: 'DEACTIVATED' } }))).toEqual(last)
    expect(faults(await again.send('mutation ($id: ID!) { removeUser(id: $id) { id } }', { id: ada.id }))).toEqual(last)
    // Tess herself may go at any time.
    expect(faults(await remove(ada, { userId: tess.id, groupKey: 'admin' }))).toEqual([])

    await added(ada, { userId: tess.id, groupKey: 'admin' })
    expect(faults(await add(ada, { ...admin, until }))).toEqual([])
  })
})

it('memberships that ended while no gateway ran are cleared away by the next one, once', async () => {
  const store = await makeStore()
  onTestFinished(() => store.remove())
  const before = await openGateway({ store })
  const engines = await before.account('Engines')
  const tess = await engines.join('tess@example.com', ['member'])
  const until = new Date(Date.now() + 10 * minute).toISOString()
  await added(engines.admin, { userId: tess.id, groupKey: 'auditor', until })
  await before.tasksDone()
  await before.close()

  const gateways = await Promise.all((onPostgres ? [1, 2] : [1]).map(() => gatewayForTest({ store })))
  for (const one of gateways) one.advance(11 * minute)
  const [after] = gateways as [TestGateway]
  const ada = after.as(engines.admin.token)
  const expired = () => eventsOf(ada, { actions: ['membership.expire'] })
  await eventually(async () => (await expired()).length > 0)
  await after.tasksDone()
  expect(await expired()).toHaveLength(1)
})
