import { notGone } from '../restorable/restorable.store.ts'
import { isOneOf } from '../store/conditions.ts'
import type { Sql } from '../store/tables.ts'

export type NamedTable = 'clusters' | 'databases'

/** Those of the ids that the account has; deleted databases, too, as long as they can be undeleted. */
export async function existing(
  db: Sql,
  accountId: string,
  table: NamedTable,
  ids: readonly string[],
  now: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom(table)
    .select('id')
    .where('account_id', '=', accountId)
    .where(isOneOf('id', ids))
    .$if(table === 'databases', (query) => query.where(notGone('databases', now)))
    .execute()
  return rows.map(({ id }) => id)
}
