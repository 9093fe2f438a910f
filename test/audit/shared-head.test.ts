import { expect, it } from 'vitest'
import { gatewayForTest } from '../gateway.ts'
import { onPostgres } from '../store.ts'

/** SQLite commits together what comes together. */
const onSqlite = it.skipIf(onPostgres)

onSqlite('the changes that share a commit share one signature, and those taken back have no part in it', async () => {
  const gateway = await gatewayForTest()
  const { changes } = gateway.app.core.services
  const [one, other] = [await gateway.account('One'), await gateway.account('Other')]
  const attempt = (account: typeof one, isGood: boolean) =>
    changes.runAsOperator(account.id, 'test', { requestId: 'test', ip: null, client: 'test' }, async (change) => {
      change.record({ id: null, label: 'one' })
      if (!isGood) throw new Error('taken back')
    })
  gateway.statements.length = 0
  const outcomes = await Promise.allSettled([
    attempt(one, true),
    attempt(one, false),
    attempt(other, true),
    attempt(one, true),
    attempt(one, true),
    attempt(one, false),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'rejected',
  ])
  const count = (start: string) => gateway.statements.filter((text) => text.startsWith(start)).length
  expect(count('insert into "audit_events"')).toBe(4)
  expect(count('update "audit_heads" set "sequence"')).toBe(2)
  for (const { admin } of [one, other]) {
    expect(await admin.run('{ verifyAuditLog { intact } }')).toEqual({ verifyAuditLog: { intact: true } })
  }
})
