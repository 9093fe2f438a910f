import { beforeAll, describe, expect, it } from 'vitest'
import { eventsOf, faults } from '../answers.ts'
import { type Client, eventually, memberPermissions, type TestAccount } from '../gateway.ts'
import { idOfCopy } from '../id-of-copy.ts'
import { signIn } from '../sessions/documents.ts'
import { hour, minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { acceptance, acceptDocument, invite, previewDocument, readDocument, resendDocument } from './documents.ts'
import { mailsOf } from './mailbox.ts'

const { gateway, account, admin: ada } = useWorld()
/** Her session; a test that lets hours pass signs her in again. */
let admin: Client = ada

const permissions = ['INVITATION_CREATE', 'INVITATION_READ', 'USER_READ', ...memberPermissions]

async function makeToken(creator: Client = admin, input: object = {}): Promise<Client & { readonly id: string }> {
  const { createManagementToken } = await creator.run(
    `mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret token { id } } }`,
    { input: { description: 'onboarding', permissions, ...input } },
  )
  return { ...gateway.as(createManagementToken.secret), id: createManagementToken.token.id }
}
const revokeToken = (id: string) =>
  admin.run('mutation ($id: ID!) { revokeManagementToken(id: $id) { token { status } } }', { id })
const read = async (id: string, client = admin) => (await client.run(readDocument, { id })).invitation
const preview = async (secret: string) => (await gateway.anonymous.run(previewDocument, { secret })).invitationPreview
const accept = (secret: string) => gateway.anonymous.send(acceptDocument, acceptance(secret))

describe('a management token that is revoked', () => {
  it('takes the pending invitations that it sent with it, in the same change, and the audit log says so', async () => {
    const token = await makeToken()
    const pending = await invite(token, account, 'pending@example.com')
    const accepted = await invite(token, account, 'accepted@example.com')
    await accept(accepted.secret)
    const admins = await invite(admin, account, 'admins@example.com')
    const adopted = await invite(token, account, 'adopted@example.com')
    const { resendInvitation } = await admin.run(resendDocument, { id: adopted.invitation.id })

    await revokeToken(token.id)

    expect(await read(pending.invitation.id)).toMatchObject({ status: 'REVOKED', revokedBy: { id: account.admin.id } })
    expect(faults(await accept(pending.secret))).toEqual(['INVITATION_REVOKED'])
    expect(await preview(pending.secret)).toMatchObject({ status: 'REVOKED' })
    expect((await read(accepted.invitation.id)).status).toBe('ACCEPTED')
    expect((await read(admins.invitation.id)).status).toBe('PENDING')
    // Who sends it again answers for it.
    expect(resendInvitation.invitation.status).toBe('PENDING')
    expect((await read(adopted.invitation.id)).status).toBe('PENDING')
    const events = await eventsOf(admin, { resourceIds: [pending.invitation.id], actions: ['invitation.revoke'] })
    expect(events).toMatchObject([{ outcome: 'SUCCEEDED', actorLabel: account.admin.email }])
    const [revoked] = (await eventsOf(admin, {
      actions: ['management_token.revoke'],
      resourceIds: [token.id],
    })) as object[]
    expect(revoked).toMatchObject({ outcome: 'SUCCEEDED' })
  })

  it('keeps back the mails that have not left yet', async () => {
    const token = await makeToken()
    const { db } = gateway
    const { invitation } = await invite(token, account, 'queued@example.com')
    await eventually(async () => (await read(invitation.id)).delivery === 'WRITTEN')
    // As it is while the mail server does not answer.
    await db
      .updateTable('outbox')
      .set({ status: 'QUEUED', message: 'sealed', next_attempt_at: gateway.app.core.clock() + hour })
      .where('recipient', '=', 'queued@example.com')
      .execute()
    await revokeToken(token.id)
    const mail = await db
      .selectFrom('outbox')
      .select(['status', 'failure', 'message'])
      .where('recipient', '=', 'queued@example.com')
      .executeTakeFirstOrThrow()
    expect(mail).toEqual({ status: 'FAILED', failure: 'WITHDRAWN', message: null })
    expect((await read(invitation.id)).delivery).toBe('FAILED')
  })
})

it.each([
  [
    'demoted',
    'mutation ($id: ID!, $groups: [ID!]!) { setUserGroups(input: { userId: $id, groupIds: $groups }) { __typename } }',
  ],
  ['deactivated', 'mutation ($id: ID!) { updateUser(input: { id: $id, status: DEACTIVATED }) { __typename } }'],
  ['removed', 'mutation ($id: ID!) { removeUser(id: $id) { __typename } }'],
])('the invitations of a token end when its creator is %s', async (how, document) => {
  const creator = await account.join(`creator-${how}@example.com`, ['admin'])
  const token = await makeToken(creator)
  const { invitation, secret } = await invite(token, account, `of-${how}@example.com`)
  await admin.run(document, { id: creator.id, groups: [account.groupIds.member] })
  expect((await read(invitation.id)).status).toBe('REVOKED')
  expect(faults(await accept(secret))).toEqual(['INVITATION_REVOKED'])
})

it('no invitation outlives the token that sends it: its link, its mail and its status say so', async () => {
  const expiresAt = new Date(gateway.app.core.clock() + 30 * minute).toISOString()
  const token = await makeToken(admin, { expiresAt })
  const short = await invite(token, account, 'short@example.com')
  expect(short.invitation.expiresAt).toBe(expiresAt)
  const { resendInvitation } = await token.run(resendDocument, { id: short.invitation.id })
  expect(resendInvitation.invitation.expiresAt).toBe(expiresAt)
  const ours = await invite(token, account, 'ours@example.com')
  await admin.run(resendDocument, { id: ours.invitation.id })

  gateway.advance(31 * minute)
  expect((await read(short.invitation.id)).status).toBe('EXPIRED')
  expect((await read(ours.invitation.id)).status).toBe('PENDING')
  expect(faults(await accept(resendInvitation.link.split('#')[1]))).toEqual(['INVITATION_EXPIRED'])
})

it('a link works only while its sender could still send it, however they came to lose that', async () => {
  const sender = await account.join('sender@example.com', ['admin'])
  const token = await makeToken(sender)
  const links = [
    await invite(await signInAgain(sender), account, 'direct@example.com'),
    await invite(token, account, 'by-token@example.com'),
  ]
  // As a restored store, or another version that knows less, would leave it.
  const { db } = gateway
  const memberId = account.groupIds.member
  await db.updateTable('user_groups').set({ group_id: memberId }).where('user_id', '=', sender.id).execute()
  for (const { secret } of links) {
    expect((await preview(secret)).status).toBe('REVOKED')
    expect(faults(await accept(secret))).toEqual(['INVITATION_REVOKED'])
  }
  await db
    .updateTable('user_groups')
    .set({ group_id: account.groupIds.admin })
    .where('user_id', '=', sender.id)
    .execute()
  for (const { secret } of links) expect(faults(await accept(secret))).toEqual([])
})

const signInAgain = (member: TestAccount['admin']) => signIn(gateway, account, member)

describe('invitation mails', () => {
  const address = 'often@example.com'
  let strange: TestAccount

  beforeAll(async () => {
    strange = await gateway.account('Strangers')
    admin = await signInAgain(account.admin)
  })

  it('are at most 5 an hour to one address, by all senders and ways together', async () => {
    const token = await makeToken()
    const { invitation } = await invite(token, account, address)
    for (const client of [token, admin, token, admin]) await client.run(resendDocument, { id: invitation.id })
    const before = await read(invitation.id)
    for (const client of [token, admin]) {
      const { errors } = await client.send(resendDocument, { id: invitation.id })
      expect(errors).toMatchObject([
        { extensions: { code: 'RATE_LIMITED' }, message: expect.stringContaining('5 such mails') },
      ])
      const wait = errors[0]?.extensions.retryAfterSeconds ?? 0
      expect(wait).toBeGreaterThan(3_000)
      expect(wait).toBeLessThanOrEqual(3_600)
    }
    const { delivery: _, ...after } = await read(invitation.id)
    expect(before).toMatchObject(after)
    // Nor by a new invitation in its place; that row alone is refused.
    await admin.run('mutation ($id: ID!) { revokeInvitation(id: $id) { __typename } }', { id: invitation.id })
    const { inviteUsers } = await admin.run(
      `mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) {
        results { email error { code retryAfterSeconds } } } }`,
      {
        input: {
          invitations: [address, 'fresh@example.com'].map((email) => ({ email, groupIds: [account.groupIds.member] })),
        },
      },
    )
    expect(inviteUsers.results).toEqual([
      { email: address, error: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) } },
      { email: 'fresh@example.com', error: null },
    ])
    // What another account sends is its own affair.
    expect((await invite(strange.admin, strange, address)).invitation.status).toBe('PENDING')
    gateway.advance(hour)
    admin = await signInAgain(account.admin)
    expect((await invite(admin, account, address)).invitation.status).toBe('PENDING')
  })

  it('are at most 500 an hour in the name of a person, with all of their tokens', async () => {
    const token = await makeToken()
    const db = gateway.db
    const { mail_id } = await db.selectFrom('invitation_sendings').select('mail_id').executeTakeFirstOrThrow()
    // The mails of the hour as the store counts them, of which five are made and the rest is written beside.
    const at = gateway.app.core.clock()
    const mails = Array.from({ length: 498 }, (_, index) => idOfCopy(mail_id, index))
    const outbox = mails.map((id) => ({
      account_id: account.id,
      id,
      recipient: 'x@example.com',
      message: null,
      status: 'SENT' as const,
      attempts: 1,
      next_attempt_at: at,
      created_at: at,
    }))
    await db.insertInto('outbox').values(outbox).execute()
    const sendings = mails.map((id, index) => ({
      account_id: account.id,
      mail_id: id,
      email: `x${index}@example.com`,
      inviter_id: account.admin.id,
      sent_at: at,
    }))
    await db.deleteFrom('invitation_sendings').execute()
    await db.insertInto('invitation_sendings').values(sendings).execute()

    const rows = ['a', 'b', 'c'].map((name) => ({ email: `${name}@many.example`, groupIds: [account.groupIds.member] }))
    const document =
      'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { error { code } } } }'
    const { inviteUsers } = await token.run(document, { input: { invitations: rows } })
    expect(inviteUsers.results).toEqual([{ error: null }, { error: null }, { error: { code: 'RATE_LIMITED' } }])
    expect(await mailsOf(gateway, (eml) => eml.includes('To: c@many.example'))).toEqual([])
    gateway.advance(hour)
    const later = await token.run(document, { input: { invitations: rows.slice(2) } })
    expect(later.inviteUsers.results).toEqual([{ error: null }])
  })
})
