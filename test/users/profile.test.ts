import { beforeEach, describe, expect, it } from 'vitest'
import { eventsOf, faults } from '../answers.ts'
import { type Member, password } from '../gateway.ts'
import { trySignIn, whoAmI } from '../sessions/documents.ts'
import { useWorld } from '../world.ts'

const { gateway, account } = useWorld({ accountName: 'Analytical Engines' })
let mel: Member
let people = 0

beforeEach(async () => {
  mel = await account.join(`mel-${++people}@example.com`, ['member'])
})

const profileDocument =
  'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { user { name version } } }'
const leaveDocument = 'mutation ($input: LeaveAccountInput!) { leaveAccount(input: $input) { id } }'
const rename = (client: Pick<Member, 'send'>, input: object) => client.send(profileDocument, { input })
const leave = (client: Pick<Member, 'send'>, confirmName = 'Analytical Engines') =>
  client.send(leaveDocument, { input: { confirmName } })
const makeToken = async (permissions: readonly string[]) => {
  const { createManagementToken } = await account.admin.run(
    'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }',
    { input: { description: 'robot', permissions } },
  )
  return gateway.as(createManagementToken.secret)
}

describe('updateProfile', () => {
  it('lets everybody mend their own name, at the version they know, and the audit log tells it', async () => {
    const { data } = await rename(mel, { name: ' Mel ‘Ada’ Lane ', expectedVersion: 1 })
    expect(data.updateProfile.user).toEqual({ name: 'Mel ‘Ada’ Lane', version: 2 })
    expect((await mel.run('{ viewer { user { name } } }')).viewer.user.name).toBe('Mel ‘Ada’ Lane')
    const [event] = await eventsOf(account.admin, { actions: ['user.update_profile'], resourceIds: [mel.id] })
    expect(event).toMatchObject({ outcome: 'SUCCEEDED', actorLabel: mel.email, changes: [{ field: 'name' }] })
  })

  it('refuses bad names and old versions, the anonymous, and tokens, which are nobody', async () => {
    expect(faults(await rename(mel, { name: 'two\nlines' }))).toEqual(['BAD_INPUT input.name'])
    expect(faults(await rename(mel, { name: 'Mel', expectedVersion: 9 }))).toEqual(['STALE_VERSION'])
    expect(faults(await rename(gateway.anonymous, { name: 'Mel' }))).toEqual(['UNAUTHENTICATED'])
    expect(faults(await rename(await makeToken(['USER_UPDATE']), { name: 'Mel' }))).toEqual(['FORBIDDEN'])
  })
})

describe('leaveAccount', () => {
  it('removes oneself, by the name of the account: sessions end, and nobody signs in any more', async () => {
    expect(faults(await leave(mel, 'Analytical'))).toEqual(['BAD_INPUT input.confirmName'])
    expect((await leave(mel)).data).toEqual({ leaveAccount: { id: mel.id } })

    expect((await mel.send(whoAmI)).status).toBe(401)
    expect(faults(await trySignIn(gateway, { email: mel.email, password }))).toEqual(['INVALID_CREDENTIALS'])
    const { user } = await account.admin.run('query ($id: ID!) { user(id: $id) { id } }', { id: mel.id })
    expect(user).toBeNull()
    const events = await eventsOf(account.admin, { actions: ['user.leave'], resourceIds: [mel.id] })
    expect(events.at(-1)).toMatchObject({ outcome: 'SUCCEEDED', actorLabel: mel.email })
  })

  it('takes along what a leaving Admin could still act by: tokens, and pending invitations', async () => {
    const leaver = await account.join(`leaver-${people}@example.com`, ['admin'])
    const { createManagementToken } = await leaver.run(
      'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }',
      { input: { description: 'robot', permissions: ['ACCOUNT_READ'] } },
    )
    const { inviteUsers } = await leaver.run(
      'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { invitation { id } } } }',
      { input: { invitations: [{ email: `next-${people}@example.com`, groupIds: [account.groupIds.member] }] } },
    )
    await leave(leaver)

    expect((await gateway.as(createManagementToken.secret).send('{ account { id } }')).status).toBe(401)
    const { invitation } = await account.admin.run('query ($id: ID!) { invitation(id: $id) { status } }', {
      id: inviteUsers.results[0].invitation.id,
    })
    expect(invitation.status).toBe('REVOKED')
  })

  it('is refused to the last Admin, to the anonymous, and to tokens', async () => {
    const alone = await gateway.account('Alone')
    expect(faults(await leave(alone.admin, 'Alone'))).toEqual(['LAST_ADMIN'])
    expect(faults(await leave(gateway.anonymous))).toEqual(['UNAUTHENTICATED'])
    expect(faults(await leave(await makeToken(['USER_REMOVE'])))).toEqual(['FORBIDDEN'])
  })
})
