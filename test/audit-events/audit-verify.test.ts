import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { headText } from '../../src/ledger/ledger.store.ts'
import { createDatabase, updateDatabase } from '../databases/documents.ts'
import { eventually, type TestAccount } from '../gateway.ts'
import { hashOf, type LoggedEvent, readLog } from '../ledger/chain.ts'
import { useWorld } from '../world.ts'

const { gateway } = useWorld()

const store = () => gateway.db

/** An account with six more events than its beginning left. */
async function accountWithLog(name: string): Promise<TestAccount> {
  const account = await gateway.account(name)
  const { id } = await createDatabase(account, { name: 'metrics' })
  for (let maxTables = 1; maxTables <= 5; maxTables++) await updateDatabase(account.admin, { id, maxTables })
  return account
}

async function verify({ admin }: TestAccount) {
  const { verifyAuditLog } = await admin.run('{ verifyAuditLog { intact checked firstBrokenSequence headHash } }')
  return verifyAuditLog
}

const rows = (account: TestAccount) =>
  store().selectFrom('audit_events').selectAll().where('account_id', '=', account.id).orderBy('sequence').execute()

type EventRow = Awaited<ReturnType<typeof rows>>[number]

const row = (account: TestAccount, sequence: number) =>
  store().updateTable('audit_events').where('account_id', '=', account.id).where('sequence', '=', sequence)

const cut = (account: TestAccount, from: number, to = Number.MAX_SAFE_INTEGER) =>
  store()
    .deleteFrom('audit_events')
    .where('account_id', '=', account.id)
    .where('sequence', '>=', from)
    .where('sequence', '<=', to)
    .execute()

async function move(account: TestAccount, from: number, to: number): Promise<void> {
  await row(account, from).set({ sequence: to }).execute()
}

describe('the chain', () => {
  it('can be recomputed by anyone from what the API answers', async () => {
    const account = await accountWithLog('Recomputed')
    const odd = 'Zoë’s “quoted” \\ "token" / <🚀>'
    await account.admin.run(
      'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
      { input: { clusterId: account.clusterIds[0], description: odd, permissions: [] } },
    )
    await expect(createDatabase(account, { name: 'metrics' })).rejects.toMatchObject({ code: 'CONFLICT' })

    const log = await readLog(account.admin)
    expect(log.length).toBeGreaterThan(12)
    expect(JSON.stringify(log)).toContain('🚀')
    let previous = '0'.repeat(64)
    for (const [at, event] of log.entries()) {
      expect(event.sequence).toBe(String(at + 1))
      expect(event.previousHash).toBe(previous)
      expect(hashOf(account.id, event)).toBe(event.hash)
      previous = event.hash
    }
    expect(await verify(account)).toEqual({
      intact: true,
      checked: String(log.length),
      firstBrokenSequence: null,
      headHash: previous,
    })
  })

  it('stays whole while many write at once, and each account has its own', async () => {
    const [one, other] = [await gateway.account('One'), await gateway.account('Other')]
    await Promise.all(Array.from({ length: 20 }, (_, at) => createDatabase(at % 2 ? one : other, { name: `db-${at}` })))
    for (const account of [one, other]) {
      const log = await readLog(account.admin)
      expect(log.map(({ sequence }) => sequence)).toEqual(log.map((_, at) => String(at + 1)))
      expect(await verify(account)).toMatchObject({ intact: true, checked: String(log.length) })
    }
  })
})

/** Makes the chain fit again from one event on, as somebody would who knows how it is made. */
async function rechain(account: TestAccount, from: number): Promise<{ sequence: number; hash: string }> {
  let previous = '0'.repeat(64)
  let sequence = 0
  for (const { sequence: at, changes, hash, ...event } of await rows(account)) {
    const shown = {
      id: event.id,
      sequence: String(at),
      occurredAt: new Date(event.occurred_at).toISOString(),
      action: event.action,
      outcome: event.outcome,
      errorCode: event.error_code,
      actorId: event.actor_id,
      actorLabel: event.actor_label,
      resourceId: event.resource_id,
      resourceLabel: event.resource_label,
      changes: JSON.parse(changes),
      ip: event.ip,
      requestId: event.request_id,
      ...(event.decided_by === null ? { v: 1 } : { v: 2, decidedBy: JSON.parse(event.decided_by) }),
      previousHash: previous,
    } as unknown as LoggedEvent
    sequence = at
    if (at < from) previous = hash
    else {
      const anew = hashOf(account.id, shown)
      await row(account, at).set({ previous_hash: previous, hash: anew }).execute()
      previous = anew
    }
  }
  return { sequence, hash: previous }
}

const setHead = (account: TestAccount, head: { sequence: number; hash: string; signature?: string }) =>
  store().updateTable('audit_heads').set(head).where('account_id', '=', account.id).execute()

const readHead = (account: TestAccount) =>
  store()
    .selectFrom('audit_heads')
    .select(['sequence', 'hash', 'signature'])
    .where('account_id', '=', account.id)
    .executeTakeFirstOrThrow()

describe('verifyAuditLog', () => {
  const fields: [column: string, value: string | number | null][] = [
    ['action', 'database.delete'],
    ['outcome', 'FAILED'],
    ['error_code', 'CONFLICT'],
    ['actor_id', 'user_x'],
    ['actor_label', 'mallory@example.com'],
    ['resource_id', null],
    ['resource_label', 'other'],
    ['changes', '[]'],
    ['changes', 'not JSON'],
    ['changes', 'null'],
    ['decided_by', null],
    ['decided_by', '[]'],
    ['decided_by', 'null'],
    ['decided_by', 'not JSON'],
    ['ip', null],
    ['request_id', 'x'],
    ['occurred_at', 1],
    ['occurred_at', 9_000_000_000_000_000],
    ['id', 'audit_event_x'],
    ['hash', 'f'.repeat(64)],
    ['previous_hash', 'f'.repeat(64)],
  ]
  let edited: TestAccount
  beforeAll(async () => {
    edited = await accountWithLog('Edited')
  })

  it.each(fields)('finds an event whose %s was edited to %j, and where', async (column, value) => {
    const before = (await rows(edited))[8] as unknown as Record<string, string>
    await row(edited, 9)
      .set({ [column]: value })
      .execute()
    expect(await verify(edited)).toMatchObject({ intact: false, checked: '8', firstBrokenSequence: '9' })
    await row(edited, 9)
      .set({ [column]: before[column] })
      .execute()
    expect(await verify(edited)).toMatchObject({ intact: true })
  })

  const tamperings: [
    what: string,
    firstBroken: (last: number) => number,
    tamper: (account: TestAccount, last: number) => Promise<unknown>,
  ][] = [
    ['the first event removed', () => 1, (account) => cut(account, 1, 1)],
    ['an event removed', () => 9, (account) => cut(account, 9, 9)],
    [
      'an event removed and the gap closed',
      () => 9,
      async (account, last) => {
        await cut(account, 9, 9)
        for (let at = 10; at <= last; at++) await move(account, at, at - 1)
      },
    ],
    [
      'an event inserted',
      () => 9,
      async (account, last) => {
        const copy = (await rows(account))[8] as EventRow
        for (let at = last; at >= 9; at--) await move(account, at, at + 1)
        await store()
          .insertInto('audit_events')
          .values({ ...copy, id: 'audit_event_x', sequence: 9 })
          .execute()
      },
    ],
    [
      'two events swapped',
      () => 8,
      async (account) => {
        await move(account, 8, 1_000)
        await move(account, 10, 8)
        await move(account, 1_000, 10)
      },
    ],
    ['the last event cut off', (last) => last, (account, last) => cut(account, last)],
    ['the last five cut off', (last) => last - 4, (account, last) => cut(account, last - 4)],
    ['all events cut off', () => 1, (account) => cut(account, 1)],
    [
      'an event appended past the head that fits the chain',
      (last) => last + 1,
      async (account, last) => {
        const copy = (await rows(account)).at(-1) as EventRow
        await store()
          .insertInto('audit_events')
          .values({ ...copy, id: 'audit_event_x', sequence: last + 1 })
          .execute()
        await rechain(account, last + 1)
      },
    ],
    [
      'an event edited and the rest of the chain made to fit',
      (last) => last,
      async (account) => {
        await row(account, 9).set({ actor_label: 'mallory@example.com' }).execute()
        await rechain(account, 9)
      },
    ],
    [
      'an event edited, the chain and the head made to fit, without the key',
      (last) => last,
      async (account) => {
        await row(account, 9).set({ actor_label: 'mallory@example.com' }).execute()
        await setHead(account, await rechain(account, 9))
      },
    ],
    [
      'the head moved back along with the events, without the key',
      (last) => last,
      async (account, last) => {
        await cut(account, last)
        const before = (await rows(account)).at(-1)
        await setHead(account, { sequence: last - 1, hash: before?.hash as string })
      },
    ],
    [
      'the head removed',
      (last) => last + 1,
      (account) => store().deleteFrom('audit_heads').where('account_id', '=', account.id).execute(),
    ],
    [
      'the signature of the head forged',
      (last) => last,
      async (account) => setHead(account, { ...(await readHead(account)), signature: 'f'.repeat(64) }),
    ],
  ]

  it.each(tamperings)('finds %s', async (what, firstBroken, tamper) => {
    const account = await accountWithLog(what)
    const last = (await rows(account)).length
    expect(await verify(account)).toMatchObject({ intact: true, checked: String(last) })

    await tamper(account, last)

    expect(await verify(account)).toMatchObject({ intact: false, firstBrokenSequence: String(firstBroken(last)) })
  })

  it.each(tamperings.filter(([what]) => /without the key$|^the signature/.test(what)))(
    'goes on finding %s, after later changes too, and signs none of them',
    async (what, _, tamper) => {
      const account = await accountWithLog(`${what}, then more`)
      await tamper(account, (await rows(account)).length)
      for (const name of ['later', 'still-later']) {
        await createDatabase(account, { name })
        expect(await verify(account)).toMatchObject({ intact: false })
        const head = await readHead(account)
        expect(gateway.app.core.keys.verifyHead(headText(account.id, head), head.signature)).toBe(false)
      }
    },
  )

  it('finds the log and its signed head rolled back to how they once were', async () => {
    const account = await accountWithLog('Rolled back')
    const head = await readHead(account)
    await createDatabase(account, { name: 'later' })
    expect(await verify(account)).toMatchObject({ intact: true })

    await cut(account, head.sequence + 1)
    await setHead(account, head)

    expect(await verify(account)).toMatchObject({
      intact: false,
      checked: String(head.sequence),
      firstBrokenSequence: String(head.sequence + 1),
      headHash: head.hash,
    })

    // However many changes follow, until the operator has taken note of the gap.
    for (const name of ['again', 'once-more', 'and-more']) {
      await createDatabase(account, { name })
      expect(await verify(account)).toMatchObject({ intact: false, firstBrokenSequence: String(head.sequence + 1) })
    }
    await eventually(async () => {
      rmSync(join(gateway.store.dataDirectory, 'audit-heads.json'), { force: true })
      return (await verify(account)).intact
    })
  })

  it('tells of one account without regard to another', async () => {
    const [sound, broken] = [await accountWithLog('Sound'), await accountWithLog('Broken')]
    await row(broken, 3).set({ action: 'x' }).execute()
    expect(await verify(sound)).toMatchObject({ intact: true })
    expect(await verify(broken)).toMatchObject({ intact: false, firstBrokenSequence: '3' })
  })
})
