import { describe, expect, it } from 'vitest'
import { openCore } from '../../src/core.ts'
import { headText } from '../../src/ledger/ledger.store.ts'
import { operatorOf } from '../../src/operator/operator.ts'
import { isId } from '../../src/values/id.ts'
import { coreForTest, originOf, type TestCore } from '../changes/core.ts'

const begin = async () => {
  const test = await coreForTest()
  const account = await test.account()
  const { db } = test
  const { changes, auditEvents } = test.core.services
  return {
    test,
    db,
    ...account,
    /** A change with so many events. */
    change: (events = 1) =>
      changes.runAsOperator(account.id, 'account.rename', originOf('change'), async ({ record }) => {
        for (let at = 0; at < events; at++) record({ id: null, label: `event ${at}` })
      }),
    verify: () => auditEvents.verify(account.ada),
    head: () => headOf(test, account.id),
    setHead: (head: object) => db.updateTable('audit_heads').set(head).where('account_id', '=', account.id).execute(),
  }
}

const headOf = ({ db }: TestCore, accountId: string) =>
  db
    .selectFrom('audit_heads')
    .select(['sequence', 'hash', 'signature'])
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()

const isSigned = ({ core }: TestCore, accountId: string, head: Awaited<ReturnType<typeof headOf>>) =>
  core.keys.verifyHead(headText(accountId, head), head.signature)

describe('the head of an account', () => {
  it('is the last event of its log, signed; that of a new account stands before the first', async () => {
    const { test, id, head, change } = await begin()
    const events = await test.events(id)
    expect(events[0]).toMatchObject({ sequence: 1, previous_hash: '0'.repeat(64) })
    for (const event of events) expect(isId('audit_event', event.id)).toBe(true)
    expect(await head()).toMatchObject({ sequence: events.length, hash: events.at(-1)?.hash })
    expect(isSigned(test, id, await head())).toBe(true)
    await change()
    expect((await head()).sequence).toBe(events.length + 1)
    expect(isSigned(test, id, await head())).toBe(true)
    expect(test.core.checkpoints.find(id)?.hash).toBe((await head()).hash)
  })

  it('moves once for all events of a change, however many they are', async () => {
    const { test, id, change, verify, head } = await begin()
    const before = test.statements.length
    await change(1_200)
    const statements = test.statements.slice(before)
    expect(statements.filter((sql) => sql.startsWith('insert into "audit_events"'))).toHaveLength(3)
    expect(statements.filter((sql) => sql.startsWith('update "audit_heads" set "sequence"'))).toHaveLength(1)
    const labels = (await test.events(id)).slice(-1_200).map((event) => event.resource_label)
    expect(labels).toEqual(Array.from({ length: 1_200 }, (_, at) => `event ${at}`))
    expect(await verify()).toMatchObject({ intact: true, checked: (await head()).sequence })
  })

  it('is continued by another process with the same key', async () => {
    const { test, id, change, verify, head } = await begin()
    test.core.checkpoints.flush()
    const other = await openCore(test.core.config)
    try {
      await operatorOf(other).renameAccount(id, 'Other')
      await change()
      await operatorOf(other).renameAccount(id, 'Again')
      expect(other.checkpoints.find(id)).toEqual({ sequence: (await head()).sequence, hash: (await head()).hash })
    } finally {
      await other.close()
    }
    expect(isSigned(test, id, await head())).toBe(true)
    expect(await verify()).toMatchObject({ intact: true })
  })

  it('that was moved without the key keeps its wrong signature, and is not remembered', async () => {
    const { test, id, change, verify, head, setHead } = await begin()
    const sound = await head()
    const forged = { sequence: sound.sequence, hash: 'f'.repeat(64) }
    await setHead(forged)
    for (let times = 0; times < 2; times++) {
      await change()
      expect((await head()).signature).toBe(sound.signature)
      expect(isSigned(test, id, await head())).toBe(false)
      expect(await verify()).toMatchObject({ intact: false })
    }
    expect((await head()).sequence).toBe(sound.sequence + 2)
    expect(test.core.checkpoints.find(id)?.sequence).toBe(sound.sequence)
  })

  it('that was put back together with its log is written on, and still reported', async () => {
    const { test, db, id, change, verify, head, setHead } = await begin()
    const old = await head()
    await change(2)
    const latest = await head()
    await db.deleteFrom('audit_events').where('sequence', '>', old.sequence).execute()
    await setHead(old)
    for (let times = 0; times < 3; times++) {
      await change()
      expect(isSigned(test, id, await head())).toBe(true)
      expect(test.core.checkpoints.find(id)).toMatchObject({ sequence: latest.sequence, hash: latest.hash })
      expect(await verify()).toMatchObject({ intact: false })
    }
  })
})
