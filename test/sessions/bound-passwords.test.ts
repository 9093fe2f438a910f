import { hash } from '@node-rs/argon2'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openCore } from '../../src/core.ts'
import { operatorOf } from '../../src/operator/operator.ts'
import { faults } from '../answers.ts'
import { gatewayForTest, type Member, password, type TestAccount, type TestGateway } from '../gateway.ts'
import { minute } from '../times.ts'
import { signIn, trySignIn } from './documents.ts'

vi.mock('@node-rs/argon2', { spy: true })

const options = { algorithm: 2 as const, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** What somebody makes who can write to the store, but has no master key. */
const hashedElsewhere = (given: string) => hash(given, options)

/** Writes a row as somebody who can write to the store would. */
const write = ({ db }: TestGateway, { id }: Pick<Member, 'id'>, values: Record<string, string | null>) =>
  db.updateTable('users').set(values).where('id', '=', id).execute()

const rowOf = ({ db }: TestGateway, { id }: Pick<Member, 'id'>) =>
  db.selectFrom('users').select(['password_hash', 'password_seal']).where('id', '=', id).executeTakeFirstOrThrow()

/** Opens the store once more, as the next start does, and answers with what it bound. */
async function startAgain({ config }: TestGateway): Promise<number> {
  const core = await openCore(config)
  await core.close()
  return core.boundPasswords
}

/** Makes the store one of the version before, which knew no secret: with this hash of everybody's password. */
async function putBack(gateway: TestGateway, passwordHash: string): Promise<void> {
  const { db, app } = gateway
  await db
    .updateTable('users')
    .set({ password_hash: passwordHash, password_seal: null })
    .where('password_hash', 'is not', null)
    .execute()
  await db
    .updateTable('settings')
    .set({ value: app.core.keys.unboundFingerprint })
    .where('key', '=', 'master_key')
    .execute()
}

async function stage(): Promise<{ gateway: TestGateway; account: TestAccount; mel: Member; eve: Member }> {
  const gateway = await gatewayForTest()
  const account = await gateway.account()
  const mel = await account.join('mel@example.com', ['member'])
  const eve = await account.join('eve@example.com', ['member'])
  return { gateway, account, mel, eve }
}

it('a hash that was made elsewhere and written into the store signs nobody in, now or after the next start', async () => {
  const { gateway, mel } = await stage()
  await write(gateway, mel, { password_hash: await hashedElsewhere('planted Phrase 1') })
  const attempt = async () => faults(await trySignIn(gateway, { email: mel.email, password: 'planted Phrase 1' }))

  expect(await attempt()).toEqual(['INVALID_CREDENTIALS'])
  expect(await startAgain(gateway)).toBe(0)
  expect(await attempt()).toEqual(['INVALID_CREDENTIALS'])
})

it('neither does one with a seal that is none, that of somebody else, or that of another hash', async () => {
  const { gateway, account, mel, eve } = await stage()
  const { keys } = gateway.app.core
  const planted = await hashedElsewhere('planted Phrase 1')
  const sealFor = ({ id }: Member, of: string) => keys.sealPassword({ accountId: account.id, id }, of) as string
  for (const seal of ['', 'x', sealFor(eve, planted), sealFor(mel, await hashedElsewhere(password))]) {
    await write(gateway, mel, { password_hash: planted, password_seal: seal })
    const attempt = await trySignIn(gateway, { email: mel.email, password: 'planted Phrase 1' })
    expect(faults(attempt)).toEqual(['INVALID_CREDENTIALS'])
  }
})

it('nor does somebody else’s hash, of the same account, copied beside one’s name', async () => {
  const { gateway, mel, eve } = await stage()
  await write(gateway, mel, await rowOf(gateway, eve))
  // Both have the same password, so that only whose hash it is can make the difference.
  expect(faults(await trySignIn(gateway, { email: mel.email }))).toEqual(['INVALID_CREDENTIALS'])
  expect(faults(await trySignIn(gateway, { email: eve.email }))).toEqual([])
})

it('passwords of the version before go on working, and are bound to the master key at the next sign-in', async () => {
  const { gateway, account, mel } = await stage()
  const before = await hashedElsewhere(password)
  await putBack(gateway, before)

  expect(await startAgain(gateway)).toBe(3)
  // A process of the version before, which may go on serving, finds the hash as it was.
  expect(await rowOf(gateway, mel)).toEqual({ password_hash: before, password_seal: expect.any(String) })
  expect(faults(await trySignIn(gateway, { email: mel.email, password: 'not the pass-phrase' }))).toEqual([
    'INVALID_CREDENTIALS',
  ])
  await signIn(gateway, account, mel)

  const bound = await rowOf(gateway, mel)
  expect(bound).toEqual({ password_hash: expect.any(String), password_seal: null })
  expect(bound.password_hash).not.toBe(before)
  await signIn(gateway, account, mel)
  expect((await rowOf(gateway, mel)).password_hash).toBe(bound.password_hash)
})

it('a store whose passwords were bound seals no others, also when the mark of it is taken away', async () => {
  const { gateway, mel } = await stage()
  const { db } = gateway
  await write(gateway, mel, { password_hash: await hashedElsewhere('planted Phrase 1') })
  await db
    .updateTable('settings')
    .set({ value: 'f'.repeat(64) })
    .where('key', '=', 'master_key')
    .execute()
  await expect(startAgain(gateway)).rejects.toThrow(/another master.key/)
  await db.deleteFrom('settings').where('key', '=', 'master_key').execute()
  expect(await startAgain(gateway)).toBe(0)
  expect(faults(await trySignIn(gateway, { email: mel.email, password: 'planted Phrase 1' }))).toEqual([
    'INVALID_CREDENTIALS',
  ])
})

it('the Admin of the environment, an imported person and a changed password are bound as well', async () => {
  const gateway = await gatewayForTest()
  const operator = operatorOf(gateway.app.core)
  const first = { email: 'grace@example.com', password }
  const { accountId } = await operator.createAccountWithAdmin('First', [{ name: 'main', url: 'https://m.test' }], first)
  expect(faults(await trySignIn(gateway, { email: first.email }))).toEqual([])
  await operator.importUsers(accountId, [{ email: 'ivy@example.com', name: 'Ivy', groups: ['member'], attributes: [] }])
  expect(faults(await trySignIn(gateway, { email: 'ivy@example.com' }))).toEqual(['INVALID_CREDENTIALS'])

  const { verify } = await vi.importActual<typeof import('@node-rs/argon2')>('@node-rs/argon2')
  const rows = await gateway.db.selectFrom('users').select('password_hash').execute()
  for (const { password_hash } of rows) {
    // Without the secret it matches nothing.
    if (password_hash !== null) expect(await verify(password_hash, password)).toBe(false)
  }
})

it('binds many at once, in a few statements', async () => {
  const { gateway, account } = await stage()
  const { db } = gateway
  const before = await hashedElsewhere(password)
  const people = Array.from({ length: 1_000 }, (_, at) => ({
    account_id: account.id,
    id: `user_${String(at).padStart(8, '0')}`,
    email: `many-${at}@example.com`,
    name: 'Many',
    folded_name: 'many',
    status: 'ACTIVE' as const,
    attributes: '[]',
    password_hash: before,
    created_at: 1,
    version: 1,
  }))
  for (let from = 0; from < people.length; from += 100) {
    await db
      .insertInto('users')
      .values(people.slice(from, from + 100))
      .execute()
  }
  await putBack(gateway, before)
  const statements: string[] = []
  const core = await openCore(gateway.config, { onStatement: (text) => statements.push(text) })
  onTestFinished(() => core.close())
  expect(core.boundPasswords).toBe(1_003)
  expect(statements.filter((text) => text.includes('sealed')).length).toBeLessThanOrEqual(4)
  gateway.advance(minute)
  expect(faults(await trySignIn(gateway, { email: 'many-999@example.com' }))).toEqual([])
})
