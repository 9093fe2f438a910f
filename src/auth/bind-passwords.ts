import { sql } from 'kysely'
import { ofEveryAccount } from '../store/account-scope.ts'
import type { Store } from '../store/store.ts'
import type { Sql } from '../store/tables.ts'
import type { Keys } from './keys.ts'

const batchSize = 300

/**
 * Seals the password hashes that an earlier version wrote, once: afterwards a hash is accepted only if it was made with
 * the master secret or sealed here. Returns the number of sealed hashes.
 *
 * The store's fingerprint of the master secret records that this was done. It cannot be computed without that secret,
 * so an attacker with write access to the store cannot reset it to have forged hashes sealed.
 */
export function bindPasswords(store: Store, keys: Keys): Promise<number> {
  return store.transaction(async (db) => {
    await store.lock(db, 'master key')
    const { numUpdatedRows } = await db
      .updateTable('settings')
      .set({ value: keys.fingerprint })
      .where('key', '=', 'master_key')
      .where('value', '=', keys.unboundFingerprint)
      .executeTakeFirstOrThrow()
    return numUpdatedRows === 0n ? 0 : sealAll(db, keys)
  })
}

async function sealAll(db: Sql, keys: Keys): Promise<number> {
  const unsealed = await ofEveryAccount(db)
    .selectFrom('users')
    .select(['account_id as accountId', 'id', 'password_hash as hash'])
    .where('password_hash', 'is not', null)
    .execute()
  // One account at a time: row security on PostgreSQL shows a statement the rows of one account only.
  for (const users of byAccount(unsealed).values()) {
    for (let from = 0; from < users.length; from += batchSize) {
      const rows = users
        .slice(from, from + batchSize)
        .map(
          (user) =>
            sql`(${user.accountId}, ${user.id}, ${keys.sealPassword(user, user.hash as string, keys.current.id) as string})`,
        )
      await sql`
        with sealed (account_id, id, seal) as (values ${sql.join(rows)})
        update users set password_seal = sealed.seal, password_key = ${keys.current.id} from sealed
        where users.account_id = sealed.account_id and users.id = sealed.id`.execute(db)
    }
  }
  return unsealed.length
}

function byAccount<T extends { readonly accountId: string }>(rows: readonly T[]): Map<string, T[]> {
  const grouped = new Map<string, T[]>()
  for (const row of rows) {
    const group = grouped.get(row.accountId)
    if (group) group.push(row)
    else grouped.set(row.accountId, [row])
  }
  return grouped
}
