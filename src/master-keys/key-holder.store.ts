import type { Sql } from '../store/tables.ts'

/** A gateway that runs on the store, with the ids of the master keys that it has. */
export interface KeyHolder {
  readonly processId: string
  /** The current one first. */
  readonly keyIds: readonly string[]
  readonly startedAt: number
  readonly seenAt: number
}

/** How long a gateway that does not report itself counts as running; it reports itself once a minute. */
const goneMilliseconds = 180_000

/** The gateways that run, the oldest first. */
export async function list(db: Sql, now: number): Promise<readonly KeyHolder[]> {
  const rows = await db
    .selectFrom('key_holders')
    .select(['process_id as processId', 'keys', 'started_at as startedAt', 'seen_at as seenAt'])
    .where('seen_at', '>', now - goneMilliseconds)
    .orderBy('started_at')
    .orderBy('process_id')
    .execute()
  return rows.map(({ keys, ...row }) => ({ ...row, keyIds: keys.split(' ') }))
}

/** Notes that a gateway runs, and removes those that are gone. */
export async function note(db: Sql, { processId, keyIds, startedAt, seenAt }: KeyHolder): Promise<void> {
  const keys = keyIds.join(' ')
  await db
    .insertInto('key_holders')
    .values({ process_id: processId, keys, started_at: startedAt, seen_at: seenAt })
    .onConflict((conflict) => conflict.column('process_id').doUpdateSet({ keys, seen_at: seenAt }))
    .execute()
  await db
    .deleteFrom('key_holders')
    .where('seen_at', '<=', seenAt - goneMilliseconds)
    .execute()
}

export async function remove(db: Sql, processId: string): Promise<void> {
  await db.deleteFrom('key_holders').where('process_id', '=', processId).execute()
}

export async function removeAll(db: Sql): Promise<void> {
  await db.deleteFrom('key_holders').execute()
}
