import type { Task } from '../tasks/task.ts'

/** What runs the tasks of changes. */
export interface TaskRunner {
  /** Called after a commit that queued tasks. */
  wake(): void
  /** For how long a task of this kind is claimed for an attempt; undefined where nothing here runs the kind. */
  claimMilliseconds(kind: string): number | undefined
  /** Attempts the tasks that a change has claimed; ends when the answer of the change need not wait any longer. */
  run(tasks: readonly Task[]): Promise<void>
}

/** Leaves tasks to other processes. */
export const noRunner: TaskRunner = { wake() {}, claimMilliseconds: () => undefined, run: async () => {} }
