import { request } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { clientOf, type Member, openGateway, password, type TestAccount, type TestGateway } from '../gateway.ts'
import { faults, hour, minute, signIn, trySignIn } from './documents.ts'

let gateway: TestGateway
let account: TestAccount
let mel: Member
let tom: Member

beforeAll(async () => {
  gateway = await openGateway()
  account = await gateway.account()
  mel = await account.join('mel@example.com', ['member'])
  tom = await account.join('tom@example.com', ['member'])
})
afterAll(() => gateway?.close())

// Nothing of one test counts in the next, and no delay runs out while a slow machine asks again: time stands still.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  gateway.advance(16 * minute)
})
afterEach(() => {
  vi.useRealTimers()
})

const wrong = 'not the pass-phrase'
const fail = async (email: string, times: number) => {
  for (let at = 0; at < times; at++) {
    expect(faults(await trySignIn(gateway, { email, password: wrong }))).toEqual(['INVALID_CREDENTIALS'])
  }
}

/** An attempt from another network address of this machine. */
const failFromElsewhere = (email: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify({
      query: 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
      variables: { input: { email, password: wrong } },
    })
    const options = { method: 'POST', localAddress: '127.0.0.2', headers: { 'content-type': 'application/json' } }
    request(gateway.url, options, (response) => response.resume().on('end', resolve))
      .on('error', reject)
      .end(body)
  })

/** How many seconds an attempt is put off; undefined when it was let through. */
const delayOf = async (input: object): Promise<number | undefined> => {
  const { errors } = await trySignIn(gateway, input)
  return errors.find(({ extensions }) => extensions.code === 'RATE_LIMITED')?.extensions.retryAfterSeconds
}

describe('guessing passwords', () => {
  it('is free of delay up to the fifth failure', async () => {
    await fail(mel.email, 5)
    expect(await delayOf({ email: mel.email })).toBe(1)
  })

  it('is put off for longer with every further failure, up to a minute, and never for good', async () => {
    await fail(mel.email, 5)
    const delays: number[] = []
    for (let at = 0; at < 9; at++) {
      const delay = (await delayOf({ email: mel.email, password: wrong })) as number
      delays.push(delay)
      gateway.advance(delay * 1000)
      await fail(mel.email, 1)
    }
    expect(delays).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
    gateway.advance(minute)
    expect(await delayOf({ email: mel.email })).toBeUndefined()
  })

  it('does not let even the right password through before its time, and attempts made too early do not count', async () => {
    await fail(mel.email, 5)
    for (let at = 0; at < 5; at++) expect(await delayOf({ email: mel.email })).toBe(1)
    gateway.advance(1000)
    expect(await delayOf({ email: mel.email })).toBeUndefined()
  })

  it('says when to come back in the message as well', async () => {
    await fail(mel.email, 5)
    const { errors, status } = await trySignIn(gateway, { email: mel.email })
    expect(errors[0]?.message).toContain('1 s')
    expect(status).toBe(200)
  })

  it('is counted for addresses that belong to nobody too, so that a delay tells nothing', async () => {
    await fail('nobody@example.com', 5)
    expect(await delayOf({ email: 'Nobody@example.com' })).toBe(1)
  })

  it('of one address holds up no other, and no session that is open', async () => {
    const open = await signIn(gateway, account, mel)
    await fail(mel.email, 5)
    expect(await delayOf({ email: tom.email })).toBeUndefined()
    expect((await open.run('{ viewer { user { email } } }')).viewer.user.email).toBe(mel.email)
  })

  it('from elsewhere does not keep the person out, however long it goes on', async () => {
    for (let at = 0; at < 20; at++) await failFromElsewhere(mel.email)
    expect(await delayOf({ email: mel.email, password: mel.password })).toBeUndefined()
    await signIn(gateway, account, mel)
  })

  it('in one account is not forgiven by a sign-in to another with the same address', async () => {
    const other = await gateway.account('Other')
    const twin = await other.join(mel.email, ['member'])
    const guess = { email: mel.email, accountId: account.id, password: wrong }
    for (let round = 0; round < 2; round++) {
      for (let at = 0; at < (round === 0 ? 4 : 1); at++) await trySignIn(gateway, guess)
      await signIn(gateway, other, twin)
    }
    expect(await delayOf(guess)).toBe(1)
    await other.admin.run('mutation ($id: ID!) { removeUser(id: $id) { id } }', { id: twin.id })
  })

  it('is forgotten when the person signs in', async () => {
    await fail(mel.email, 4)
    await signIn(gateway, account, mel)
    await fail(mel.email, 5)
    expect(await delayOf({ email: mel.email })).toBe(1)
  })

  it('is forgotten after fifteen minutes', async () => {
    await fail(mel.email, 5)
    gateway.advance(15 * minute)
    await fail(mel.email, 5)
  })

  it('of many addresses from one network address is put off after the fiftieth failure', async () => {
    for (let at = 0; at < 50; at++) await fail(`guess-${at}@example.com`, 1)
    expect(await delayOf({ email: 'another@example.com' })).toBe(1)
    expect(await delayOf({ email: tom.email })).toBe(1)
  })

  it('cannot slip through by coming all at once, as aliases of one document or as many requests', async () => {
    const one = `signIn(input: { email: "${mel.email}", password: "${wrong}" }) { accessToken }`
    const aliases = Array.from({ length: 20 }, (_, at) => `a${at}: ${one}`).join('\n')
    const inOne = await gateway.anonymous.send(`mutation { ${aliases} }`)
    // The document may be refused as a whole; what is not, is counted.
    expect(faults(inOne).filter((code) => code === 'INVALID_CREDENTIALS').length).toBeLessThanOrEqual(5)
    gateway.advance(16 * minute)
    const attempts = Array.from({ length: 20 }, () => trySignIn(gateway, { email: mel.email, password: wrong }))
    const codes = (await Promise.all(attempts)).flatMap(faults)
    expect(codes.filter((code) => code === 'INVALID_CREDENTIALS')).toHaveLength(5)
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(15)
  })

  it('covers the current password of changePassword', async () => {
    const { token } = await signIn(gateway, account, mel)
    const attempt = (currentPassword: string) =>
      clientOf(gateway.url, { authorization: `Bearer ${token}` }).send(
        'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { ok } }',
        { input: { currentPassword, newPassword: 'another Long phrase 8' } },
      )
    for (let at = 0; at < 5; at++) {
      expect(faults(await attempt(wrong))).toEqual(['INVALID_CREDENTIALS input.currentPassword'])
    }
    expect(faults(await attempt(password))).toEqual(['RATE_LIMITED'])
  })

  it('leaves nothing but hashes of the addresses that were tried in the store', async () => {
    await fail('secretive@example.com', 1)
    const rows = await gateway.db.selectFrom('sign_in_failures').selectAll().execute()
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toMatch(/example\.com|127\.0\.0\.1/)
  })
})

it('many password hashes at once are queued, two at a time, and everyone is answered', async () => {
  gateway.advance(hour)
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, at) => trySignIn(gateway, { email: `queue-${at}@example.com` })),
  )
  expect(new Set(answers.flatMap(faults))).toEqual(new Set(['INVALID_CREDENTIALS']))
})
