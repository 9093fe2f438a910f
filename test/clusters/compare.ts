import { driftTask } from '../../src/clusters/links/drift-task.ts'
import { workTask } from '../../src/clusters/work/work.store.ts'
import { enqueue } from '../../src/tasks/task.store.ts'
import { eventually, type TestAccount, type TestGateway } from '../gateway.ts'

/** Compares a cluster with what the gateway wants of it, and waits until what follows from it is done. */
export async function compare({ app, db }: TestGateway, { id }: TestAccount, clusterId: string): Promise<void> {
  const { clock } = app.core
  await enqueue(db, id, driftTask, clusterId, clock())
  // By the clock of the store, which may be ahead of this machine's.
  const soon = () => clock() + 60_000
  await eventually(async () => {
    const tasks = db.selectFrom('tasks').select('id').where('kind', 'in', [driftTask, workTask])
    const left = tasks.where((where) =>
      where.or([where('claimed_until', '>', 0), where('next_attempt_at', '<', soon())]),
    )
    return (await left.execute()).length === 0
  })
}
