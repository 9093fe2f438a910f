import { preparedOne, type Value } from '../store/statement.ts'
import type { Sql } from '../store/tables.ts'
import { canonicalChanges, type FieldChange } from './chain.ts'

/** What makes two audit events alike. */
export interface Alike {
  readonly actorId: string | null
  readonly action: string
  readonly errorCode: string
  readonly changes: readonly FieldChange[]
}

/** Events of one kind that are enough for a while. */
export interface Limit {
  readonly count: number
  readonly milliseconds: number
}

/** How many events of the actor are looked at, so that the look takes no longer for an actor who has many. */
const lookedAtMax = 1_000

/**
 * When the oldest of the last `limit.count` events alike was appended, if that many were within the limit's time;
 * undefined while there is room for another. Under the lock of the account, all instances find the same.
 */
export async function filledSince(
  db: Sql,
  accountId: string,
  { actorId, action, errorCode, changes }: Alike,
  { count, milliseconds }: Limit,
  at: number,
): Promise<number | undefined> {
  if (actorId === null) return undefined
  const kind = { accountId, actorId, action, errorCode, changes: canonicalChanges(changes) }
  const found = await nthLatest(db, { ...kind, after: at - milliseconds, before: count - 1 })
  return found?.occurredAt
}

interface Looked {
  readonly accountId: string
  readonly actorId: string
  readonly action: string
  readonly errorCode: string
  readonly changes: string
  readonly after: number
  /** How many later ones there must be. */
  readonly before: number
}

const nthLatest = preparedOne((db, value: Value<Looked>) =>
  db
    .selectFrom(
      db
        .selectFrom('audit_events')
        .select(['sequence', 'occurred_at', 'action', 'error_code', 'changes'])
        .where('account_id', '=', value('accountId'))
        .where('actor_id', '=', value('actorId'))
        .orderBy('sequence', 'desc')
        .limit(lookedAtMax)
        .as('latest'),
    )
    .select('occurred_at as occurredAt')
    .where('action', '=', value('action'))
    .where('error_code', '=', value('errorCode'))
    .where('changes', '=', value('changes'))
    .where('occurred_at', '>', value('after'))
    .orderBy('sequence', 'desc')
    .limit(1)
    .offset(value('before')),
)
