import { ofEveryAccount } from '../store/account-scope.ts'
import type { Sql } from '../store/tables.ts'
import type { Settlement, Task } from './task.ts'

/**
 * Queues a task in the change's own transaction. One that waits already is due now instead, and starts anew; one that a
 * worker is busy with is due again once that attempt is settled.
 */
export async function enqueue(db: Sql, accountId: string, kind: string, id: string, at: number): Promise<void> {
  await db
    .insertInto('tasks')
    .values({
      account_id: accountId,
      kind,
      id,
      wanted: 1,
      attempts: 0,
      next_attempt_at: at,
      claimed_until: 0,
      created_at: at,
    })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'kind', 'id']).doUpdateSet((row) => {
        const unlessClaimed = <T extends 'next_attempt_at' | 'attempts'>(column: T, value: number) =>
          row
            .case()
            .when('tasks.claimed_until', '>', at)
            .then(row.ref(`tasks.${column}`))
            .else(value)
            .end()
        return {
          wanted: row('tasks.wanted', '+', 1),
          attempts: unlessClaimed('attempts', 0),
          next_attempt_at: unlessClaimed('next_attempt_at', at),
        }
      }),
    )
    .execute()
}

/** How many tasks of a kind may be taken. */
export interface Vacancy {
  readonly kind: string
  readonly count: number
}

interface DueTask {
  readonly account_id: string
  readonly kind: string
  readonly id: string
  readonly next_attempt_at: number
}

/** The tasks that have been due longest, of each kind as many as there is room for: one statement for all kinds. */
export async function findDue(db: Sql, vacancies: readonly Vacancy[], now: number): Promise<DueTask[]> {
  const across = ofEveryAccount(db)
  const [first, ...others] = vacancies.map(({ kind, count }) =>
    across
      .selectFrom((from) =>
        from
          .selectFrom('tasks')
          .select(['account_id', 'kind', 'id', 'next_attempt_at'])
          .where('kind', '=', kind)
          .where('next_attempt_at', '<=', now)
          .orderBy('next_attempt_at')
          .limit(count)
          .as('due'),
      )
      .selectAll(),
  )
  if (!first) return []
  return others.reduce((union, other) => union.unionAll(other), first).execute()
}

/**
 * Takes a due task and hides it from every other worker until `claimedUntil`, when it comes back should this one have
 * died; undefined when another worker was faster.
 */
export async function claim(db: Sql, due: DueTask, claimedUntil: number): Promise<Task | undefined> {
  const row = await db
    .updateTable('tasks')
    .set((set) => ({
      next_attempt_at: claimedUntil,
      claimed_until: claimedUntil,
      attempts: set('attempts', '+', 1),
    }))
    .where('account_id', '=', due.account_id)
    .where('kind', '=', due.kind)
    .where('id', '=', due.id)
    .where('next_attempt_at', '=', due.next_attempt_at)
    .returning(['wanted', 'attempts', 'created_at'])
    .executeTakeFirst()
  if (!row) return undefined
  return {
    accountId: due.account_id,
    kind: due.kind,
    id: due.id,
    wanted: row.wanted,
    attempt: row.attempts,
    createdAt: row.created_at,
    claimedUntil,
  }
}

/**
 * Ends an attempt: a task that is done or given up goes, another one waits. False when another worker has claimed it
 * meanwhile, so that only an attempt that succeeded counts.
 */
export async function settle(db: Sql, task: Task, settlement: Settlement, at: number): Promise<boolean> {
  if (settlement.state !== 'PUT_OFF' && (await remove(db, task, settlement))) return true
  const until = settlement.state === 'PUT_OFF' ? settlement.until : at
  const { numUpdatedRows } = await db
    .updateTable('tasks')
    .set((set) => {
      // One that was asked for again during the attempt starts anew, at once.
      const unlessAsked = (value: number, otherwise: number) =>
        set.case().when('wanted', '=', task.wanted).then(value).else(otherwise).end()
      return {
        claimed_until: 0,
        next_attempt_at: unlessAsked(until, at),
        attempts: unlessAsked(task.attempt, 0),
      }
    })
    .where('account_id', '=', task.accountId)
    .where('kind', '=', task.kind)
    .where('id', '=', task.id)
    .where('claimed_until', '=', task.claimedUntil)
    .executeTakeFirst()
  return settlement.state === 'DONE' || numUpdatedRows > 0n
}

/** False when it was asked for again during the attempt. What is given up must not have been claimed by another worker. */
async function remove(db: Sql, task: Task, settlement: Settlement): Promise<boolean> {
  let query = db
    .deleteFrom('tasks')
    .where('account_id', '=', task.accountId)
    .where('kind', '=', task.kind)
    .where('id', '=', task.id)
    .where('wanted', '=', task.wanted)
  if (settlement.state === 'GIVEN_UP') query = query.where('claimed_until', '=', task.claimedUntil)
  const { numDeletedRows } = await query.executeTakeFirst()
  return numDeletedRows > 0n
}
