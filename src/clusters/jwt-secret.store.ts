import type { Sql } from '../store/tables.ts'

/** Sets the sealed secret with which a cluster verifies JWTs, or removes it; returns whether there was one before. */
export async function replace(db: Sql, accountId: string, id: string, sealed: string | null): Promise<boolean> {
  const before = await db
    .selectFrom('clusters')
    .select('jwt_secret as secret')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await db
    .updateTable('clusters')
    .set({ jwt_secret: sealed })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
  return before.secret !== null
}
