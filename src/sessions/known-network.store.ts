import { ofEveryAccount } from '../store/account-scope.ts'
import type { Sql } from '../store/tables.ts'

interface Owner {
  readonly accountId: string
  readonly id: string
}

/** The ids of those of the given users who have signed in from a network since a moment. */
export async function whoIsKnown(
  db: Sql,
  people: readonly Owner[],
  network: string,
  since: number,
): Promise<ReadonlySet<string>> {
  // Without users the same statement runs for none, so that timing does not tell whether an address is known.
  const looked = people.length > 0 ? people : [{ accountId: '', id: '' }]
  const rows = await ofEveryAccount(db)
    .selectFrom('known_networks')
    .select('user_id')
    .where((where) =>
      where.or(looked.map(({ accountId, id }) => where.and({ account_id: accountId, user_id: id, network }))),
    )
    .where('signed_in_at', '>', since)
    .execute()
  return new Set(rows.map((row) => row.user_id))
}

/** Records a sign-in from a network, and deletes the user's networks that were not used after `since`. */
export async function note(db: Sql, { accountId, id }: Owner, network: string, at: number, since: number) {
  await db
    .deleteFrom('known_networks')
    .where('account_id', '=', accountId)
    .where('user_id', '=', id)
    .where('signed_in_at', '<=', since)
    .execute()
  await db
    .insertInto('known_networks')
    .values({ account_id: accountId, user_id: id, network, signed_in_at: at })
    .onConflict((row) => row.columns(['account_id', 'user_id', 'network']).doUpdateSet({ signed_in_at: at }))
    .execute()
}
