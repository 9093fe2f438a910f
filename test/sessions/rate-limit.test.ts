import { verify } from '@node-rs/argon2'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventsOf, faults } from '../answers.ts'
import { clientOf, gatewayForTest, type Member, password } from '../gateway.ts'
import { clustergate } from '../process/command.ts'
import { onPostgres } from '../store.ts'
import { hour, minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { signIn, trySignIn } from './documents.ts'
import { behindProxy, deviceCookieOf, enter, from, newNetwork } from './networks.ts'

vi.mock('@node-rs/argon2', { spy: true })

const { gateway, account, mel, person } = useWorld(behindProxy)
const tom = person('tom@example.com', ['member'])
/** Who share a browser. */
const others: Member[] = []
/** Where everybody has joined. */
const office = '127.0.0.1'

beforeAll(async () => {
  for (const name of ['uma', 'vic', 'wim', 'xia', 'yan'])
    others.push(await account.join(`${name}@example.com`, ['member']))
})

// Nothing of one test counts in the next, and no pause runs out while a slow machine asks again: time stands still.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  gateway.advance(16 * minute)
})
afterEach(() => {
  vi.useRealTimers()
})

const wrong = 'not the pass-phrase'
const guess = (email: string, ip: string, cookie?: string) =>
  enter(from(gateway, ip, cookie), { email, password: wrong })

/** How many of some answers tell that the password was looked at. */
const evaluated = (answers: Awaited<ReturnType<typeof guess>>[]) =>
  answers.flatMap(faults).filter((code) => code === 'INVALID_CREDENTIALS').length

/** Uses up all attempts that strangers have at an address: one from each of many networks. */
async function besiege(email: string): Promise<number> {
  const answers = []
  for (let at = 0; at < 15; at++) answers.push(await guess(email, newNetwork()))
  return evaluated(answers)
}

/** How many seconds an attempt is put off; undefined when it was let through. */
async function delayOf(ip: string, input: object, cookie?: string): Promise<number | undefined> {
  const { errors } = await enter(from(gateway, ip, cookie), input)
  return errors.find(({ extensions }) => extensions.code === 'RATE_LIMITED')?.extensions.retryAfterSeconds
}

/** On PostgreSQL time goes on: the server's does not stand still, and a slow machine lags behind it. */
function isAbout(seconds: number | undefined, expected: number): void {
  expect(seconds).toBeGreaterThan(expected - 60)
  expect(seconds).toBeLessThanOrEqual(onPostgres ? expected + 60 : expected)
}

describe('strangers who guess at one address', () => {
  it('have ten passwords looked at in 15 minutes, from however many networks, at once or one after the other', async () => {
    vi.mocked(verify).mockClear()
    expect(await besiege(mel.email)).toBe(10)
    expect(vi.mocked(verify)).toHaveBeenCalledTimes(10)
    gateway.advance(15 * minute)
    const atOnce = await Promise.all(Array.from({ length: 25 }, () => guess(mel.email, newNetwork())))
    expect(evaluated(atOnce)).toBe(10)
  })

  it('gain nothing by naming the account or not', async () => {
    const answers = []
    for (let at = 0; at < 8; at++) {
      answers.push(await guess(mel.email, newNetwork()))
      const named = { email: mel.email, accountId: account.id, password: wrong }
      answers.push(await enter(from(gateway, newNetwork()), named))
    }
    expect(evaluated(answers)).toBe(10)
  })

  it('go on at that rate for hours, and no faster', async () => {
    let looked = 0
    for (let at = 0; at < 60; at++) {
      looked += evaluated([await guess(mel.email, newNetwork()), await guess(mel.email, newNetwork())])
      gateway.advance(minute)
    }
    expect(looked).toBeLessThanOrEqual(40)
  })

  it('of one network leave some to those of others: five at once, then one every five minutes', async () => {
    const network = newNetwork()
    const answers = []
    for (let at = 0; at < 20; at++) answers.push(await guess(mel.email, network))
    expect(evaluated(answers)).toBe(5)
    isAbout(await delayOf(network, { email: mel.email }), 5 * 60)
    gateway.advance(5 * minute)
    expect(evaluated([await guess(mel.email, network), await guess(mel.email, network)])).toBe(1)
    // Somebody whom no device and no network knows.
    expect(await delayOf(newNetwork(), { email: mel.email })).toBeUndefined()
  })

  it('are counted at addresses that belong to nobody, too, so that a delay tells nothing', async () => {
    expect(await besiege('Nobody@example.com')).toBe(10)
    const [known, unknown] = [newNetwork(), newNetwork()]
    for (let at = 0; at < 6; at++) {
      const answers = [await guess(tom.email, known), await guess('nobody-else@example.com', unknown)]
      expect(faults(answers[0])).toEqual(faults(answers[1]))
    }
  })

  it('of one network are put off after fifty guesses at many addresses, and people who are known there are not', async () => {
    for (let at = 0; at < 50; at++) expect(evaluated([await guess(`guess-${at}@example.com`, office)])).toBe(1)
    isAbout(await delayOf(office, { email: 'another@example.com' }), 60)
    expect(await delayOf(office, { email: tom.email })).toBeUndefined()
  })

  it('are told when to come back, in the message as well', async () => {
    await besiege(mel.email)
    const { errors, status } = await guess(mel.email, newNetwork())
    const seconds = errors[0]?.extensions.retryAfterSeconds
    isAbout(seconds, 15 * 60)
    expect(errors[0]?.message).toContain(`${seconds} s`)
    expect(status).toBe(200)
  })
})

describe('the owner of an address that strangers guess at', () => {
  it('signs in on a device where they have signed in before, from any network, and is never put off', async () => {
    const cookie = deviceCookieOf(await enter(from(gateway, newNetwork()), { email: mel.email }))
    await besiege(mel.email)
    for (let at = 0; at < 12; at++) expect(await delayOf(newNetwork(), { email: mel.email }, cookie)).toBeUndefined()
    expect(await delayOf(newNetwork(), { email: mel.email })).toBeGreaterThan(0)
  })

  it('signs in without a cookie from a network where they did so within 30 days', async () => {
    const home = newNetwork()
    expect(await delayOf(home, { email: mel.email })).toBeUndefined()
    gateway.advance(29 * 24 * hour)
    await besiege(mel.email)
    expect(await delayOf(home, { email: mel.email })).toBeUndefined()
    gateway.advance(30 * 24 * hour + minute)
    await besiege(mel.email)
    expect(await delayOf(home, { email: mel.email })).toBeGreaterThan(0)
  })

  it('has a counter of their own on a device and in a network: five at once, then one every five minutes', async () => {
    const home = newNetwork()
    const cookie = deviceCookieOf(await enter(from(gateway, home), { email: mel.email }))
    for (const [ip, device] of [
      [newNetwork(), cookie],
      [home, undefined],
    ] as const) {
      const answers = []
      for (let at = 0; at < 8; at++) answers.push(await guess(mel.email, ip, device))
      expect(evaluated(answers)).toBe(5)
      isAbout(await delayOf(ip, { email: mel.email }, device), 5 * 60)
    }
    // What they mistyped is not counted as strangers' guesses, nor the other way round.
    expect(await besiege(mel.email)).toBe(10)
  })

  it('has what they mistyped forgotten once they are in', async () => {
    for (let round = 0; round < 3; round++) {
      for (let at = 0; at < 4; at++) expect(evaluated([await guess(mel.email, office)])).toBe(1)
      expect(await delayOf(office, { email: mel.email })).toBeUndefined()
    }
  })

  it('goes on in a session that is open, and can change the password there', async () => {
    const open = await signIn(gateway, account, tom)
    await besiege(tom.email)
    expect((await open.run('{ viewer { user { email } } }')).viewer.user.email).toBe(tom.email)
    const change = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { ok } }'
    await open.run(change, { input: { currentPassword: password, newPassword: 'another Long phrase 8' } })
    await open.run(change, { input: { currentPassword: 'another Long phrase 8', newPassword: password } })
  })
})

describe('clustergate unlock', () => {
  it('lets the owner of an address in, with --from also while the guessing goes on', async () => {
    vi.useRealTimers()
    // The command is a process of its own, and goes by the time of the day.
    const own = await gatewayForTest(behindProxy)
    const inc = await own.account()
    const zoe = await inc.join('zoe@example.com', ['member'])
    const siege = async () => {
      for (let at = 0; at < 11; at++) await enter(from(own, newNetwork()), { email: zoe.email, password: wrong })
    }
    const hotel = newNetwork()
    const codeAtHotel = async (given: string) =>
      faults(await enter(from(own, hotel), { email: zoe.email, password: given }))
    const unlock = (...more: string[]) =>
      clustergate(own.store, ['unlock', 'Zoe@Example.com', '--account', inc.id, ...more])

    await siege()
    expect(await codeAtHotel(password)).toEqual(['RATE_LIMITED'])
    expect(await unlock()).toMatchObject({ code: 0, stderr: '' })
    expect(await codeAtHotel(wrong)).toEqual(['INVALID_CREDENTIALS'])

    await siege()
    expect(await codeAtHotel(password)).toEqual(['RATE_LIMITED'])
    const { code, stdout } = await unlock('--from', hotel, '--format', 'json')
    expect({ code, answer: JSON.parse(stdout) }).toEqual({ code: 0, answer: { email: zoe.email, from: hotel } })
    await siege()
    expect(await codeAtHotel(password)).toEqual([])
    expect(await eventsOf(inc.admin, { actions: ['user.unlock'] })).toMatchObject([
      { actorLabel: 'operator', resourceId: zoe.id, resourceLabel: zoe.email, changes: [] },
      { resourceId: zoe.id, changes: [{ field: 'knownNetwork', before: null, after: hotel }] },
    ])
  })

  it('says what is wrong: an address nobody has, or that is none, no account, no network address', async () => {
    vi.useRealTimers()
    const said = async (...args: string[]) => {
      const { code, stderr } = await clustergate(gateway.store, ['unlock', ...args])
      return `${code} ${stderr}`
    }
    const of = ['--account', account.id]
    expect(await said('nobody@example.com', ...of)).toMatch(/^1 .*no such user/s)
    expect(await said('nobody', ...of)).toMatch(/^2 .*e-mail address/s)
    expect(await said(mel.email)).toMatch(/^2 .*--account/s)
    expect(await said(mel.email, '--account', 'account_00000000-0000-4000-8000-000000000000')).toMatch(
      /^1 .*no account/s,
    )
    expect(await said(mel.email, ...of, '--from', 'the hotel')).toMatch(/^2 .*no network address/s)
  })
})

describe('the cookie of a device', () => {
  const cookieOf = async ({ email }: Member, cookie?: string) =>
    deviceCookieOf(await enter(from(gateway, office, cookie), { email }))

  it('is set at sign-in for scripts of no page, is called like no other gateway’s, and lets nobody in', async () => {
    const { headers } = await enter(from(gateway, office), { email: mel.email })
    const [set] = headers.getSetCookie().filter((one) => one.includes('-device-'))
    const mark = gateway.cookieName.split('-').at(-1)
    expect(set).toMatch(new RegExp(`^clustergate-device-${mark}=[0-9a-f]{32}\\.${mel.id}\\.`))
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=31536000'])
      expect(set).toContain(attribute)
    const cookie = set?.split(';')[0] as string
    expect(await from(gateway, office, cookie).run('{ viewer { user { id } } }')).toEqual({ viewer: null })
  })

  it('is no help to guess at anybody else, or when it was made up, and neither is that of another address', async () => {
    const toms = await cookieOf(tom)
    const [name, value] = (await cookieOf(mel)).split('=') as [string, string]
    await besiege(mel.email)
    const [id, , signature] = value.split('.')
    for (const cookie of [
      toms,
      `${name}=${id}.${mel.id}.${(signature as string).replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`,
      `${name}=${'0'.repeat(32)}.${mel.id}.${signature}`,
      `${name}=${toms.split('=')[1]?.replace(tom.id, mel.id)}`,
      `${name}=~~~${'~'.repeat(2_000)}`,
      `${name}=`,
    ]) {
      expect(await delayOf(newNetwork(), { email: mel.email }, cookie), cookie.slice(0, 200)).toBeGreaterThan(0)
    }
  })

  it('remembers several people who share a browser, five at most', async () => {
    let cookie = await cookieOf(tom)
    cookie = await cookieOf(mel, cookie)
    expect(cookie.split('~')).toHaveLength(2)
    await besiege(tom.email)
    expect(await delayOf(newNetwork(), { email: tom.email }, cookie)).toBeUndefined()
    for (const other of others) cookie = await cookieOf(other, cookie)
    expect(cookie.split('~')).toHaveLength(5)
    expect(cookie).not.toContain(tom.id)
  })
})

it('guesses cannot slip through by coming all at once, as aliases of one document or as many requests', async () => {
  const one = `signIn(input: { email: "${mel.email}", password: "${wrong}" }) { accessToken }`
  const aliases = Array.from({ length: 20 }, (_, at) => `a${at}: ${one}`).join('\n')
  const inOne = await from(gateway, office).send(`mutation { ${aliases} }`)
  // The document may be refused as a whole; what is not, is counted.
  expect(evaluated([inOne])).toBeLessThanOrEqual(5)
  gateway.advance(16 * minute)
  const codes = (await Promise.all(Array.from({ length: 20 }, () => guess(mel.email, office)))).flatMap(faults)
  expect(codes.filter((code) => code === 'INVALID_CREDENTIALS')).toHaveLength(5)
  expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(15)
})

it('the holder of a session has five guesses at its owner’s current password, however many strangers make', async () => {
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
  // Signing in is counted apart.
  expect(await delayOf(office, { email: mel.email })).toBeUndefined()
})

it('nothing but hashes of the addresses that were tried lies in the store, and nothing for longer than a day', async () => {
  await guess('secretive@example.com', newNetwork())
  const rows = () => gateway.db.selectFrom('attempts').selectAll().execute()
  expect((await rows()).length).toBeGreaterThan(0)
  expect(JSON.stringify(await rows())).not.toMatch(/example\.com|198\.51/)
  gateway.advance(24 * hour)
  await signIn(gateway, account, mel)
  expect(await rows()).toEqual([])
})

it('many password hashes at once are queued, two at a time, and everyone is answered', async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, at) => trySignIn(gateway, { email: `queue-${at}@example.com` })),
  )
  expect(new Set(answers.flatMap(faults))).toEqual(new Set(['INVALID_CREDENTIALS']))
})
