import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, type Member, openGateway, type TestAccount, type TestGateway } from '../gateway.ts'

let gateway: TestGateway
let account: TestAccount
let member: Member
let token: Client

beforeAll(async () => {
  gateway = await openGateway()
  account = await gateway.account()
  member = await account.join('mel@example.com', ['member'])
  const permissions = ['INVITATION_CREATE', 'INVITATION_READ', 'GROUP_ASSIGN', 'GROUP_READ', 'USER_READ']
  const { createManagementToken } = await account.admin.run(
    'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }',
    { input: { description: 'onboarding', permissions } },
  )
  token = gateway.as(createManagementToken.secret)
})
afterAll(() => gateway.close())

const invite = async (client: Client, email: string, key: 'admin' | 'member') => {
  const { inviteUsers } = await client.run(
    `mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { link error { code } invitation { id } } } }`,
    { input: { invitations: [{ email, groupIds: [account.groupIds[key]] }] } },
  )
  return inviteUsers.results[0]
}

describe('a management token, which can never be an Admin', () => {
  it('invites a Member, but never an Admin: it would be more than itself', async () => {
    expect((await invite(token, 'one@example.com', 'member')).error).toBeNull()
    expect(await invite(token, 'two@example.com', 'admin')).toMatchObject({ error: { code: 'FORBIDDEN' }, link: null })
  })

  it('cannot send an Admin’s invitation again, and so never holds its link', async () => {
    const { invitation } = await invite(account.admin, 'three@example.com', 'admin')
    const attempt = token.run('mutation ($id: ID!) { resendInvitation(id: $id) { link } }', { id: invitation.id })
    await expect(attempt).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('makes nobody an Admin', async () => {
    const attempt = token.run(
      'mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { id } } }',
      {
        input: { userId: member.id, groupIds: [account.groupIds.admin] },
      },
    )
    await expect(attempt).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const { user } = await account.admin.run('query ($id: ID!) { user(id: $id) { groups { key } } }', { id: member.id })
    expect(user.groups).toEqual([{ key: 'member' }])
  })
})
