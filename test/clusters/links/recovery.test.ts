import { expect, it } from 'vitest'
import { makeDue, want, workTask } from '../../../src/clusters/work/work.store.ts'
import { claim, enqueue, settle } from '../../../src/tasks/task.store.ts'
import { newId } from '../../../src/values/id.ts'
import { useWorld } from '../../world.ts'

// The gateway's own worker stays away: nothing here is due by its clock.
const later = Date.now() + 3_600_000
const { gateway, account } = useWorld()

it('what an attempt puts off that began before a cluster was back is due all the same', async () => {
  const { db } = gateway
  const clusterId = account.clusterIds[0] as string
  const id = newId('database')
  const nextAttemptOf = async () => {
    const row = db.selectFrom('tasks').select('next_attempt_at as at').where('id', '=', id)
    return (await row.executeTakeFirstOrThrow()).at
  }
  await want(db, account.id, { clusterId, kind: 'DATABASE', id }, { requestId: 'request', at: later })
  await enqueue(db, account.id, workTask, id, later)
  const due = { account_id: account.id, kind: workTask, id, next_attempt_at: later }
  const task = await claim(db, due, later + 30_000)
  if (!task) throw new Error('It was claimed by somebody else.')

  await makeDue(db, account.id, clusterId, later + 10)
  const putOff = { state: 'PUT_OFF', failure: 'UNREACHABLE', until: later + 300_000 } as const
  await settle(db, task, putOff, later + 20)
  expect(await nextAttemptOf()).toBe(later + 20)

  // And what waits already is due at once.
  await db
    .updateTable('tasks')
    .set({ next_attempt_at: later + 300_000 })
    .where('id', '=', id)
    .execute()
  await makeDue(db, account.id, clusterId, later + 30)
  expect(await nextAttemptOf()).toBe(later + 30)
})
