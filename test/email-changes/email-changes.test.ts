import { beforeEach, describe, expect, it } from 'vitest'
import { eventsOf, faults } from '../answers.ts'
import { type Member, password, secretOf } from '../gateway.ts'
import { linkIn, mailsTo } from '../invitations/mailbox.ts'
import { inventedSecret, signIn, trySignIn } from '../sessions/documents.ts'
import { minute } from '../times.ts'
import { updateDocument } from '../users/documents.ts'
import { useWorld } from '../world.ts'

const { gateway, account, stranger, audrey } = useWorld({ accountName: 'Analytical Engines' })
/** Somebody new for each test, as addresses change. */
let mel: Member
let people = 0

beforeEach(async () => {
  mel = await account.join(`mel-${++people}@example.com`, ['member'])
})

const changeDocument = `mutation ($input: ChangeEmailInput!) { changeEmail(input: $input) {
  pendingEmail expiresAt link } }`
const confirmDocument = 'mutation ($input: ConfirmEmailInput!) { confirmEmail(input: $input) { email } }'

const newEmail = () => `melody-${people}@example.org`
const changeOwn = (client: Member, input: object = {}) =>
  client.send(changeDocument, { input: { email: newEmail(), currentPassword: password, ...input } })
const changeOther = (client: Pick<Member, 'send'>, userId: string, input: object = {}) =>
  client.send(changeDocument, { input: { userId, email: newEmail(), ...input } })
const confirm = (secret: string) => gateway.anonymous.send(confirmDocument, { input: { secret } })
const secretFor = async (email: string, count = 1) => secretOf(linkIn((await mailsTo(gateway, email, count)).at(-1)))
const signsIn = async (email: string) => faults(await trySignIn(gateway, { email, password })).length === 0
const emailOf = async ({ id }: Member) =>
  (await account.admin.run('query ($id: ID!) { user(id: $id) { email } }', { id })).user.email

describe('changeEmail', () => {
  it('mails a link to one’s new address, which makes it one’s own: one signs in with it, and not with the old', async () => {
    const answer = await changeOwn(mel)
    expect(answer.data.changeEmail).toMatchObject({ pendingEmail: newEmail(), link: null })
    expect([await emailOf(mel), await signsIn(mel.email)]).toEqual([mel.email, true])

    const [mail] = await mailsTo(gateway, newEmail())
    expect(mail?.text).toContain(`${newEmail()} is to replace ${mel.email}`)
    const confirmed = await confirm(await secretFor(newEmail()))

    expect(confirmed.data).toEqual({ confirmEmail: { email: newEmail() } })
    expect([await emailOf(mel), await signsIn(newEmail()), await signsIn(mel.email)]).toEqual([newEmail(), true, false])
    expect((await mel.run('{ viewer { user { email } } }')).viewer.user.email).toBe(newEmail())
  })

  it('tells the address so far of the request and of the change, with no link', async () => {
    await changeOwn(mel)
    await confirm(await secretFor(newEmail()))

    const mails = await mailsTo(gateway, mel.email, 3)
    const [requested, changed] = mails.slice(-2)
    expect(requested?.text).toContain(`${mel.email} asked that ${newEmail()} replace ${mel.email}`)
    expect(changed?.text).toContain(`your address is ${newEmail()} now`)
    for (const mail of [requested, changed]) expect(`${mail?.text}${mail?.html}`).not.toMatch(/cge_/)
  })

  it('is in the audit log: who asked, and what changed, without the secret', async () => {
    await changeOwn(mel)
    const secret = await secretFor(newEmail())
    await confirm(secret)

    const events = await eventsOf(account.admin, { resourceIds: [mel.id], actions: ['user.*'] })
    const byAction = Object.fromEntries(events.map((event: { action: string }) => [event.action, event]))
    expect(byAction['user.request_email_change']).toMatchObject({
      actorLabel: mel.email,
      outcome: 'SUCCEEDED',
      changes: [{ field: 'pendingEmail', before: null, after: newEmail() }],
    })
    expect(byAction['user.change_email']).toMatchObject({
      outcome: 'SUCCEEDED',
      changes: [{ field: 'email', before: mel.email, after: newEmail() }],
    })
    expect(JSON.stringify(events)).not.toContain(secret)
  })

  it('takes one’s own password, and counts wrong ones', async () => {
    expect(faults(await changeOwn(mel, { currentPassword: null }))).toEqual(['BAD_INPUT input.currentPassword'])
    expect(faults(await changeOwn(mel, { currentPassword: 'not mine at all 7' }))).toEqual([
      'INVALID_CREDENTIALS input.currentPassword',
    ])
    expect(faults(await changeOther(account.admin, account.admin.id))).toEqual(['BAD_INPUT input.currentPassword'])
    let last: string[] = []
    for (let guesses = 0; guesses < 12; guesses++) {
      last = faults(await changeOwn(mel, { currentPassword: 'not mine at all 7' }))
    }
    expect(last).toEqual(['RATE_LIMITED'])
    gateway.advance(16 * minute)
  })

  it('is done for others by Admins alone, who get the link to hand over where there is no mail server', async () => {
    const { changeEmail } = (await changeOther(account.admin, mel.id)).data
    expect(changeEmail.link).toMatch(/^http:\/\/gateway\.test\/confirm-email#cge_[0-9a-f]{72}$/)
    expect((await confirm(secretOf(changeEmail.link))).data.confirmEmail.email).toBe(newEmail())

    const other = await account.join(`other-${people}@example.com`, ['member'])
    for (const client of [audrey, other]) {
      expect(faults(await changeOther(client, mel.id))).toEqual(['FORBIDDEN'])
    }
    expect(faults(await changeOther(gateway.anonymous, mel.id))).toEqual(['UNAUTHENTICATED'])
    expect(faults(await changeOther(stranger.admin, mel.id))).toEqual(['NOT_FOUND input.userId'])
  })

  it('gives nobody the powers of others: a token with USER_UPDATE alone reaches no mailbox of an Admin', async () => {
    const { createManagementToken } = await account.admin.run(
      'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }',
      { input: { description: 'renamer', permissions: ['USER_UPDATE'] } },
    )
    const renamer = gateway.as(createManagementToken.secret)

    expect(faults(await changeOther(renamer, account.admin.id))).toEqual(['FORBIDDEN'])
    expect(faults(await changeOther(renamer, mel.id))).toEqual(['FORBIDDEN'])
    expect(faults(await renamer.send(changeDocument, { input: { email: newEmail() } }))).toEqual([
      'BAD_INPUT input.userId',
    ])
  })

  it('refuses a taken address to those who may see people, and tells the others nothing until the link', async () => {
    expect(faults(await changeOther(account.admin, mel.id, { email: audrey.email }))).toEqual(['CONFLICT input.email'])

    const other = await account.join(`taken-${people}@example.com`, ['member'])
    expect((await changeOwn(mel, { email: other.email })).data.changeEmail.pendingEmail).toBe(other.email)
    expect(faults(await confirm(await secretFor(other.email, 2)))).toEqual(['CONFLICT input.secret'])
    expect(await emailOf(mel)).toBe(mel.email)
  })

  it('may take the address of somebody in another account', async () => {
    await changeOwn(mel, { email: stranger.admin.email.replace('@', `+${people}@`) })
    const email = stranger.admin.email.replace('@', `+${people}@`)
    expect((await confirm(await secretFor(email))).data.confirmEmail.email).toBe(email)
  })

  it('is withdrawn by the present address, a later request, a new password, and the end of the person', async () => {
    await changeOwn(mel)
    const first = await secretFor(newEmail())
    await changeOwn(mel)
    const second = await secretFor(newEmail(), 2)
    expect(faults(await confirm(first))).toEqual(['NOT_FOUND input.secret'])

    expect((await changeOwn(mel, { email: mel.email })).data.changeEmail.pendingEmail).toBeNull()
    expect(faults(await confirm(second))).toEqual(['NOT_FOUND input.secret'])
    expect(faults(await changeOwn(mel, { email: mel.email }))).toEqual(['BAD_INPUT input.email'])

    await changeOwn(mel)
    const third = await secretFor(newEmail(), 3)
    const shown = async () => (await mel.run('{ viewer { user { version pendingEmail } } }')).viewer.user
    const { version } = await shown()
    await mel.run('mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { ok } }', {
      input: { currentPassword: password, newPassword: `${password} and more` },
    })
    expect(faults(await confirm(third))).toEqual(['NOT_FOUND input.secret'])
    expect(await shown()).toEqual({ version: version + 1, pendingEmail: null })

    const { changeEmail } = (await changeOther(account.admin, mel.id)).data
    for (const status of ['DEACTIVATED', 'ACTIVE']) {
      await account.admin.run(updateDocument, { input: { id: mel.id, status } })
    }
    expect(faults(await confirm(secretOf(changeEmail.link)))).toEqual(['NOT_FOUND input.secret'])
  })

  it('is good once, for 24 hours, and only while the one who asked may still ask', async () => {
    const late = (await changeOther(account.admin, mel.id)).data.changeEmail.link
    const former = await account.join(`former-${people}@example.com`, ['admin'])
    const lola = await account.join(`lola-${people}@example.com`, ['member'])
    const link = (await changeOther(former, lola.id, { email: `lola-${people}@example.org` })).data.changeEmail.link
    await account.admin.run('mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { __typename } }', {
      input: { userId: former.id, groupIds: [account.groupIds.member] },
    })
    expect(faults(await confirm(secretOf(link)))).toEqual(['NOT_FOUND input.secret'])

    const used = await secretFor(newEmail())
    await confirm(used)
    expect(faults(await confirm(used))).toEqual(['NOT_FOUND input.secret'])
    expect(secretOf(late)).toBe(used)

    for (const secret of [inventedSecret('cge_'), inventedSecret('cgr_'), 'nonsense']) {
      expect(faults(await confirm(secret))).toEqual(['NOT_FOUND input.secret'])
    }
  })

  it('keeps to the version, if one is expected', async () => {
    expect(faults(await changeOwn(mel, { expectedVersion: 7 }))).toEqual(['STALE_VERSION'])
  })

  it('is a change of the person: of two that are based on the same version, only the first is made', async () => {
    const expectedVersion = 1
    expect(faults(await changeOwn(mel, { expectedVersion }))).toEqual([])
    const other = { email: `other-${people}@example.org`, expectedVersion }
    expect(faults(await changeOther(account.admin, mel.id, other))).toEqual(['STALE_VERSION'])
    // The present address withdraws the first.
    expect(faults(await changeOwn(mel, { email: mel.email, expectedVersion: 2 }))).toEqual([])
    expect(faults(await changeOwn(mel, { expectedVersion: 2 }))).toEqual(['STALE_VERSION'])
  })
})

describe('User.pendingEmail', () => {
  const pendingDocument = 'query ($id: ID!) { user(id: $id) { pendingEmail } }'
  const pendingOf = async (client: Member, { id }: Member) =>
    (await client.run(pendingDocument, { id })).user.pendingEmail
  const ownOf = async (client: Member) => (await client.run('{ viewer { user { pendingEmail } } }')).viewer.user

  it('shows the address that waits to oneself and to those who may see people, alike in lists, until it is confirmed', async () => {
    expect([await pendingOf(audrey, mel), await ownOf(mel)]).toEqual([null, { pendingEmail: null }])
    await changeOwn(mel)
    expect(await ownOf(mel)).toEqual({ pendingEmail: newEmail() })
    expect([await pendingOf(account.admin, mel), await pendingOf(audrey, mel)]).toEqual([newEmail(), newEmail()])
    const listed = `query ($search: String!) { users(filter: { search: $search }) { nodes { pendingEmail } } }`
    expect((await audrey.run(listed, { search: mel.email })).users.nodes).toEqual([{ pendingEmail: newEmail() }])
    const renamed = 'mutation { updateProfile(input: { name: "Melody" }) { user { pendingEmail } } }'
    expect((await mel.run(renamed)).updateProfile.user).toEqual({ pendingEmail: newEmail() })
    await confirm(await secretFor(newEmail()))
    expect([await pendingOf(audrey, mel), await ownOf(mel)]).toEqual([null, { pendingEmail: null }])
  })

  it('shows nothing of a change that was withdrawn, and nothing to Members, to nobody, and in other accounts', async () => {
    await changeOther(account.admin, mel.id)
    const lou = await account.join(`lou-${people}@example.com`, ['member'])
    expect(faults(await lou.send(pendingDocument, { id: mel.id }))).toEqual(['FORBIDDEN'])
    expect(faults(await gateway.anonymous.send(pendingDocument, { id: mel.id }))).toEqual(['UNAUTHENTICATED'])
    expect((await stranger.admin.run(pendingDocument, { id: mel.id })).user).toBeNull()
    await changeOther(account.admin, mel.id, { email: mel.email })
    expect(await pendingOf(account.admin, mel)).toBeNull()
  })
})

it('a link to confirm an address ends after 24 hours', async () => {
  const { changeEmail } = (await changeOther(account.admin, mel.id)).data
  gateway.advance(24 * 60 * minute)
  expect(faults(await confirm(secretOf(changeEmail.link)))).toEqual(['NOT_FOUND input.secret'])
  const admin = await signIn(gateway, account, account.admin)
  const { user } = await admin.run('query ($id: ID!) { user(id: $id) { email pendingEmail } }', { id: mel.id })
  expect(user).toEqual({ email: mel.email, pendingEmail: null })
})
