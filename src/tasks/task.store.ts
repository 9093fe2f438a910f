import { type Expression, sql } from 'kysely'
import { ofEveryAccount } from '../store/account-scope.ts'
import { prepared, type Value } from '../store/statement.ts'
import type { Sql } from '../store/tables.ts'
import type { Settlement, Task } from './task.ts'

/**
 * Queues a task in the change's own transaction. A task that waits already becomes due now and starts over; one that a
 * worker has claimed is due again once that attempt is settled.
 */
export async function enqueue(db: Sql, accountId: string, kind: string, id: string, at: number): Promise<void> {
  const task = { account_id: accountId, kind, id, wanted: 1, attempts: 0, next_attempt_at: at, claimed_until: 0 }
  await db
    .insertInto('tasks')
    .values({ ...task, created_at: at })
    .onConflict((conflict) => conflict.columns(['account_id', 'kind', 'id']).doUpdateSet(askedAgain(at)))
    .execute()
}

/** Sees to it that a task is there and due at `dueAt`, or earlier; one that is under way is due again after it. */
export async function enqueueBy(
  db: Sql,
  accountId: string,
  kind: string,
  id: string,
  dueAt: number,
  at: number,
): Promise<void> {
  await putBy(db, { accountId, kind, id, dueAt, at })
}

const putBy = prepared((db, value: Value<{ accountId: string; kind: string; id: string; dueAt: number; at: number }>) =>
  db
    .insertInto('tasks')
    .values({
      account_id: value('accountId'),
      kind: value('kind'),
      id: value('id'),
      wanted: 1,
      attempts: 0,
      next_attempt_at: value('dueAt'),
      claimed_until: 0,
      created_at: value('at'),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'kind', 'id'])
        .doUpdateSet((set) => ({
          wanted: set('tasks.wanted', '+', 1),
          next_attempt_at: sql<number>`case when tasks.claimed_until > ${value('at')}
            then tasks.next_attempt_at else ${value('dueAt')} end`,
        }))
        .where((where) =>
          where.or([
            where('tasks.claimed_until', '>', value('at')),
            where('tasks.next_attempt_at', '>', value('dueAt')),
          ]),
        ),
    ),
)

/** Queues a task of a kind for each id that a query finds, as `enqueue` does for one. */
export async function enqueueEach(
  db: Sql,
  accountId: string,
  kind: string,
  ids: Expression<{ id: string }>,
  at: number,
): Promise<void> {
  const chosen = sql<{ id: string }>`(${ids})`.as<'chosen'>(sql.ref('chosen'))
  const now = sql<number>`cast(${at} as bigint)`
  await db
    .insertInto('tasks')
    .columns(['account_id', 'kind', 'id', 'wanted', 'attempts', 'next_attempt_at', 'claimed_until', 'created_at'])
    .expression(
      db
        .selectFrom(chosen)
        .select((select) => [
          sql.val(accountId).as('account_id'),
          sql.val(kind).as('kind'),
          select.ref('chosen.id').as('id'),
          sql.lit(1).as('wanted'),
          sql.lit(0).as('attempts'),
          now.as('next_attempt_at'),
          sql.lit(0).as('claimed_until'),
          now.as('created_at'),
        ])
        // Tells SQLite that ON CONFLICT belongs to the insertion, and not to a join.
        .where(sql<boolean>`1 = 1`),
    )
    .onConflict((conflict) => conflict.columns(['account_id', 'kind', 'id']).doUpdateSet(askedAgain(at)))
    .execute()
}

/** What is set where a task is queued that waits, or is under way. */
const askedAgain = (at: number) => {
  const unlessClaimed = (column: 'next_attempt_at' | 'attempts', value: number) =>
    sql<number>`case when tasks.claimed_until > ${at} then ${sql.ref(`tasks.${column}`)} else ${value} end`
  return {
    wanted: sql<number>`tasks.wanted + 1`,
    attempts: unlessClaimed('attempts', 0),
    next_attempt_at: unlessClaimed('next_attempt_at', at),
  }
}

/**
 * Queues a task as `enqueue` does, and claims it for this process, which attempts it after the commit; undefined when
 * another attempt is under way, after which it is due again.
 */
export async function enqueueClaimed(
  db: Sql,
  accountId: string,
  kind: string,
  id: string,
  at: number,
  claimedUntil: number,
): Promise<Task | undefined> {
  const claimed = { attempts: 1, next_attempt_at: claimedUntil, claimed_until: claimedUntil }
  const row = await db
    .insertInto('tasks')
    .values({ account_id: accountId, kind, id, wanted: 1, created_at: at, ...claimed })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'kind', 'id'])
        .doUpdateSet((set) => ({ wanted: set('tasks.wanted', '+', 1), ...claimed }))
        .where('tasks.claimed_until', '<=', at),
    )
    .returning(['wanted', 'created_at'])
    .executeTakeFirst()
  if (row) return { accountId, kind, id, wanted: row.wanted, attempt: 1, createdAt: row.created_at, claimedUntil }
  await enqueue(db, accountId, kind, id, at)
  return undefined
}

/** How many more tasks of a kind may run. */
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

/** The tasks that have been due longest, of each kind as many as may run, in one statement. */
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
 * Claims a due task and hides it from other workers until `claimedUntil`, when it becomes due again in case this worker
 * has died; undefined when another worker was faster.
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

/** When a task is due again; undefined when it is over. */
const nextAttemptOf = (settlement: Settlement): number | undefined => {
  switch (settlement.state) {
    case 'DONE':
      return settlement.again
    case 'GIVEN_UP':
      return undefined
    case 'PUT_OFF':
      return settlement.until
  }
}

/**
 * Ends an attempt: a task that is done or given up is removed, another one waits for its next attempt. False when
 * another worker has claimed the task meanwhile, which matters to an attempt that succeeded only where `needsClaim` says
 * so.
 */
export async function settle(
  db: Sql,
  task: Task,
  settlement: Settlement,
  at: number,
  needsClaim = settlement.state !== 'DONE',
): Promise<boolean> {
  const next = nextAttemptOf(settlement)
  if (next === undefined && (await remove(db, task, needsClaim))) return true
  const { numUpdatedRows } = await db
    .updateTable('tasks')
    .set((set) => {
      // A task that was queued again during the attempt starts over, at once.
      const unlessAsked = (value: number, otherwise: number) =>
        set.case().when('wanted', '=', task.wanted).then(value).else(otherwise).end()
      return {
        claimed_until: 0,
        next_attempt_at: unlessAsked(next ?? at, at),
        attempts: unlessAsked(settlement.state === 'DONE' ? 0 : task.attempt, 0),
      }
    })
    .where('account_id', '=', task.accountId)
    .where('kind', '=', task.kind)
    .where('id', '=', task.id)
    .where('claimed_until', '=', task.claimedUntil)
    .executeTakeFirst()
  return !needsClaim || numUpdatedRows > 0n
}

/** Removes a task; false when it was queued again during the attempt, or the claim that it needs has ended. */
async function remove(db: Sql, task: Task, needsClaim: boolean): Promise<boolean> {
  let query = db
    .deleteFrom('tasks')
    .where('account_id', '=', task.accountId)
    .where('kind', '=', task.kind)
    .where('id', '=', task.id)
    .where('wanted', '=', task.wanted)
  if (needsClaim) query = query.where('claimed_until', '=', task.claimedUntil)
  const { numDeletedRows } = await query.executeTakeFirst()
  return numDeletedRows > 0n
}
