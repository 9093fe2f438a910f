import { afterAll, beforeAll, expect, it } from 'vitest'
import { faults } from '../answers.ts'
import { eventually, secretOf } from '../gateway.ts'
import { type MailServer, refusal, startMailServer } from '../mail/mail-server.ts'
import { useWorld } from '../world.ts'
import {
  acceptance,
  acceptDocument,
  inviteDocument,
  readDocument,
  resendDocument,
  revokeDocument,
  rowOf,
} from './documents.ts'
import { linkIn, mailsOf, recipientOf } from './mailbox.ts'

let server: MailServer
/** The server answers once this has come. */
let silence = Promise.resolve()
/** Whether the server puts off mail to addresses with "later" in them. */
let isBusy = true

/** The server refuses mail to "unknown" addresses for good. */
beforeAll(async () => {
  server = await startMailServer({
    onRcptTo: ({ address }, _session, done) =>
      void silence.then(() =>
        done(
          address.startsWith('unknown')
            ? refusal(550)
            : isBusy && address.startsWith('later')
              ? refusal(451)
              : undefined,
        ),
      ),
  })
})
afterAll(() => server?.close())

const { gateway, account } = useWorld(() => ({ environment: { SMTP_URL: server.url } }))

const invited = async (email: string) => {
  const { inviteUsers } = await account.admin.run(inviteDocument, { input: { invitations: [rowOf(account, email)] } })
  return inviteUsers.results[0]
}
const deliveryOf = async (id: string) => (await account.admin.run(readDocument, { id })).invitation.delivery
const settled = (id: string) =>
  eventually(async () => {
    const delivery = await deliveryOf(id)
    return delivery !== 'QUEUED' && delivery
  })

it('with a mail server the link goes to the mailbox and nowhere else', async () => {
  const { link, error, invitation } = await invited('grace@example.com')
  expect([link, error]).toEqual([null, null])
  expect(await settled(invitation.id)).toBe('SENT')
  const [mail] = server.received.filter((one) => recipientOf(one) === 'grace@example.com')
  expect(mail?.from?.value[0]?.name).toBe('Clustergate')
  const { data } = await gateway.anonymous.send(acceptDocument, acceptance(secretOf(linkIn(mail))))
  expect(data.acceptInvitation.user.email).toBe('grace@example.com')
  expect(await mailsOf(gateway)).toEqual([])
})

it('a resend is delivered to the mailbox, too, and only its link works', async () => {
  const { invitation } = await invited('mary@example.com')
  expect(await settled(invitation.id)).toBe('SENT')
  const { resendInvitation } = await account.admin.run(resendDocument, { id: invitation.id })
  expect(resendInvitation.link).toBeNull()
  const links = await eventually(() => {
    const mails = server.received.filter((one) => recipientOf(one) === 'mary@example.com')
    return mails.length === 2 && mails.map((mail) => secretOf(linkIn(mail)))
  })
  const outcomes = []
  for (const secret of links) outcomes.push(faults(await gateway.anonymous.send(acceptDocument, acceptance(secret))))
  expect(outcomes).toEqual([['NOT_FOUND input.secret'], []])
})

it('a mail that the server refuses for good is shown as FAILED, and can be sent again', async () => {
  const { invitation } = await invited('unknown@example.com')
  expect(await settled(invitation.id)).toBe('FAILED')
  const { resendInvitation } = await account.admin.run(resendDocument, { id: invitation.id })
  expect(resendInvitation.invitation).toMatchObject({ sentCount: 2, status: 'PENDING' })
  expect(await settled(invitation.id)).toBe('FAILED')
})

it('a mail that still waits is kept back once its link is dead: nobody is sent a revoked or an earlier one', async () => {
  const revoked = await invited('later-revoked@example.com')
  const resent = await invited('later-resent@example.com')
  await eventually(() => gateway.log.filter(({ msg }) => msg === 'mail put off').length === 2)
  await account.admin.run(revokeDocument, { id: revoked.invitation.id })
  await account.admin.run(resendDocument, { id: resent.invitation.id })
  expect(await deliveryOf(revoked.invitation.id)).toBe('FAILED')
  isBusy = false
  gateway.advance(60_000)
  expect(await settled(resent.invitation.id)).toBe('SENT')
  const mails = server.received.filter((one) => recipientOf(one)?.startsWith('later-'))
  expect(mails.map(recipientOf)).toEqual(['later-resent@example.com'])
  const { data } = await gateway.anonymous.send(acceptDocument, acceptance(secretOf(linkIn(mails[0]))))
  expect(data.acceptInvitation.user.email).toBe('later-resent@example.com')
})

// Last, as it takes the server away.
it('nobody waits for the mail server: while it is silent or down, invitations are made and their mail QUEUED', async () => {
  let answer = () => {}
  silence = new Promise((resolve) => {
    answer = resolve
  })
  const waiting = await invited('waiting@example.com')
  expect([waiting.error, await deliveryOf(waiting.invitation.id)]).toEqual([null, 'QUEUED'])
  answer()
  expect(await settled(waiting.invitation.id)).toBe('SENT')

  await server.close()
  const { invitation, error } = await invited('patient@example.com')
  expect(error).toBeNull()
  expect(invitation.delivery).toBe('QUEUED')
  expect(await deliveryOf(invitation.id)).toBe('QUEUED')
})
