import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../src/values/id.ts'
import { comparable, eventsOf, faults } from '../answers.ts'
import { type BuiltInKey, type Client, secretOf } from '../gateway.ts'
import { makeGroup, updateGroup } from '../groups/custom-groups.ts'
import { inventedSecret, type SignedIn, signIn } from '../sessions/documents.ts'
import { day, hour } from '../times.ts'
import { useWorld } from '../world.ts'
import {
  acceptance,
  acceptDocument,
  invite,
  previewDocument,
  readDocument,
  resendDocument,
  revokeDocument,
} from './documents.ts'
import { linkIn, mailsTo } from './mailbox.ts'

const { gateway, account, stranger } = useWorld({ accountName: 'Analytical Engines' })
let admin: SignedIn
let mel: Client
let audrey: Client

beforeEach(async () => {
  admin = await signIn(gateway, account, account.admin)
})

const accept = (secret: string) => gateway.anonymous.send(acceptDocument, acceptance(secret))
const read = async (id: string) => (await admin.run(readDocument, { id })).invitation
const preview = async (secret: string) => (await gateway.anonymous.run(previewDocument, { secret })).invitationPreview

/** Somebody who has joined just now. */
async function join(email: string, keys: readonly BuiltInKey[]) {
  const { secret } = await invite(admin, account, email, { groupIds: keys.map((key) => account.groupIds[key]) })
  const { accessToken, user } = (await accept(secret)).data.acceptInvitation
  return { ...gateway.as(accessToken), id: user.id as string }
}

describe('resendInvitation', () => {
  it('mails a new link with the same life, counts, and kills the old link', async () => {
    const { invitation, secret } = await invite(admin, account, 'grace@example.com', {}, { expiresIn: '2d' })
    // What has not left yet would be kept back.
    await mailsTo(gateway, 'grace@example.com')
    gateway.advance(day)
    const later = await signIn(gateway, account, account.admin)
    const { resendInvitation } = await later.run(resendDocument, { id: invitation.id })
    expect(resendInvitation.invitation).toMatchObject({
      id: invitation.id,
      status: 'PENDING',
      sentCount: 2,
      createdAt: invitation.createdAt,
      groups: invitation.groups,
    })
    const renewed = Date.parse(resendInvitation.invitation.expiresAt) - Date.parse(invitation.expiresAt)
    expect(Math.abs(renewed - day)).toBeLessThan(60_000)
    const mails = await mailsTo(gateway, 'grace@example.com', 2)
    expect(mails.map(linkIn)).toContain(resendInvitation.link)
    expect(await preview(secret)).toBeNull()
    expect(faults(await accept(secret))).toEqual(['NOT_FOUND input.secret'])
    expect(faults(await accept(secretOf(resendInvitation.link)))).toEqual([])
  })

  it('brings an expired invitation back', async () => {
    const { invitation, secret } = await invite(admin, account, 'late@example.com', {}, { expiresIn: '1h' })
    gateway.advance(2 * hour)
    const later = await signIn(gateway, account, account.admin)
    const { resendInvitation } = await later.run(resendDocument, { id: invitation.id })
    expect(resendInvitation.invitation).toMatchObject({ status: 'PENDING', sentCount: 2 })
    expect(faults(await accept(secret))).toEqual(['NOT_FOUND input.secret'])
    expect(faults(await accept(secretOf(resendInvitation.link)))).toEqual([])
  })

  it('is written down', async () => {
    const { invitation } = await invite(admin, account, 'logged@example.com')
    await admin.run(resendDocument, { id: invitation.id })
    const [event] = await eventsOf(admin, { actions: ['invitation.resend'], resourceIds: [invitation.id] })
    expect(event).toMatchObject({ outcome: 'SUCCEEDED', resourceLabel: 'logged@example.com' })
    expect(event.changes).toContainEqual({ field: 'sentCount', before: 1, after: 2 })
  })

  it('refuses what was accepted or revoked, and what another invitation or a person has overtaken', async () => {
    const accepted = await invite(admin, account, 'accepted@example.com')
    await accept(accepted.secret)
    const revoked = await invite(admin, account, 'revoked@example.com')
    await admin.run(revokeDocument, { id: revoked.invitation.id })
    const overtaken = await invite(admin, account, 'overtaken@example.com', {}, { expiresIn: '1h' })
    const joined = await invite(admin, account, 'joined@example.com', {}, { expiresIn: '1h' })
    gateway.advance(hour)
    const later = await signIn(gateway, account, account.admin)
    await invite(later, account, 'overtaken@example.com')
    await accept((await invite(later, account, 'joined@example.com')).secret)
    for (const { invitation } of [accepted, revoked, overtaken, joined]) {
      const before = await invitationOf(later, invitation.id)
      expect((await later.send(resendDocument, { id: invitation.id })).errors[0]?.extensions.code).toBe('CONFLICT')
      expect(await invitationOf(later, invitation.id)).toEqual(before)
    }
  })

  it('of somebody else’s invitation makes it one’s own, so that the mail, the preview and the record agree', async () => {
    const other = await join('olga@example.com', ['admin'])
    const { invitation } = await invite(other, account, 'shared@example.com')
    const { resendInvitation } = await admin.run(resendDocument, { id: invitation.id })
    expect(resendInvitation.invitation.invitedBy.id).toBe(account.admin.id)
    expect(await preview(secretOf(resendInvitation.link))).toMatchObject({ invitedByName: 'Ada' })
  })
})

/** All of an invitation but its delivery, which goes on meanwhile. */
const invitationOf = async (client: Client, id: string) => {
  const { delivery, ...invitation } = (await client.run(readDocument, { id })).invitation
  return invitation
}

it('groups that have grown beyond what a person can be in are neither sent again nor joined', async () => {
  const one = { permissions: ['DATABASE_READ'], on: { databases: { namePrefix: 'a' } } }
  const keys = Array.from({ length: 11 }, (_, at) => `growing-${at}`)
  const groupIds = []
  for (const key of keys) groupIds.push((await makeGroup(admin, key, { grants: [one] })).id)
  const { invitation, secret } = await invite(admin, account, 'grown@example.com', {
    groupIds: [...groupIds, account.groupIds.member],
  })
  for (const id of groupIds) {
    await admin.run(updateGroup, { input: { id, expectedVersion: 1, grants: Array(20).fill(one) } })
  }
  const answer = await accept(secret)
  expect(faults(answer)).toEqual(['BAD_INPUT input.secret'])
  expect(answer.errors[0]?.message).toContain('these have 220')
  expect(faults(await admin.send(resendDocument, { id: invitation.id }))).toEqual(['BAD_INPUT id'])
  expect(await read(invitation.id)).toMatchObject({ status: 'PENDING', sentCount: 1 })

  await admin.run(updateGroup, { input: { id: groupIds[0], expectedVersion: 2, grants: [] } })
  expect(faults(await accept(secret))).toEqual([])
})

describe('revokeInvitation', () => {
  it('makes the link useless, and says who did it and when', async () => {
    const { invitation, secret } = await invite(admin, account, 'revoke-me@example.com')
    const before = gateway.app.core.clock()
    const { revokeInvitation } = await admin.run(revokeDocument, { id: invitation.id })
    expect(revokeInvitation).toMatchObject({
      link: null,
      invitation: { id: invitation.id, status: 'REVOKED', revokedBy: { id: account.admin.id }, acceptedAt: null },
    })
    const revokedAt = Date.parse(revokeInvitation.invitation.revokedAt)
    expect(revokedAt).toBeGreaterThanOrEqual(before)
    expect(revokedAt).toBeLessThanOrEqual(gateway.app.core.clock())
    expect(faults(await accept(secret))).toEqual(['INVITATION_REVOKED'])
    const [event] = await eventsOf(admin, { actions: ['invitation.revoke'], resourceIds: [invitation.id] })
    expect(event.changes).toEqual([{ field: 'status', before: 'PENDING', after: 'REVOKED' }])
  })

  it('frees the address for a new invitation', async () => {
    const { invitation } = await invite(admin, account, 'twice@example.com')
    await admin.run(revokeDocument, { id: invitation.id })
    const { secret } = await invite(admin, account, 'twice@example.com', { groupIds: [account.groupIds.auditor] })
    expect((await accept(secret)).data.acceptInvitation.user.groups).toEqual([{ key: 'auditor' }])
  })

  it('changes nothing once it is over, and says what it is', async () => {
    const accepted = await invite(admin, account, 'over-accepted@example.com')
    await accept(accepted.secret)
    const revoked = await invite(admin, account, 'over-revoked@example.com')
    await admin.run(revokeDocument, { id: revoked.invitation.id })
    const expired = await invite(admin, account, 'over-expired@example.com', {}, { expiresIn: '1h' })
    gateway.advance(hour)
    const later = await signIn(gateway, account, account.admin)
    for (const [{ invitation }, code] of [
      [accepted, 'INVITATION_ACCEPTED'],
      [revoked, 'INVITATION_REVOKED'],
      [expired, 'INVITATION_EXPIRED'],
    ] as const) {
      const before = await invitationOf(later, invitation.id)
      expect(faults(await later.send(revokeDocument, { id: invitation.id }))).toEqual([code])
      expect(await invitationOf(later, invitation.id)).toEqual(before)
    }
  })
})

describe.each([
  ['resendInvitation', resendDocument, 'INVITATION_CREATE'],
  ['revokeInvitation', revokeDocument, 'INVITATION_REVOKE'],
])('%s', (name, document, permission) => {
  it('is for Admins, and leaves the invitation alone for everybody else', async () => {
    mel ??= await join('mel@example.com', ['member'])
    audrey ??= await join('audrey@example.com', ['auditor'])
    const email = `${name.toLowerCase()}@example.com`
    const { invitation, secret } = await invite(admin, account, email)
    for (const client of [mel, audrey]) {
      const { errors } = await client.send(document, { id: invitation.id })
      expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission })
    }
    expect(faults(await gateway.anonymous.send(document, { id: invitation.id }))).toEqual(['UNAUTHENTICATED'])
    expect(await preview(secret)).toMatchObject({ status: 'PENDING' })
  })

  it('knows no invitation of another account: the answer is that to an invented id', async () => {
    const { invitation, secret } = await invite(admin, account, `foreign-${name.toLowerCase()}@example.com`)
    const foreign = await signIn(gateway, stranger, stranger.admin)
    const answerTo = async (id: string) => comparable(await foreign.send(document, { id }))
    expect(faults(await foreign.send(document, { id: invitation.id }))).toEqual(['NOT_FOUND id'])
    for (const id of [newId('invitation'), newId('user'), 'nonsense', '']) {
      expect(await answerTo(invitation.id)).toEqual(await answerTo(id))
    }
    expect(await preview(secret)).toMatchObject({ status: 'PENDING' })
    expect((await foreign.run(readDocument, { id: invitation.id })).invitation).toBeNull()
  })
})

describe('an Admin who is', () => {
  const demote =
    'mutation ($id: ID!, $groups: [ID!]!) { setUserGroups(input: { userId: $id, groupIds: $groups }) { user { id } } }'
  const deactivate = 'mutation ($id: ID!) { updateUser(input: { id: $id, status: DEACTIVATED }) { user { id } } }'
  const remove = 'mutation ($id: ID!) { removeUser(id: $id) { id } }'

  it.each([
    ['demoted', demote],
    ['deactivated', deactivate],
    ['removed', remove],
  ])('%s loses the pending invitations they sent, and the audit log says so', async (how, document) => {
    const olga = await join(`olga-${how}@example.com`, ['admin'])
    const pending = await invite(olga, account, `pending-${how}@example.com`, { groupIds: [account.groupIds.admin] })
    const accepted = await invite(olga, account, `accepted-${how}@example.com`)
    await accept(accepted.secret)
    const others = await invite(admin, account, `others-${how}@example.com`)
    // Without a mail server, the last sender of an invitation knows its link.
    const resent = await invite(admin, account, `resent-${how}@example.com`)
    const { resendInvitation } = await olga.run(resendDocument, { id: resent.invitation.id })
    const taken = await invite(olga, account, `taken-${how}@example.com`)
    await admin.run(resendDocument, { id: taken.invitation.id })

    await admin.run(document, { id: olga.id, groups: [account.groupIds.member] })

    expect(await read(pending.invitation.id)).toMatchObject({ status: 'REVOKED', revokedBy: { id: account.admin.id } })
    expect(faults(await accept(pending.secret))).toEqual(['INVITATION_REVOKED'])
    expect(faults(await accept(secretOf(resendInvitation.link)))).toEqual(['INVITATION_REVOKED'])
    expect(await read(accepted.invitation.id)).toMatchObject({ status: 'ACCEPTED' })
    expect(await read(others.invitation.id)).toMatchObject({ status: 'PENDING' })
    expect(await read(taken.invitation.id)).toMatchObject({ status: 'PENDING' })
    const events = await eventsOf(admin, { actions: ['invitation.revoke'], resourceIds: [pending.invitation.id] })
    expect(events).toMatchObject([
      {
        outcome: 'SUCCEEDED',
        actorLabel: account.admin.email,
        resourceLabel: `pending-${how}@example.com`,
        changes: [{ field: 'status', before: 'PENDING', after: 'REVOKED' }],
      },
    ])
  })

  it('given another group besides keeps them', async () => {
    const olga = await join('olga-plus@example.com', ['admin'])
    const { invitation } = await invite(olga, account, 'kept@example.com')
    await admin.run(demote, { id: olga.id, groups: [account.groupIds.admin, account.groupIds.auditor] })
    expect(await read(invitation.id)).toMatchObject({ status: 'PENDING' })
  })
})

it('an invented secret is refused by every door that takes one', async () => {
  expect(await preview(inventedSecret('cgi_'))).toBeNull()
  expect(faults(await accept(inventedSecret('cgi_')))).toEqual(['NOT_FOUND input.secret'])
})
