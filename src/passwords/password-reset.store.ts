import { type CredentialHashes, isHashOf, type StoredCredential } from '../auth/credential-hashes.ts'
import { ofEveryAccount } from '../store/account-scope.ts'
import type { Sql } from '../store/tables.ts'
import { newId } from '../values/id.ts'

/** A valid reset link and its user. */
export interface PasswordReset {
  readonly accountId: string
  readonly id: string
  readonly userId: string
  readonly email: string
  readonly name: string
}

/** The reset of a link; undefined when the link is unknown or expired, or the user is removed or deactivated. */
export const findLive = (db: Sql, secret: CredentialHashes, now: number): Promise<PasswordReset | undefined> =>
  ofEveryAccount(db)
    .selectFrom('password_resets')
    .innerJoin('users', (join) =>
      join
        .onRef('users.account_id', '=', 'password_resets.account_id')
        .onRef('users.id', '=', 'password_resets.user_id'),
    )
    .select([
      'password_resets.account_id as accountId',
      'password_resets.id',
      'password_resets.user_id as userId',
      'users.email',
      'users.name',
    ])
    .where(isHashOf('password_resets.secret_hash', secret))
    .where('password_resets.expires_at', '>', now)
    .where('users.status', '=', 'ACTIVE')
    .where('users.removed_at', 'is', null)
    .executeTakeFirst()

/** Adds a reset link of a user, and deletes their expired ones. */
export async function insert(
  db: Sql,
  accountId: string,
  userId: string,
  { secretHash, secretKey }: StoredCredential,
  at: number,
  expiresAt: number,
): Promise<void> {
  await db
    .deleteFrom('password_resets')
    .where('account_id', '=', accountId)
    .where('user_id', '=', userId)
    .where('expires_at', '<=', at)
    .execute()
  await db
    .insertInto('password_resets')
    .values({
      account_id: accountId,
      id: newId('password_reset'),
      user_id: userId,
      secret_hash: secretHash,
      secret_key: secretKey,
      created_at: at,
      expires_at: expiresAt,
    })
    .execute()
}

/** Deletes all reset links of a user. */
export async function deleteOf(db: Sql, accountId: string, userId: string): Promise<void> {
  await db.deleteFrom('password_resets').where('account_id', '=', accountId).where('user_id', '=', userId).execute()
}
