import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { faults } from '../answers.ts'
import { type Member, password, secretOf } from '../gateway.ts'
import { linkIn, mailsTo } from '../invitations/mailbox.ts'
import { trySignIn } from '../sessions/documents.ts'
import { behindProxy, deviceCookieOf, enter, from, newNetwork } from '../sessions/networks.ts'
import { onPostgres } from '../store.ts'
import { hour, minute } from '../times.ts'
import { useWorld } from '../world.ts'

const { gateway, mel, person } = useWorld(behindProxy)
const tom = person('tom@example.com', ['member'])

// No pause runs out while a slow machine asks again: time stands still.
beforeEach(() => {
  // PostgreSQL's own clock goes on, and mail is due by it.
  if (!onPostgres) vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  gateway.advance(25 * hour)
})
afterEach(() => {
  vi.useRealTimers()
})

const request = (email: string, ip = newNetwork(), cookie?: string) =>
  from(gateway, ip, cookie).send(
    'mutation ($email: EmailAddress!) { requestPasswordReset(input: { email: $email }) { ok } }',
    {
      email,
    },
  )

/** How many links were ever mailed to somebody: they lie in the store before the mail goes out. */
const linksFor = async ({ email }: Member): Promise<number> => {
  const rows = await gateway.db
    .selectFrom('audit_events')
    .select('id')
    .where('action', '=', 'password.request_reset')
    .where('outcome', '=', 'SUCCEEDED')
    .where('resource_label', '=', email)
    .execute()
  return rows.length
}

/** When the links of somebody that work now stop working, as minutes from now, soonest first. */
const livesOf = async ({ id }: Member): Promise<number[]> => {
  const now = gateway.app.core.clock()
  const rows = await gateway.db
    .selectFrom('password_resets')
    .select('expires_at')
    .where('user_id', '=', id)
    .where('expires_at', '>', now)
    .orderBy('expires_at')
    .execute()
  return rows.map((row) => Math.round((row.expires_at - now) / minute))
}

it('strangers who ask again and again flood no mailbox, and are answered alike', async () => {
  const before = await linksFor(mel)
  for (let at = 0; at < 20; at++) {
    expect((await request(mel.email)).data).toEqual({ requestPasswordReset: { ok: true } })
  }
  expect((await linksFor(mel)) - before).toBe(3)
})

it('strangers who go on asking keep nobody from a link: the mailbox always holds one that works', async () => {
  const before = await linksFor(tom)
  for (let at = 0; at < 4; at++) await request(tom.email)
  expect(await livesOf(tom)).toHaveLength(3)
  gateway.advance(50 * minute)
  for (let step = 0; step < 10; step++) {
    await request(tom.email)
    // A request of this moment, also one of the owner, gets a link that works for about ten minutes or more.
    expect((await livesOf(tom)).at(-1)).toBeGreaterThanOrEqual(9)
    gateway.advance(25 * minute)
  }
  expect((await linksFor(tom)) - before).toBe(3 + 5)
})

it('a link that was sent goes on working, however many are asked for after it', async () => {
  const count = (await mailsTo(gateway, mel.email, 3)).length
  await request(mel.email)
  const mails = await mailsTo(gateway, mel.email, count + 1)
  const secret = secretOf(linkIn(mails.at(-1)))
  for (let at = 0; at < 5; at++) await request(mel.email)
  const { errors } = await gateway.anonymous.send(
    'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { accessToken } }',
    { input: { secret, password: 'quite another Phrase 3' } },
  )
  expect(errors).toEqual([])
  // One that was used takes the others with it.
  expect(await livesOf(mel)).toEqual([])
  expect(faults(await trySignIn(gateway, { email: mel.email, password: 'quite another Phrase 3' }))).toEqual([])
})

it('a person on a device or in a network where they are known gets links of their own, however many strangers ask for', async () => {
  const home = newNetwork()
  const cookie = deviceCookieOf(await enter(from(gateway, home), { email: tom.email, password }))
  for (let at = 0; at < 5; at++) await request(tom.email)
  const before = await linksFor(tom)
  for (const [ip, device] of [
    [newNetwork(), cookie],
    [home, undefined],
  ] as const) {
    await request(tom.email, ip, device)
  }
  expect((await linksFor(tom)) - before).toBe(2)
})

it('strangers of one network are put off after fifty requests, at any address, and who is known there is not', async () => {
  const home = newNetwork()
  expect(faults(await enter(from(gateway, home), { email: tom.email }))).toEqual([])
  const asked = await Promise.all(Array.from({ length: 50 }, (_, at) => request(`nobody-${at}@example.com`, home)))
  expect(asked.flatMap(faults)).toEqual([])
  const refused = await request('another@example.com', home)
  expect(faults(refused)).toEqual(['RATE_LIMITED'])
  expect(refused.errors[0]?.extensions.retryAfterSeconds).toBeGreaterThan(0)
  expect(faults(await request(tom.email, home))).toEqual([])
  expect(faults(await request('another@example.com'))).toEqual([])
})

it('asking for links holds up no sign-in', async () => {
  const network = newNetwork()
  for (let at = 0; at < 12; at++) await request(tom.email, network)
  expect(faults(await enter(from(gateway, network), { email: tom.email }))).toEqual([])
})
