import { describe, expect, it } from 'vitest'
import { findHoldings } from '../../src/auth/current-rights.ts'
import { isNotOver } from '../../src/store/conditions.ts'
import { createDatabase } from '../databases/documents.ts'
import { gatewayForTest } from '../gateway.ts'
import { onPostgres } from '../store.ts'
import { hour, minute } from '../times.ts'

it('what ends is there to its last millisecond, and over at the end', async () => {
  const gateway = await gatewayForTest()
  const { db } = gateway
  const { id: accountId, admin } = await gateway.account()
  const until = Date.now() + hour
  const memberships = (now: number) =>
    db.selectFrom('user_groups').select('group_id').where(isNotOver('user_groups.until', now)).execute()
  const held = (now: number) => findHoldings(db, { accountId, id: admin.id }, now)
  const isMemberAt = async (now: number) => [
    (await memberships(now)).length,
    (await held(now))?.permissions.has('USER_READ'),
  ]
  expect(await isMemberAt(until + 1)).toEqual([1, true])

  await db.updateTable('user_groups').set({ until }).where('user_id', '=', admin.id).execute()
  expect(await isMemberAt(until - 1)).toEqual([1, true])
  expect(await isMemberAt(until)).toEqual([0, false])
  expect(await isMemberAt(until + 1)).toEqual([0, false])
})

describe.skipIf(!onPostgres)('where instances share a PostgreSQL, its clock counts', () => {
  it.each([
    ['behind', -3 * hour],
    ['ahead', 3 * hour],
  ])('on a machine whose clock is %s what has expired is refused, and what is good is taken', async (_, wrong) => {
    const right = await gatewayForTest()
    const other = await gatewayForTest({ store: right.store, clock: () => Date.now() + wrong })
    const account = await right.account()
    const there = other.as(account.admin.token)
    expect(await there.run('{ viewer { user { email } } }')).toEqual({ viewer: { user: { email: 'ada@example.com' } } })

    // What is written there bears the store's time too.
    const before = Date.now()
    await createDatabase({ ...account, admin: { ...account.admin, ...there } }, { name: 'metrics' })
    const { auditEvents } = await account.admin.run('{ auditEvents(first: 1) { nodes { action occurredAt } } }')
    expect(auditEvents.nodes[0].action).toBe('database.create')
    expect(Math.abs(Date.parse(auditEvents.nodes[0].occurredAt) - before)).toBeLessThan(minute)

    // A session ends after a day at most; the instance with the wrong clock knows of it as soon as the right one.
    for (const gateway of [right, other]) gateway.advance(25 * hour)
    for (const gateway of [right, other]) {
      const { status, errors } = await gateway.as(account.admin.token).send('{ viewer { user { email } } }')
      expect({ status, code: errors[0]?.extensions.code }).toEqual({ status: 401, code: 'UNAUTHENTICATED' })
    }
  })

  it('a machine whose clock is off by more than five seconds is told of in the log, one that is nearly right is not', async () => {
    const off = await gatewayForTest({ clock: () => Date.now() - 7_000 })
    const near = await gatewayForTest({ clock: () => Date.now() - 1_000 })
    const told = (log: readonly Record<string, unknown>[]) =>
      log.filter(({ msg }) => /clock of this machine differs/.test(String(msg)))
    expect(told(off.log)).toHaveLength(1)
    expect(told(off.log)[0]?.['skewMilliseconds']).toBeLessThan(-5_000)
    expect(told(near.log)).toEqual([])
  })

  it('costs no statement', async () => {
    const gateway = await gatewayForTest()
    const account = await gateway.account()
    const { statements } = await gateway.count(() => account.admin.run('{ viewer { user { email } } }'))
    expect(statements).toHaveLength(1)
    expect(statements[0]).toContain('clock_timestamp()')
  })
})
