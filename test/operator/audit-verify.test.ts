import { readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { gatewayForTest, type TestAccount } from '../gateway.ts'
import { clustergate, storeForTest } from '../process/command.ts'
import { useWorld } from '../world.ts'

const { gateway } = useWorld()

const store = () => gateway.db

/** An account with a log of ten events. */
async function accountWithLog(name: string): Promise<TestAccount> {
  const account = await gateway.account(name)
  for (let at = 0; (await lengthOf(account)) < 10; at++) {
    const input = { clusterId: account.clusterIds[0], name: `metrics-${at}` }
    await account.admin.run(
      'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
      { input },
    )
  }
  // Otherwise written within a second of each change.
  gateway.app.core.checkpoints.flush()
  return account
}

const head = ({ id }: TestAccount) =>
  store().selectFrom('audit_heads').selectAll().where('account_id', '=', id).executeTakeFirstOrThrow()

const lengthOf = async (account: TestAccount): Promise<number> => (await head(account)).sequence

async function verify(account: TestAccount) {
  const { code, stdout } = await clustergate(gateway.store, [
    'audit',
    'verify',
    '--offline',
    '--account',
    account.id,
    '--format',
    'json',
  ])
  const [result] = JSON.parse(stdout)
  return { code, ...result }
}

const event = ({ id }: TestAccount, sequence: number) =>
  store().updateTable('audit_events').where('account_id', '=', id).where('sequence', '=', sequence)

const remove = ({ id }: TestAccount, from: number, to = from) =>
  store()
    .deleteFrom('audit_events')
    .where('account_id', '=', id)
    .where('sequence', '>=', from)
    .where('sequence', '<=', to)
    .execute()

const move = (account: TestAccount, from: number, to: number) => event(account, from).set({ sequence: to }).execute()

/** What an attacker can do who writes to the store without having the key. */
const tamperings: readonly (readonly [what: string, brokenAt: number, (account: TestAccount) => Promise<unknown>])[] = [
  ['an edited event', 4, (account) => event(account, 4).set({ actor_label: 'somebody@example.com' }).execute()],
  ['an edited time', 4, (account) => event(account, 4).set({ occurred_at: 1 }).execute()],
  ['an edited change', 4, (account) => event(account, 4).set({ changes: '[]' }).execute()],
  ['a removed event', 4, (account) => remove(account, 4)],
  [
    'a removed event, with the gap closed',
    4,
    async (account) => {
      await remove(account, 4)
      for (let at = 5; at <= 10; at++) await move(account, at, at - 1)
    },
  ],
  [
    'an inserted event',
    5,
    async (account) => {
      for (let at = 10; at >= 5; at--) await move(account, at, at + 1)
      const copied = await store()
        .selectFrom('audit_events')
        .selectAll()
        .where('account_id', '=', account.id)
        .where('sequence', '=', 4)
        .executeTakeFirstOrThrow()
      await store()
        .insertInto('audit_events')
        .values({ ...copied, sequence: 5, id: `${copied.id}-2` })
        .execute()
    },
  ],
  [
    'two swapped events',
    4,
    async (account) => {
      await move(account, 4, 0)
      await move(account, 5, 4)
      await move(account, 0, 5)
    },
  ],
  ['a log that was cut short', 9, (account) => remove(account, 9, 10)],
  ['a log that was emptied', 1, (account) => remove(account, 1, 10)],
  [
    'a log that was cut short together with its head',
    9,
    async (account) => {
      await remove(account, 9, 10)
      const last = await store()
        .selectFrom('audit_events')
        .select('hash')
        .where('account_id', '=', account.id)
        .where('sequence', '=', 8)
        .executeTakeFirstOrThrow()
      await store()
        .updateTable('audit_heads')
        .set({ sequence: 8, hash: last.hash })
        .where('account_id', '=', account.id)
        .execute()
    },
  ],
]

describe('audit verify --offline', () => {
  it('finds every account intact, and ends with 0', async () => {
    const account = await accountWithLog('Intact')
    expect(await verify(account)).toEqual({
      code: 0,
      accountId: account.id,
      name: 'Intact',
      intact: true,
      checked: 10,
      firstBrokenSequence: null,
      headHash: (await head(account)).hash,
      containsHead: null,
    })
    const all = await clustergate(gateway.store, ['audit', 'verify', '--offline'])
    expect(all).toMatchObject({ code: 0, stderr: '' })
    expect(all.stdout).toContain(`${account.id}  intact, 10 events  head ${(await head(account)).hash}  Intact\n`)
  })

  it.each(tamperings)('finds %s, and where', async (what, brokenAt, tamper) => {
    const account = await accountWithLog(what.slice(0, 64))
    await tamper(account)
    expect(await verify(account)).toMatchObject({
      code: 1,
      intact: false,
      checked: brokenAt - 1,
      firstBrokenSequence: brokenAt,
    })
  })

  it('finds a log that was put back to an earlier state whole, by the head that lies outside the store', async () => {
    const account = await accountWithLog('Rolled back')
    const { sequence, hash, signature } = await head(account)
    const input = { clusterId: account.clusterIds[0], name: 'unwanted' }
    await account.admin.run(
      'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
      { input },
    )
    gateway.app.core.checkpoints.flush()
    await remove(account, 11)
    await store()
      .updateTable('audit_heads')
      .set({ sequence, hash, signature })
      .where('account_id', '=', account.id)
      .execute()
    expect(await verify(account)).toMatchObject({ code: 1, intact: false, checked: 10, firstBrokenSequence: 11 })
  })

  it('tells a broken log from the intact ones beside it', async () => {
    const [broken, intact] = [await accountWithLog('Broken'), await accountWithLog('Beside')]
    await remove(broken, 4)
    const { code, stdout } = await clustergate(gateway.store, ['audit', 'verify', '--offline'])
    expect(code).toBe(1)
    expect(stdout).toMatch(
      new RegExp(`^${broken.id}  BROKEN at event 4, 3 good before it  head [0-9a-f]{64}  Broken$`, 'm'),
    )
    expect(stdout).toMatch(new RegExp(`^${intact.id}  intact, 10 events`, 'm'))
  })

  it('says that an account does not exist, and ends with 1', async () => {
    const unknown = 'account_00000000-0000-4000-8000-000000000000'
    expect(await clustergate(gateway.store, ['audit', 'verify', '--offline', '--account', unknown])).toEqual({
      code: 1,
      stdout: '',
      stderr: `There is no account ${unknown}; \`clustergate account list\` shows them.\n`,
    })
  })
})

describe('where there is nothing to look at', () => {
  it.each([
    ['audit verify --offline', ['audit', 'verify', '--offline']],
    ['account list', ['account', 'list']],
  ])('%s says so, ends with 1, and makes no store', async (_command, args) => {
    const empty = await storeForTest(true)
    for (let time = 0; time < 2; time++) {
      expect(await clustergate(empty, args)).toEqual({
        code: 1,
        stdout: '',
        stderr: empty.databaseUrl
          ? 'The database of DATABASE_URL has no store of Clustergate: check DATABASE_URL.\n'
          : `There is no store in ${empty.dataDirectory}: set CLUSTERGATE_DATA_DIR to the gateway’s data directory.\n`,
      })
    }
    expect(await readdir(empty.dataDirectory)).toEqual([])
  })

  it('a store without accounts is not called intact', async () => {
    const unused = await gatewayForTest()
    expect(await clustergate(unused.store, ['audit', 'verify', '--offline'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'The store has no accounts: there is no log.\n',
    })
  })
})

describe('audit verify --offline refuses what it would not heed', () => {
  it.each([
    ['--format', 'csv'],
    ['--format', 'plain'],
    ['--columns', 'intact'],
    ['--limit', '5'],
  ])('%s %s', async (...option) => {
    const { code, stdout, stderr } = await clustergate(gateway.store, ['audit', 'verify', '--offline', ...option])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(option[0])
  })
})

describe('an account that was taken out of the store', () => {
  it('is missed, for its head lies outside the store as well', async () => {
    const gone = 'account_00000000-0000-4000-8000-000000000000'
    // What a gateway remembers of an account of which the store has no row left.
    gateway.app.core.checkpoints.note(gone, { sequence: 102, hash: 'f'.repeat(64) })
    gateway.app.core.checkpoints.flush()
    const { code, stdout } = await clustergate(gateway.store, ['audit', 'verify', '--offline', '--format', 'json'])
    const results = JSON.parse(stdout) as { accountId: string; intact: boolean; firstBrokenSequence: number }[]
    expect(results.find(({ accountId }) => accountId === gone)).toMatchObject({ intact: false, firstBrokenSequence: 1 })
    expect(code).toBe(1)
  })
})
