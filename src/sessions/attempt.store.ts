import type { Sql, Tables } from '../store/tables.ts'

type Row = Tables['attempts']

/** Deletes the attempts that were made up to a moment. */
export async function forget(db: Sql, until: number): Promise<void> {
  await db.deleteFrom('attempts').where('at', '<=', until).execute()
}

/** The attempts on some counters after a moment, oldest first. */
export const find = (db: Sql, counters: readonly string[], since: number): Promise<Pick<Row, 'counter' | 'at'>[]> =>
  db
    .selectFrom('attempts')
    .select(['counter', 'at'])
    .where('counter', 'in', counters)
    .where('at', '>', since)
    .orderBy('at')
    .execute()

export async function insert(db: Sql, rows: readonly Row[]): Promise<void> {
  await db.insertInto('attempts').values(rows).execute()
}

export async function remove(db: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('attempts').where('id', 'in', ids).execute()
}

export async function removeOfCounters(db: Sql, counters: readonly string[]): Promise<void> {
  await db.deleteFrom('attempts').where('counter', 'in', counters).execute()
}

export async function removeOfTargets(db: Sql, targets: readonly string[]): Promise<void> {
  await db.deleteFrom('attempts').where('target', 'in', targets).execute()
}
