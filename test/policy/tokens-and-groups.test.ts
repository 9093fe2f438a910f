import { beforeAll, describe, expect, it } from 'vitest'
import { type BuiltInKey, type Client, memberPermissions, secretOf, type TestAccount } from '../gateway.ts'
import { type Maker, stateOf, useMakers } from './world.ts'

const world = useMakers()
const { gateway } = world
let account: TestAccount
let make: Maker
/** Does nothing but invite. */
let inviter: Client
/** Puts people into groups and invites them, and may do what a Member may. */
let onboarding: Client

beforeAll(async () => {
  account = await gateway.account()
  make = world.maker(account, account.admin)
  inviter = await make.managementToken(['INVITATION_CREATE'])
  onboarding = await make.managementToken([
    'INVITATION_CREATE',
    'INVITATION_READ',
    'GROUP_ASSIGN',
    'USER_READ',
    'USER_UPDATE',
    ...memberPermissions,
  ])
})

const invite = async (client: Client, keys: readonly BuiltInKey[]) => {
  const { inviteUsers } = await client.run(
    `mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) {
      results { link error { code message missingPermissions wouldBeGrantedBy } } } }`,
    {
      input: {
        invitations: [{ email: `${make.name()}@example.com`, groupIds: keys.map((key) => account.groupIds[key]) }],
      },
    },
  )
  return inviteUsers.results[0]
}
const resend = (client: Client, id: string) =>
  client.run('mutation ($id: ID!) { resendInvitation(id: $id) { link } }', { id })
const setGroups = (client: Client, userId: string, keys: readonly BuiltInKey[]) =>
  client.run('mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { groups { key } } } }', {
    input: { userId, groupIds: keys.map((key) => account.groupIds[key]) },
  })
const setStatus = (client: Client, id: string, status: string) =>
  client.run('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { status } } }', {
    input: { id, status },
  })

describe('nobody grants more than they hold', () => {
  it('a management token that may only invite does not become an Auditor, nor anybody, by its own invitation', async () => {
    const before = await stateOf(gateway, account.id)
    for (const key of ['auditor', 'member', 'admin'] as const) {
      const { link, error } = await invite(inviter, [key])
      expect(link).toBeNull()
      expect(error.code).toBe('FORBIDDEN')
      expect(error.missingPermissions).toContain('ACCOUNT_READ')
      expect(error.wouldBeGrantedBy).toContain('admin')
    }
    // No link, no mail, and nobody to become: what was one permission stays one.
    expect(await stateOf(gateway, account.id)).toBe(before)
    const { viewer } = await inviter.run('{ viewer { permissions } }')
    expect(viewer.permissions).toEqual(['INVITATION_CREATE'])
    await expect(inviter.run('{ auditEvents { nodes { id } } }')).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('nor by one that an Admin has sent, which it would have to send again', async () => {
    const { id, secret } = await make.invitation(['auditor'])
    await expect(resend(inviter, id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const { invitationPreview } = await gateway.anonymous.run(
      'query ($secret: String!) { invitationPreview(secret: $secret) { status } }',
      { secret },
    )
    expect(invitationPreview.status).toBe('PENDING')
  })

  it('a token that holds all that a group grants gives it, and what it makes can do no more than itself', async () => {
    const { link, error } = await invite(onboarding, ['member'])
    expect(error).toBeNull()
    const { acceptInvitation } = await gateway.anonymous.run(
      'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { user { permissions } } }',
      { input: { secret: secretOf(link), name: 'Mel', password: 'a Long pass-phrase 7' } },
    )
    const { viewer } = await onboarding.run('{ viewer { permissions } }')
    expect(viewer.permissions).toEqual(expect.arrayContaining(acceptInvitation.user.permissions))
  })

  it('is told what is missing, as data', async () => {
    const person = await make.person()
    const attempt = setGroups(onboarding, person.id, ['member', 'auditor'])
    await expect(attempt).rejects.toMatchObject({
      code: 'FORBIDDEN',
      error: {
        extensions: {
          permission: 'MANAGEMENT_TOKEN_READ',
          missingPermissions: ['MANAGEMENT_TOKEN_READ', 'SESSION_READ', 'AUDIT_READ'],
          wouldBeGrantedBy: ['admin', 'auditor'],
        },
        message: expect.stringMatching(/Auditor grants .*AUDIT_READ/),
      },
    })
  })

  it('no management token makes an Admin, whatever it carries', async () => {
    const all = (await account.admin.run('{ viewer { permissions } }')).viewer.permissions
    const token = await make.managementToken(all.filter((one: string) => one !== 'MANAGEMENT_TOKEN_CREATE'))
    const missing = { missingPermissions: ['MANAGEMENT_TOKEN_CREATE'] }
    expect(await invite(token, ['admin'])).toMatchObject({ link: null, error: { code: 'FORBIDDEN', ...missing } })
    const person = await make.person()
    await expect(setGroups(token, person.id, ['admin'])).rejects.toMatchObject({ error: { extensions: missing } })
    expect((await setGroups(token, person.id, ['auditor'])).setUserGroups.user.groups).toEqual([{ key: 'auditor' }])
  })

  it('a person who invites needs no less', async () => {
    for (const key of ['admin', 'member', 'auditor'] as const) {
      expect((await invite(account.admin, [key])).error).toBeNull()
    }
  })
})

describe('nobody takes more than they hold', () => {
  it('a token takes nobody out of a group that it could not give', async () => {
    const auditor = await make.person(['auditor'])
    const admin = await make.person(['admin'])
    for (const { id } of [auditor, admin]) {
      await expect(setGroups(onboarding, id, ['member'])).rejects.toMatchObject({ code: 'FORBIDDEN' })
      const { user } = await account.admin.run('query ($id: ID!) { user(id: $id) { groups { key } } }', { id })
      expect(user.groups).not.toContainEqual({ key: 'member' })
    }
    const member = await make.person(['member'])
    expect((await setGroups(onboarding, member.id, ['member'])).setUserGroups.user.groups).toEqual([{ key: 'member' }])
  })

  it('a token does not bring back somebody who would be more than itself', async () => {
    const auditor = await make.person(['auditor'])
    const member = await make.person(['member'])
    for (const { id } of [auditor, member]) await setStatus(onboarding, id, 'DEACTIVATED')
    await expect(setStatus(onboarding, auditor.id, 'ACTIVE')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await setStatus(onboarding, member.id, 'ACTIVE')).updateUser.user.status).toBe('ACTIVE')
  })
})
