import type { Sql } from './tables.ts'

/** The key of a setting that is there while the store is being put back from a backup: no gateway starts on it. */
export const restoringSetting = 'restoring'

/** Throws while a restore is under way, or after one that was not finished: its credentials are not looked through yet. */
export async function refuseHalfRestored(db: Sql): Promise<void> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', restoringSetting).executeTakeFirst()
  if (!row) return
  throw new Error(
    'The store is being restored from a backup, or that was broken off: then drop the database, create it anew, and run ' +
      '`clustergate restore` again.',
  )
}
