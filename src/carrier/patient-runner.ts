import { setTimeout as pause } from 'node:timers/promises'
import type { TaskRunner } from '../changes/task-runner.ts'
import { isUnderWay } from '../clusters/work/reaching-tokens.store.ts'
import type { Sql } from '../store/tables.ts'
import type { Task } from '../tasks/task.ts'
import type { Worker } from '../tasks/worker.ts'

/** How often it looks whether the rest has reached the cluster, where the first attempt was not enough. */
const lookMilliseconds = 50

/**
 * Runs the tasks of changes. The answer of a change waits until its objects, and the tokens that reach them, are on the
 * cluster, but no longer than `waitMilliseconds`, and not for what will not be tried again within that time.
 */
export class PatientRunner implements TaskRunner {
  constructor(
    private readonly worker: Worker,
    private readonly db: Sql,
    private readonly clock: () => number,
    private readonly waitMilliseconds: number,
  ) {}

  wake(): void {
    this.worker.wake()
  }

  claimMilliseconds(kind: string): number | undefined {
    return this.worker.claimMilliseconds(kind)
  }

  async run(tasks: readonly Task[]): Promise<void> {
    const attempts = this.worker.run(tasks)
    const ended = new AbortController()
    // The change is committed: its answer comes also when the store fails now.
    const wait = this.#wait(tasks, attempts, ended.signal).catch(() => {})
    await Promise.race([wait, pause(this.waitMilliseconds, undefined, { signal: ended.signal }).catch(() => {})])
    ended.abort()
  }

  async #wait(tasks: readonly Task[], attempts: Promise<void>, ended: AbortSignal): Promise<void> {
    const end = this.clock() + this.waitMilliseconds
    await attempts
    const [{ accountId } = { accountId: '' }] = tasks
    const ids = tasks.map(({ id }) => id)
    while (!ended.aborted && (await isUnderWay(this.db, accountId, ids, end))) {
      await pause(lookMilliseconds)
    }
  }
}
