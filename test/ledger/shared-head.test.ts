import { expect, it } from 'vitest'
import { Deadline } from '../../src/deadline.ts'
import { gatewayForTest } from '../gateway.ts'
import { onPostgres } from '../store.ts'

/** SQLite commits together what comes together. */
const onSqlite = it.skipIf(onPostgres)

onSqlite('the changes that share a commit share one signature, and those taken back have no part in it', async () => {
  const gateway = await gatewayForTest()
  const { changes } = gateway.app.core.services
  const [one, other] = [await gateway.account('One'), await gateway.account('Other')]
  const attempt = (account: typeof one, end: 'good' | 'fails' | 'takes too long') => {
    let now = 0
    const deadline = new Deadline(1, () => now)
    return changes.runAsOperator(
      account.id,
      'account.rename',
      { requestId: 'test', ip: null, client: 'test', deadline },
      async (change) => {
        change.record({ id: null, label: 'one' })
        if (end === 'fails') throw new Error('taken back')
        // Found out once its events are written.
        if (end === 'takes too long') now = 2
      },
    )
  }
  gateway.statements.length = 0
  const outcomes = await Promise.allSettled([
    attempt(one, 'good'),
    attempt(one, 'fails'),
    attempt(other, 'good'),
    attempt(one, 'good'),
    attempt(one, 'takes too long'),
    attempt(one, 'good'),
    attempt(one, 'takes too long'),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
  ])
  const count = (start: string) => gateway.statements.filter((text) => text.startsWith(start)).length
  expect(count('insert into "audit_events"')).toBe(6)
  expect(count('update "audit_heads" set "locked_at"')).toBe(2)
  expect(count('update "audit_heads" set "sequence"')).toBe(2)
  for (const { admin } of [one, other]) {
    expect(await admin.run('{ verifyAuditLog { intact } }')).toEqual({ verifyAuditLog: { intact: true } })
  }
})
