import type { Sql } from '../store/tables.ts'

const readMax = 1_000

/** From which addresses the sessions were begun that have been used since; at most the last thousand of them. */
export async function sessionAddresses(db: Sql, accountId: string, since: number): Promise<readonly (string | null)[]> {
  const rows = await db
    .selectFrom('sessions')
    .select('ip')
    .where('account_id', '=', accountId)
    .where('last_seen_at', '>', since)
    .orderBy('last_seen_at', 'desc')
    .limit(readMax)
    .execute()
  return rows.map(({ ip }) => ip)
}
