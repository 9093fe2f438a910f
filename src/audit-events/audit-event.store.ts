import { type CompiledQuery, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Deadline } from '../deadline.ts'
import { gateway, operator } from '../ledger/actors.ts'
import { type AuditOutcome, eventColumns } from '../ledger/chain.ts'
import type { Slice, Window } from '../pages/page.ts'
import { selected } from '../store/columns.ts'
import { containsLetters, isOneOf, startsWith } from '../store/conditions.ts'
import { runLongRead } from '../store/long-read.ts'
import { countRows, readLongSlice, readSlice } from '../store/page.ts'
import type { Sql, Tables } from '../store/tables.ts'
import type { ActorKind, AuditEvent, AuditFilter } from './audit-event.type.ts'

const { accountId: _, ...ownColumns } = eventColumns
const columns = selected('audit_events', { ...ownColumns, hash: 'hash' } as const)

const ofAccount = (db: Sql, accountId: string) =>
  db.selectFrom('audit_events').select(columns).where('account_id', '=', accountId).$castTo<AuditEvent>()

export const findMany = (db: Sql, accountId: string, ids: readonly string[]): Promise<AuditEvent[]> =>
  ofAccount(db, accountId).where('id', 'in', ids).execute()

export const page = (
  db: Sql,
  accountId: string,
  filter: AuditFilter,
  window: Window<AuditEvent>,
  deadline: Deadline | undefined,
): Promise<Slice<AuditEvent>> => {
  const query = filtered(ofAccount(db, accountId), filter)
  return isEmpty(filter) ? readSlice(query, window) : readLongSlice(db, query, window, deadline)
}

const hasNoId = sql<boolean>`actor_id is null`

/** The conditions of the kinds of actors: by the kind in the id, and of those without one by the label. */
const isOfKind: Readonly<Record<ActorKind, RawBuilder<boolean>>> = {
  PERSON: startsWith('actor_id', 'user_'),
  MANAGEMENT_TOKEN: startsWith('actor_id', 'management_token_'),
  DATABASE_TOKEN: startsWith('actor_id', 'database_token_'),
  OPERATOR: sql`(${hasNoId} and actor_label = ${operator.label})`,
  GATEWAY: sql`(${hasNoId} and actor_label = ${gateway.label})`,
  NOBODY: sql`(${hasNoId} and actor_label not in (${operator.label}, ${gateway.label}))`,
}

const isEmpty = (filter: AuditFilter): boolean =>
  Object.values(filter).every((condition) => condition === undefined || condition === null)

export const count = (
  db: Sql,
  accountId: string,
  filter: AuditFilter,
  deadline: Deadline | undefined,
): Promise<number> => countRows(db, filtered(ofAccount(db, accountId), filter), deadline)

/** The number of events of each outcome between each two of the times, where there are any; by the place of the first. */
export const counts = (
  db: Sql,
  accountId: string,
  times: readonly number[],
  filter: AuditFilter,
  deadline: Deadline | undefined,
): Promise<readonly PlacedCount[]> => {
  const [first, ...ends] = times
  const whens = ends.slice(0, -1).map((end, place) => sql`when occurred_at < ${end} then ${sql.lit(place)}`)
  const place =
    whens.length === 0 ? sql<number>`0` : sql<number>`case ${sql.join(whens, sql` `)} else ${sql.lit(whens.length)} end`
  const query = filtered(ofAccount(db, accountId), filter)
    .clearSelect()
    .where('occurred_at', '>=', first as number)
    .where('occurred_at', '<', ends.at(-1) as number)
    .select([place.as('place'), 'outcome', sql<number>`count(*)`.as('count')])
    .groupBy([sql`1`, 'outcome'])
  return runLongRead(db, query as unknown as { compile(): CompiledQuery<PlacedCount> }, deadline)
}

export interface PlacedCount {
  readonly place: number
  readonly outcome: AuditOutcome
  readonly count: number
}

/** The events that follow a sequence, in order, for a walk of the whole log. */
export const following = (
  db: Sql,
  accountId: string,
  sequence: number,
  limit: number,
  deadline: Deadline | undefined,
): Promise<readonly AuditEvent[]> =>
  runLongRead(db, ofAccount(db, accountId).where('sequence', '>', sequence).orderBy('sequence').limit(limit), deadline)

export const findHead = (db: Sql, accountId: string) =>
  db
    .selectFrom('audit_heads')
    .select(['sequence', 'hash', 'signature'])
    .where('account_id', '=', accountId)
    .executeTakeFirst()

function filtered(
  query: SelectQueryBuilder<Tables, 'audit_events', AuditEvent>,
  { actions, outcomes, actorIds, actorKinds, resourceIds, search, from, to, requestId }: AuditFilter,
): SelectQueryBuilder<Tables, 'audit_events', AuditEvent> {
  let narrowed = query
  if (actions) {
    narrowed = narrowed.where((where) =>
      where.or(
        actions.map((action) =>
          action.endsWith('*') ? startsWith('action', action.slice(0, -1)) : where('action', '=', action),
        ),
      ),
    )
  }
  if (outcomes) narrowed = narrowed.where(isOneOf('outcome', outcomes))
  if (actorIds) narrowed = narrowed.where(isOneOf('actor_id', actorIds))
  if (actorKinds) narrowed = narrowed.where((where) => where.or(actorKinds.map((kind) => isOfKind[kind])))
  if (typeof search === 'string') {
    narrowed = narrowed.where((where) =>
      where.or(['resource_label', 'actor_label'].map((column) => containsLetters(column, search))),
    )
  }
  if (resourceIds) narrowed = narrowed.where(isOneOf('resource_id', resourceIds))
  if (typeof from === 'number') narrowed = narrowed.where('occurred_at', '>=', from)
  if (typeof to === 'number') narrowed = narrowed.where('occurred_at', '<', to)
  if (typeof requestId === 'string') narrowed = narrowed.where('request_id', '=', requestId)
  return narrowed
}
