import { beforeEach, describe, expect, it } from 'vitest'
import { comparable, eventsOf, faults } from '../answers.ts'
import { type Member, password, secretOf } from '../gateway.ts'
import { linkIn, mailsOf, mailsTo, recipientOf } from '../invitations/mailbox.ts'
import { inventedSecret, type SignedIn, signIn, trySignIn, whoAmI } from '../sessions/documents.ts'
import { minute } from '../times.ts'
import { useWorld } from '../world.ts'

const { gateway, account, stranger } = useWorld({ accountName: 'Analytical Engines' })

let admin: SignedIn
/** Somebody new for each test, as passwords change. */
let mel: Member
let people = 0
beforeEach(async () => {
  gateway.advance(16 * minute)
  admin = await signIn(gateway, account, account.admin)
  const { inviteUsers } = await admin.run(
    'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { link } } }',
    { input: { invitations: [{ email: `melody-${++people}@example.com`, groupIds: [account.groupIds.member] }] } },
  )
  const { acceptInvitation } = await gateway.anonymous.run(
    'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { accessToken user { id email } } }',
    { input: { secret: secretOf(inviteUsers.results[0].link), name: 'Mel', password } },
  )
  const { accessToken, user } = acceptInvitation
  mel = { ...gateway.as(accessToken), ...user, password, token: accessToken }
})

const changeDocument = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { ok } }'
const requestDocument = 'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { ok } }'
const resetDocument = `mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) {
  accessToken session { id isCurrent } user { email groups { key } } } }`

const fresh = 'quite another Phrase 3'
const change = (client: { send: Member['send'] }, newPassword: string, currentPassword = password) =>
  client.send(changeDocument, { input: { currentPassword, newPassword } })
const request = (email: string, accountId?: string) =>
  gateway.anonymous.send(requestDocument, { input: { email, accountId } })
const reset = (secret: string, newPassword = fresh) =>
  gateway.anonymous.send(resetDocument, { input: { secret, password: newPassword } })
const worksFor = async (email: string, given: string) =>
  faults(await trySignIn(gateway, { email, password: given })).length === 0
const isOver = async (token: string) => (await gateway.as(token).send(whoAmI)).status === 401
const mailsAbout = async (email: string, subject: RegExp, count = 1) => {
  const all = await mailsTo(gateway, email)
  const found = all.filter((mail) => subject.test(mail.subject ?? ''))
  return found.length >= count ? found : mailsTo(gateway, email, all.length + 1).then(again)
  async function again(): Promise<typeof all> {
    return mailsAbout(email, subject, count)
  }
}
const linkFor = async (email: string, count = 1) =>
  secretOf(linkIn((await mailsAbout(email, /new .* password/, count)).at(-1)))

describe('changePassword', () => {
  it('replaces the password, keeps this session, and ends all others', async () => {
    const other = await signIn(gateway, account, mel)
    expect((await change(mel, fresh)).data).toEqual({ changePassword: { ok: true } })
    expect([await isOver(mel.token), await isOver(other.token)]).toEqual([false, true])
    expect([await worksFor(mel.email, password), await worksFor(mel.email, fresh)]).toEqual([false, true])
  })

  it('is told to the person by mail, and to the audit log without the password', async () => {
    await change(mel, fresh)
    const [mail] = await mailsAbout(mel.email, /was changed/)
    expect(mail?.text).toContain(`the password for ${mel.email} was changed`)
    expect(mail?.text).toContain('Analytical Engines')
    expect(`${mail?.text}${mail?.html}`).not.toContain(fresh)
    const [event] = await eventsOf(admin, { actions: ['password.change'], actorIds: [mel.id] })
    expect(event).toMatchObject({ outcome: 'SUCCEEDED', actorLabel: mel.email, resourceId: mel.id })
    expect(JSON.stringify(event)).not.toContain(fresh)
  })

  it('refuses a wrong current password, and then changes nothing', async () => {
    const other = await signIn(gateway, account, mel)
    expect(faults(await change(mel, fresh, 'not my password'))).toEqual(['INVALID_CREDENTIALS input.currentPassword'])
    expect([await isOver(other.token), await worksFor(mel.email, password)]).toEqual([false, true])
  })

  it('refuses a new password that is too short, too long, common, or made of the address', async () => {
    const bad = {
      'eleven characters': 'a Long phr7',
      '129 characters': 'ab3 '.repeat(33).slice(0, 129),
      'eleven characters of two code units each': '🦀'.repeat(11),
      'one of the most common': 'qwertyuiop123456',
      'a common one in other capitals': 'PassWord12345',
      'a common one with signs around it': '!!!password!!!',
      'a common one said twice': 'iloveyouiloveyou',
      'a run of digits': '1234567890123',
      'one letter over and over': 'aaaaaaaaaaaaaaaa',
      'the name part of the address': `I am melody-${people} indeed`,
      'the name part in capitals': `MELODY-${people} is my name`,
      'the one in use': password,
    }
    for (const [why, given] of Object.entries(bad)) {
      const answer = await change(mel, given)
      expect(faults(answer), why).toEqual(['BAD_INPUT input.newPassword'])
      expect(answer.text).not.toContain(given)
    }
    expect([await isOver(mel.token), await worksFor(mel.email, password)]).toEqual([false, true])
  })

  it('takes any letters and signs, 12 to 128 of them', async () => {
    let current = password
    for (const given of ['a Long phr 7', 'ab3 de5 '.repeat(16), 'Ünïcödé 🦀 密码 пароль']) {
      expect(faults(await change(mel, given, current))).toEqual([])
      current = given
    }
    expect(await worksFor(mel.email, current)).toBe(true)
  })

  it('is for people who are signed in, and changes their own password alone', async () => {
    expect(faults(await change(gateway.anonymous, fresh))).toEqual(['UNAUTHENTICATED'])
    const { createManagementToken } = await admin.run(
      'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }',
      { input: { description: 'automation', permissions: ['USER_UPDATE'] } },
    )
    expect(faults(await change(gateway.as(createManagementToken.secret), fresh))).toEqual(['FORBIDDEN'])
  })

  it('in one account leaves the same address in another account alone', async () => {
    const there = await signIn(gateway, stranger, stranger.admin)
    expect(faults(await change(admin, fresh))).toEqual([])
    const { email } = account.admin
    expect(faults(await trySignIn(gateway, { email, accountId: stranger.id }))).toEqual([])
    expect(await isOver(there.token)).toBe(false)
    expect(faults(await change(admin, password, fresh))).toEqual([])
  })

  it('kills a reset link that is on its way', async () => {
    await request(mel.email)
    const secret = await linkFor(mel.email)
    await change(mel, fresh)
    expect(faults(await reset(secret))).toEqual(['NOT_FOUND input.secret'])
  })
})

describe('requestPasswordReset', () => {
  it('answers alike for every address, and mails the known ones', async () => {
    const removed = `removed-${people}@example.com`
    const known = await request(mel.email)
    expect(known.data).toEqual({ requestPasswordReset: { ok: true } })
    for (const answer of [
      await request('nobody@example.com'),
      await request(removed),
      await request(mel.email, stranger.id),
      await request('other@example.com', 'no id'),
    ]) {
      expect(comparable(answer)).toEqual(comparable(known))
    }
    await linkFor(mel.email)
    expect((await mailsOf(gateway)).map(recipientOf)).not.toContain('nobody@example.com')
  })

  it('takes as long for an unknown address as for a known one', async () => {
    const timeOf = async (email: string) => {
      const start = performance.now()
      await request(email)
      return performance.now() - start
    }
    expect(await timeOf('unknown@example.com')).toBeGreaterThan(200)
    expect(await timeOf(mel.email)).toBeGreaterThan(200)
  })

  it('sends a link that says for how long it works', async () => {
    await request(mel.email)
    const [mail] = await mailsAbout(mel.email, /new .* password/)
    const link = linkIn(mail)
    expect(link).toMatch(/^http:\/\/gateway\.test\/reset#cgr_[0-9a-f]{72}$/)
    expect(mail?.text).toMatch(/works once, until \w{3}, \d\d \w{3} \d{4} \d\d:\d\d UTC/)
    expect(mail?.text).toContain(account.id)
    const [event] = await eventsOf(admin, { actions: ['password.request_reset'], resourceIds: [mel.id] })
    expect(event).toMatchObject({ outcome: 'SUCCEEDED', actor: null, actorLabel: mel.email })
  })

  it('mails nobody who is deactivated, and tells the account’s auditors', async () => {
    await admin.run('mutation ($id: ID!) { updateUser(input: { id: $id, status: DEACTIVATED }) { user { id } } }', mel)
    expect((await request(mel.email)).data).toEqual({ requestPasswordReset: { ok: true } })
    const rows = await gateway.db.selectFrom('password_resets').select('id').where('user_id', '=', mel.id).execute()
    expect(rows).toEqual([])
    const events = await eventsOf(admin, { actions: ['password.request_reset'], resourceIds: [mel.id] })
    expect(events).toMatchObject([{ outcome: 'DENIED', errorCode: 'FORBIDDEN', actor: null, actorLabel: mel.email }])
  })

  it('mails one link for each account of the address, or for the account that is named', async () => {
    const { email } = account.admin
    await request(email)
    const both = await mailsAbout(email, /new .* password/, 2)
    expect(both.flatMap(({ text }) => [account.id, stranger.id].filter((id) => text?.includes(id))).sort()).toEqual(
      [account.id, stranger.id].sort(),
    )
    gateway.advance(16 * minute)
    await request(email, stranger.id)
    const all = await mailsAbout(email, /new .* password/, 3)
    expect(all).toHaveLength(3)
    expect(all[2]?.text).toContain(stranger.id)
  })

  describe('of somebody who is invited and has not joined', () => {
    const invite = async (email: string, by = admin as Pick<Member, 'run'>, of = account) => {
      const { inviteUsers } = await by.run(
        `mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) {
          results { link invitation { id expiresAt } } } }`,
        { input: { invitations: [{ email, groupIds: [of.groupIds.member] }] } },
      )
      return inviteUsers.results[0]
    }
    const join = async (link: string) =>
      gateway.anonymous.send(
        'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { user { email } } }',
        { input: { secret: secretOf(link), name: 'Ivy', password } },
      )

    it('sends the invitation again, which lives no longer for it, and tells the auditors', async () => {
      const email = `ivy-${people}@example.com`
      const { link, invitation } = await invite(email)
      await mailsTo(gateway, email)
      expect((await request(email)).data).toEqual({ requestPasswordReset: { ok: true } })
      const mails = await mailsTo(gateway, email, 2)
      const another = mails.map(linkIn).find((one) => one !== link) as string
      expect(another).toContain('/accept#')
      const { invitation: after } = await admin.run(
        'query ($id: ID!) { invitation(id: $id) { status sentCount expiresAt invitedBy { id } } }',
        { id: invitation.id },
      )
      expect(after).toEqual({
        status: 'PENDING',
        sentCount: 2,
        expiresAt: invitation.expiresAt,
        invitedBy: { id: account.admin.id },
      })
      const [event] = await eventsOf(admin, { actions: ['invitation.resend'], resourceIds: [invitation.id] })
      expect(event).toMatchObject({ outcome: 'SUCCEEDED', actor: null, actorLabel: email })
      expect(faults(await join(another))).toEqual([])
      expect(faults(await join(link))).toEqual(['INVITATION_ACCEPTED'])
    })

    it('leaves the link good that the inviter has handed over, also when a stranger asks for a new one', async () => {
      const email = `ivy-${people}@example.com`
      const { link } = await invite(email)
      await request(email)
      await request(email)
      expect(faults(await join(link))).toEqual([])
    })

    it('sends no more than five an hour, with what was sent before, and answers alike all the same', async () => {
      const email = `ivy-${people}@example.com`
      const { invitation } = await invite(email)
      const known = comparable(await request(mel.email))
      for (let asked = 0; asked < 5; asked++) expect(comparable(await request(email))).toEqual(known)
      const { invitation: after } = await admin.run('query ($id: ID!) { invitation(id: $id) { sentCount } }', {
        id: invitation.id,
      })
      expect(after.sentCount).toBe(5)
      const events = await eventsOf(admin, { actions: ['password.request_reset'], resourceIds: [invitation.id] })
      expect(events).toMatchObject([{ outcome: 'FAILED', errorCode: 'RATE_LIMITED' }])
    })

    it('sends nothing for an invitation that is over, nor where they belong already', async () => {
      const email = `ivy-${people}@example.com`
      const { invitation } = await invite(email)
      await admin.run('mutation ($id: ID!) { revokeInvitation(id: $id) { __typename } }', { id: invitation.id })
      expect((await request(email)).data).toEqual({ requestPasswordReset: { ok: true } })
      expect(await eventsOf(admin, { actions: ['invitation.resend'], resourceIds: [invitation.id] })).toEqual([])
    })

    it('reads the same, whether an address is known, invited or neither', async () => {
      const email = `ivy-${people}@example.com`
      await invite(email)
      const readsOf = async (address: string) =>
        (await gateway.count(() => request(address))).statements
          .filter((text) => text.startsWith('select'))
          .filter((text) => /from "(users|invitations)"/.test(text))
          .slice(0, 2)
      const known = await readsOf(mel.email)
      expect(known).toHaveLength(2)
      expect(await readsOf(email)).toEqual(known)
      expect(await readsOf('nobody-at-all@example.com')).toEqual(known)
    })
  })
})

describe('resetPassword', () => {
  it('sets the password, ends all other sessions, signs in, and tells the person', async () => {
    const other = await signIn(gateway, account, mel)
    await request(mel.email)
    const answer = await reset(await linkFor(mel.email))
    const { accessToken, session, user } = answer.data.resetPassword
    expect(user).toEqual({ email: mel.email, groups: [{ key: 'member' }] })
    expect(session.isCurrent).toBe(true)
    expect(answer.headers.getSetCookie().join()).toContain(accessToken)
    expect([await isOver(accessToken), await isOver(mel.token), await isOver(other.token)]).toEqual([false, true, true])
    expect([await worksFor(mel.email, password), await worksFor(mel.email, fresh)]).toEqual([false, true])
    await mailsAbout(mel.email, /was changed/)
    const [event] = await eventsOf(admin, { actions: ['password.reset'], actorIds: [mel.id] })
    expect(event).toMatchObject({ outcome: 'SUCCEEDED', resourceId: mel.id })
  })

  it('takes a link once', async () => {
    await request(mel.email)
    const secret = await linkFor(mel.email)
    expect(faults(await reset(secret))).toEqual([])
    expect(faults(await reset(secret, 'yet another Phrase 4'))).toEqual(['NOT_FOUND input.secret'])
    expect(await worksFor(mel.email, fresh)).toBe(true)
  })

  it('takes a link once even when it comes many times at once', async () => {
    await request(mel.email)
    const secret = await linkFor(mel.email)
    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => reset(secret, `${fresh} ${at}`)))
    const winner = answers.findIndex(({ errors }) => errors.length === 0)
    expect(answers.flatMap(faults)).toEqual(Array(9).fill('NOT_FOUND input.secret'))
    expect(await worksFor(mel.email, `${fresh} ${winner}`)).toBe(true)
  })

  it('takes any of the links that were sent, and then none of the others', async () => {
    await request(mel.email)
    const first = await linkFor(mel.email)
    await request(mel.email)
    const second = await linkFor(mel.email, 2)
    expect(second).not.toBe(first)
    expect(faults(await reset(first))).toEqual([])
    expect(faults(await reset(second))).toEqual(['NOT_FOUND input.secret'])
  })

  it('takes a link for ten minutes', async () => {
    await request(mel.email)
    const secret = await linkFor(mel.email)
    gateway.advance(9 * minute)
    expect(faults(await reset(secret, 'short'))).toEqual(['BAD_INPUT input.password'])
    gateway.advance(minute)
    expect(faults(await reset(secret))).toEqual(['NOT_FOUND input.secret'])
    expect(await worksFor(mel.email, password)).toBe(true)
  })

  it('keeps the link for another try when the password will not do, and writes the attempt down', async () => {
    await request(mel.email)
    const secret = await linkFor(mel.email)
    for (const bad of ['too short 1', 'password1234', `I am ${mel.email.split('@')[0]}`]) {
      expect(faults(await reset(secret, bad))).toEqual(['BAD_INPUT input.password'])
    }
    const events = await eventsOf(admin, { actions: ['password.reset'], resourceIds: [mel.id] })
    expect(events.map(({ outcome, errorCode }: Record<string, string>) => [outcome, errorCode])).toEqual(
      Array(3).fill(['FAILED', 'BAD_INPUT']),
    )
    expect(faults(await reset(secret))).toEqual([])
  })

  it('does not work for somebody who was removed or deactivated meanwhile', async () => {
    await request(mel.email)
    const secret = await linkFor(mel.email)
    const set = 'mutation ($id: ID!, $to: UserStatus!) { updateUser(input: { id: $id, status: $to }) { user { id } } }'
    await admin.run(set, { id: mel.id, to: 'DEACTIVATED' })
    expect(faults(await reset(secret))).toEqual(['NOT_FOUND input.secret'])
    await admin.run(set, { id: mel.id, to: 'ACTIVE' })
    expect(faults(await reset(secret))).toEqual(['NOT_FOUND input.secret'])
    await admin.run('mutation ($id: ID!) { removeUser(id: $id) { id } }', mel)
    expect(faults(await reset(secret))).toEqual(['NOT_FOUND input.secret'])
  })

  it('answers alike to a link that is used, unknown, malformed or of another kind', async () => {
    await request(mel.email)
    const used = await linkFor(mel.email)
    await reset(used)
    const answers = []
    for (const secret of [used, inventedSecret('cgr_'), '', 'garbage', mel.token, inventedSecret('cgi_')]) {
      answers.push(comparable(await reset(secret)))
    }
    for (const answer of answers) expect(answer).toEqual(answers[0])
    const { statements } = await gateway.count(() => reset('cgr_0123'))
    expect(statements).toEqual([])
  })
})
