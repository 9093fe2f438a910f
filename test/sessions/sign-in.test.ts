import { verify } from '@node-rs/argon2'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { comparable, eventsOf, faults } from '../answers.ts'
import { password } from '../gateway.ts'
import { hour, minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { signIn, signInDocument, trySignIn, whoAmI } from './documents.ts'

vi.mock('@node-rs/argon2', { spy: true })

const { gateway, account, stranger, mel, person } = useWorld({ accountName: 'Ada’s' })
const gone = person('gone@example.com', ['member'])
const kim = person('kim@example.com', ['member'])

beforeAll(async () => {
  await account.admin.run(
    'mutation ($id: ID!) { updateUser(input: { id: $id, status: DEACTIVATED }) { user { id } } }',
    {
      id: gone.id,
    },
  )
})

// Nothing of one test counts in the next; sessions last longer.
beforeEach(() => gateway.advance(16 * minute))

describe('signIn', () => {
  it('opens a session of one hour for the right address and password, in whatever case the address is', async () => {
    const { signIn } = await gateway.anonymous.run(signInDocument, {
      input: { email: 'Mel@Example.COM', password, client: 'my laptop' },
    })
    expect(signIn).toMatchObject({
      accessToken: expect.stringMatching(/^cgs_[0-9a-f]{72}$/),
      session: { client: 'my laptop', ip: '127.0.0.1', isCurrent: true },
      user: { id: mel.id, email: 'mel@example.com' },
    })
    const { createdAt, expiresAt } = signIn.session
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(hour)
    const { viewer } = await gateway.as(signIn.accessToken).run(whoAmI)
    expect(viewer).toEqual({ user: { email: mel.email }, session: { id: signIn.session.id, isCurrent: true } })
  })

  it('answers the rest of the same document as the person', async () => {
    const { signIn } = await gateway.anonymous.run(
      `mutation ($input: SignInInput!) { signIn(input: $input) {
        user { groups { key } permissions sessions { nodes { isCurrent } } } } }`,
      { input: { email: mel.email, password } },
    )
    expect(signIn.user.groups).toEqual([{ key: 'member' }])
    expect(signIn.user.sessions.nodes.filter((one: { isCurrent: boolean }) => one.isCurrent)).toHaveLength(1)
  })

  it('is remembered: the person’s last sign-in, and the audit log', async () => {
    const before = gateway.app.core.clock()
    const { token } = await signIn(gateway, account, mel)
    const { user } = await gateway.as(token).run('query ($id: ID!) { user(id: $id) { lastSignInAt } }', { id: mel.id })
    expect(Date.parse(user.lastSignInAt)).toBeGreaterThanOrEqual(before)
    expect(Date.parse(user.lastSignInAt)).toBeLessThanOrEqual(gateway.app.core.clock())
    const admin = await signIn(gateway, account, account.admin)
    const events = await eventsOf(admin, { actions: ['session.sign_in'], actorIds: [mel.id] })
    expect(events.at(-1)).toMatchObject({ outcome: 'SUCCEEDED', actorLabel: mel.email })
  })

  it('takes a password however its letters are composed', async () => {
    const nfc = 'Crème brûlée, 12 €'.normalize('NFC')
    const document = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { ok } }'
    const session = await signIn(gateway, account, mel)
    await session.run(document, { input: { currentPassword: password, newPassword: nfc } })
    const input = { email: mel.email, password: nfc.normalize('NFD') }
    expect(faults(await trySignIn(gateway, input))).toEqual([])
    await session.run(document, { input: { currentPassword: nfc, newPassword: password } })
  })

  it('answers alike, byte for byte, to a wrong password, address, account, or a deactivated person', async () => {
    const attempts = [
      { email: mel.email, password: 'not the pass-phrase' },
      { email: 'nobody@example.com' },
      { email: mel.email, accountId: stranger.id },
      { email: mel.email, accountId: 'account_2b0f5a5e-0000-4000-8000-000000000000' },
      { email: mel.email, accountId: 'no id' },
      { email: gone.email },
      { email: gone.email, password: 'not the pass-phrase' },
      { email: mel.email, password: '' },
    ]
    const answers = []
    for (const attempt of attempts) answers.push(await trySignIn(gateway, attempt))
    const [first] = answers
    expect(faults(first)).toEqual(['INVALID_CREDENTIALS'])
    expect(first?.headers.has('set-cookie')).toBe(false)
    for (const answer of answers) expect(comparable(answer)).toEqual(comparable(first))
  })

  it('hashes once for every address, so that an unknown address takes as long as a known one', async () => {
    for (const email of [mel.email, gone.email, 'nobody@example.com', account.admin.email]) {
      vi.mocked(verify).mockClear()
      const attempt = await trySignIn(gateway, { email, password: 'not the pass-phrase' })
      expect(faults(attempt), email).toEqual(['INVALID_CREDENTIALS'])
      const oneHash = [
        expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/),
        'not the pass-phrase',
        { secret: expect.any(Buffer) },
      ]
      // One for each account of this gateway.
      expect(vi.mocked(verify).mock.calls, email).toEqual([oneHash, oneHash])
    }
  })

  it('needs the account where a password opens several, and then opens that one', async () => {
    // Ada is an Admin of both accounts.
    const { email } = account.admin
    expect(faults(await trySignIn(gateway, { email }))).toEqual(['BAD_INPUT input.accountId'])
    for (const one of [account, stranger]) {
      const { token } = await signIn(gateway, one, one.admin)
      expect((await gateway.as(token).run('{ viewer { account { id } } }')).viewer.account.id).toBe(one.id)
    }
  })

  it('names the argument that cannot be read', async () => {
    const of = async (input: object) => faults(await trySignIn(gateway, input))
    expect(await of({ email: 'not an address' })).toEqual(['BAD_INPUT input.email'])
    expect(await of({ email: mel.email, client: 'x'.repeat(129) })).toEqual(['BAD_INPUT input.client'])
    expect(await of({ email: mel.email, client: 'two\nlines' })).toEqual(['BAD_INPUT input.client'])
  })

  it('tells the account’s auditors of failed attempts, without a word of the password', async () => {
    await trySignIn(gateway, { email: mel.email, password: 'Tr0ub4dor and three' })
    const admin = await signIn(gateway, account, account.admin)
    const events = await eventsOf(admin, { actions: ['session.sign_in'], outcomes: ['DENIED'] })
    expect(events.at(-1)).toMatchObject({
      errorCode: 'INVALID_CREDENTIALS',
      actor: null,
      actorLabel: mel.email,
      resourceId: mel.id,
    })
    expect(JSON.stringify(events)).not.toContain('Tr0ub4dor')
  })

  it('tells them of the right password, too, of somebody who is deactivated while it is checked', async () => {
    const admin = await signIn(gateway, account, account.admin)
    const deactivate = 'mutation ($id: ID!) { updateUser(input: { id: $id, status: DEACTIVATED }) { user { id } } }'
    const { verify: check } = await vi.importActual<typeof import('@node-rs/argon2')>('@node-rs/argon2')
    vi.mocked(verify).mockImplementationOnce(async (...args) => {
      await admin.run(deactivate, kim)
      return check(...args)
    })

    expect(faults(await trySignIn(gateway, { email: kim.email }))).toEqual(['INVALID_CREDENTIALS'])
    expect(await eventsOf(admin, { actions: ['session.sign_in'], resourceIds: [kim.id] })).toMatchObject([
      { outcome: 'DENIED', errorCode: 'INVALID_CREDENTIALS', actor: null, actorLabel: kim.email },
    ])
  })

  it('goes by the user agent where the client does not name itself', async () => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'curl/8 (tést)' },
      body: JSON.stringify({ query: signInDocument, variables: { input: { email: mel.email, password } } }),
    })
    const { data } = (await response.json()) as { data: { signIn: { session: { client: string } } } }
    expect(data.signIn.session.client).toBe('curl/8 (tst)')
  })
})
