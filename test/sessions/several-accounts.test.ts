import { verify } from '@node-rs/argon2'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventsOf, faults } from '../answers.ts'
import { acceptDocument, secretOf, type TestAccount } from '../gateway.ts'
import { minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { trySignIn } from './documents.ts'
import { behindProxy, deviceCookieOf, enter, from, newNetwork } from './networks.ts'

vi.mock('@node-rs/argon2', { spy: true })

const { gateway } = useWorld(behindProxy)
/** Four accounts, in the order in which people join them. */
let alpha: TestAccount
let beta: TestAccount
let gamma: TestAccount
let delta: TestAccount

beforeAll(async () => {
  alpha = await gateway.account('Alpha')
  beta = await gateway.account('Beta')
  gamma = await gateway.account('Gamma')
  delta = await gateway.account('Delta')
})

// Nothing of one test counts in the next.
beforeEach(() => gateway.advance(2 * minute))

/** Somebody of an account, whose link its Admin has, with a password that the Admin chooses. */
async function makeUser(account: TestAccount, email: string, given: string) {
  const admin = (await signInAs(account, account.admin.email)).client
  const { inviteUsers } = await admin.run(
    'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { link } } }',
    { input: { invitations: [{ email, groupIds: [account.groupIds.member] }] } },
  )
  const input = { secret: secretOf(inviteUsers.results[0].link), name: 'Max', password: given }
  const { acceptInvitation } = await gateway.anonymous.run(acceptDocument, { input })
  gateway.advance(1)
  return acceptInvitation.user
}

async function signInAs(account: TestAccount, email: string) {
  const { data } = await trySignIn(gateway, { email, accountId: account.id })
  return { client: gateway.as(data.signIn.accessToken) }
}

const accountOf = async (answer: Awaited<ReturnType<typeof enter>>) =>
  (await gateway.as(answer.data.signIn.accessToken).run('{ viewer { account { name } } }')).viewer.account.name

const own = 'the Phrase of Max 1'
const foreign = 'another Phrase of Max 2'

describe('somebody whose address another account’s Admin has given to a user there', () => {
  it('goes on signing in without naming the account, by whichever password it is', async () => {
    const email = 'max@example.com'
    await makeUser(alpha, email, own)
    await makeUser(beta, email, foreign)
    expect(await accountOf(await trySignIn(gateway, { email, password: own }))).toBe('Alpha')
    expect(await accountOf(await trySignIn(gateway, { email, password: foreign }))).toBe('Beta')
    expect(faults(await trySignIn(gateway, { email, password: own, accountId: beta.id }))).toEqual([
      'INVALID_CREDENTIALS',
    ])
  })

  it('is asked which account they mean only where the password opens several, and only who knows it', async () => {
    const email = 'same@example.com'
    await makeUser(alpha, email, own)
    await makeUser(beta, email, own)
    const { errors } = await trySignIn(gateway, { email, password: own })
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining(`Alpha (${alpha.id}), Beta (${beta.id})`),
      extensions: { code: 'BAD_INPUT', field: 'input.accountId' },
    })
    const guess = await trySignIn(gateway, { email, password: foreign })
    expect(faults(guess)).toEqual(['INVALID_CREDENTIALS'])
    expect(guess.text).not.toMatch(/Alpha|account_/)
    for (const account of [alpha, beta]) {
      const answer = await trySignIn(gateway, { email, password: own, accountId: account.id })
      expect(faults(answer)).toEqual([])
    }
  })

  it('is not pushed out by those who come later: the oldest three are tried, a fourth names the account', async () => {
    const email = 'crowd@example.com'
    await makeUser(alpha, email, own)
    for (const account of [beta, gamma]) await makeUser(account, email, foreign)
    await makeUser(delta, email, 'a fourth Phrase 4')
    expect(await accountOf(await trySignIn(gateway, { email, password: own }))).toBe('Alpha')
    const fourth = { email, password: 'a fourth Phrase 4' }
    const refused = await trySignIn(gateway, fourth)
    expect(faults(refused)).toEqual(['INVALID_CREDENTIALS'])
    expect(refused.errors[0]?.message).toContain('accountId')
    const there = await trySignIn(gateway, { ...fourth, accountId: delta.id })
    // From here on the browser tells which of them is meant.
    const browser = from(gateway, newNetwork(), deviceCookieOf(there))
    expect(await accountOf(await enter(browser, fourth))).toBe('Delta')
  })

  it('keeps those who are deactivated, or have set no password, out of the three', async () => {
    const email = 'idle@example.com'
    for (const account of [alpha, beta, gamma]) {
      const { id } = await makeUser(account, email, foreign)
      const { client } = await signInAs(account, account.admin.email)
      await client.run('mutation ($id: ID!) { updateUser(input: { id: $id, status: DEACTIVATED }) { user { id } } }', {
        id,
      })
    }
    await makeUser(delta, email, own)
    expect(await accountOf(await trySignIn(gateway, { email, password: own }))).toBe('Delta')
  })
})

describe('guesses at an address of several accounts', () => {
  it('are told to the auditors of each account whose password was tried', async () => {
    const email = 'told@example.com'
    await makeUser(alpha, email, own)
    await makeUser(beta, email, foreign)
    await trySignIn(gateway, { email, password: 'a wrong Phrase 3' })
    for (const account of [alpha, beta]) {
      const { client } = await signInAs(account, account.admin.email)
      const denied = { actions: ['session.sign_in'], outcomes: ['DENIED'] }
      const events = await eventsOf(client, denied)
      expect(events.filter((event: { actorLabel: string }) => event.actorLabel === email)).toHaveLength(1)
    }
  })

  it('stay counted however often somebody signs in to an account of their own with that address', async () => {
    const email = 'victim@example.com'
    await makeUser(alpha, email, own)
    const { id } = await makeUser(beta, email, foreign)
    const { keys } = gateway.app.core
    const hasher = new (await import('../../src/auth/password.ts')).PasswordHasher(keys)
    let looked = 0
    for (let at = 0; at < 14; at++) {
      // Beta's own user takes the guess for a password, so that signing in succeeds whatever it is.
      const given = `the guess number ${at} X`
      const { hash: passwordHash } = await hasher.hash({ accountId: beta.id, id }, given)
      await gateway.db.updateTable('users').set({ password_hash: passwordHash }).where('id', '=', id).execute()
      vi.mocked(verify).mockClear()
      await enter(from(gateway, newNetwork()), { email, password: given })
      const alphas = await gateway.db
        .selectFrom('users')
        .select('password_hash')
        .where('account_id', '=', alpha.id)
        .where('email', '=', email)
        .executeTakeFirstOrThrow()
      looked += vi.mocked(verify).mock.calls.filter(([compared]) => compared === alphas.password_hash).length
    }
    expect(looked).toBe(10)
  })
})

it('a sign-in that fails takes the same hashes and the same statements, in no account, in one and in several', async () => {
  await makeUser(alpha, 'in-one@example.com', own)
  for (const account of [alpha, beta]) await makeUser(account, 'in-two@example.com', own)
  for (const account of [alpha, beta, gamma, delta]) await makeUser(account, 'in-all@example.com', own)
  const idle = await makeUser(alpha, 'deactivated@example.com', own)
  const { client } = await signInAs(alpha, alpha.admin.email)
  await client.run('mutation ($id: ID!) { updateUser(input: { id: $id, status: DEACTIVATED }) { user { id } } }', idle)

  const costs = []
  for (const name of ['nobody', 'in-one', 'in-two', 'in-all', 'deactivated']) {
    for (const accountId of [undefined, alpha.id]) {
      vi.mocked(verify).mockClear()
      const input = { email: `${name}@example.com`, accountId, password: 'a wrong Phrase 3' }
      const { result, statements } = await gateway.count(() => enter(from(gateway, newNetwork()), input))
      expect(faults(result)).toEqual(['INVALID_CREDENTIALS'])
      costs.push({ named: !!accountId, hashes: vi.mocked(verify).mock.calls.length, statements: statements.length })
    }
  }
  for (const named of [false, true]) {
    const [first, ...others] = costs.filter((cost) => cost.named === named)
    expect(first?.hashes).toBe(named ? 1 : 3)
    for (const other of others) expect(other).toEqual(first)
  }
})
