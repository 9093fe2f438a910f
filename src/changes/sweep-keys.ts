import { keyMilliseconds } from '../idempotency.ts'
import type { Sql } from '../store/tables.ts'
import type { Outcome, Task, TaskKind } from '../tasks/task.ts'
import { oldestUse, removeOldest } from './idempotency.store.ts'

/** The task that removes the keys of an account once they are a day old; its id is that of the account. */
export const keyTask = 'idempotency_keys'

/** How many keys are removed at a time, so that no change waits long. */
const keysMax = 200

/** Removes idempotency keys after their day, as a kind of task. */
export class KeySweep implements TaskKind<true> {
  readonly name = keyTask
  readonly concurrency = 1
  readonly attemptMilliseconds = 10_000
  readonly retry = { delayMin: 60_000, delayMax: 3_600_000 }

  constructor(
    private readonly db: Sql,
    private readonly clock: () => number,
  ) {}

  async read(): Promise<true> {
    return true
  }

  async attempt(_: true, { accountId }: Task): Promise<Outcome> {
    await removeOldest(this.db, accountId, this.clock() - keyMilliseconds, keysMax)
    const oldest = await oldestUse(this.db, accountId)
    return { result: 'DONE', again: oldest === undefined ? undefined : oldest + keyMilliseconds }
  }
}
