import type { SelectQueryBuilder } from 'kysely'
import type { Deadline } from '../deadline.ts'
import { eventColumns } from '../ledger/chain.ts'
import type { Slice, Window } from '../pages/page.ts'
import { selected } from '../store/columns.ts'
import { isOneOf, startsWith } from '../store/conditions.ts'
import { runLongRead } from '../store/long-read.ts'
import { countRows, readLongSlice, readSlice } from '../store/page.ts'
import type { Sql, Tables } from '../store/tables.ts'
import type { AuditEvent, AuditFilter } from './audit-event.type.ts'

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

const isEmpty = (filter: AuditFilter): boolean =>
  Object.values(filter).every((condition) => condition === undefined || condition === null)

export const count = (
  db: Sql,
  accountId: string,
  filter: AuditFilter,
  deadline: Deadline | undefined,
): Promise<number> => countRows(db, filtered(ofAccount(db, accountId), filter), deadline)

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
  { actions, outcomes, actorIds, resourceIds, from, to, requestId }: AuditFilter,
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
  if (resourceIds) narrowed = narrowed.where(isOneOf('resource_id', resourceIds))
  if (typeof from === 'number') narrowed = narrowed.where('occurred_at', '>=', from)
  if (typeof to === 'number') narrowed = narrowed.where('occurred_at', '<', to)
  if (typeof requestId === 'string') narrowed = narrowed.where('request_id', '=', requestId)
  return narrowed
}
