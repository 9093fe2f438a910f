import type { Sql } from '../store/tables.ts'

/** Whether the cluster verifies JWTs; the account has this cluster. */
export async function isSet(db: Sql, accountId: string, id: string): Promise<boolean> {
  const { secret } = await db
    .selectFrom('clusters')
    .select('jwt_secret as secret')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return secret !== null
}

/** Sets the sealed secret with which a cluster verifies JWTs, or removes it; returns whether there was one before. */
export async function replace(db: Sql, accountId: string, id: string, sealed: string | null): Promise<boolean> {
  const wasSet = await isSet(db, accountId, id)
  await db
    .updateTable('clusters')
    .set({ jwt_secret: sealed })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
  return wasSet
}
