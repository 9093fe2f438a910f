import type { StoredPassword } from '../auth/password.ts'
import { ofEveryAccount } from '../store/account-scope.ts'
import type { Sql } from '../store/tables.ts'
import type { UserStatus } from './user.type.ts'

/** A user as a sign-in or a check of a password needs them. */
export interface Credential extends StoredPassword {
  readonly email: string
  readonly name: string
  readonly status: UserStatus
}

const columns = [
  'account_id as accountId',
  'id',
  'email',
  'name',
  'status',
  'password_hash as passwordHash',
  'password_seal as passwordSeal',
  'password_key as passwordKey',
] as const

/** The most users that are looked at for one address; no person has that many accounts. */
const ofAddressMax = 20

const ofAddress = (db: Sql, email: string, accountId: string | null) => {
  const query = (accountId === null ? ofEveryAccount(db) : db)
    .selectFrom('users')
    .select(columns)
    .where('email', '=', email)
    .where('removed_at', 'is', null)
  return accountId === null ? query : query.where('account_id', '=', accountId)
}

/** The users with this address, oldest first, in one account or, where `accountId` is null, in all. */
export const findByAddress = (db: Sql, email: string, accountId: string | null): Promise<Credential[]> =>
  ofAddress(db, email, accountId).orderBy('created_at').orderBy('id').limit(ofAddressMax).execute()

/**
 * The users with this address whose password a sign-in compares, at most `limit`: the preferred ones first, then those
 * who can sign in, then the others, the oldest first within each. A user that joins later cannot push out an older one.
 */
export function findCandidates(
  db: Sql,
  email: string,
  accountId: string | null,
  preferredIds: readonly string[],
  limit: number,
): Promise<Credential[]> {
  const preferred = preferredIds.length > 0 ? preferredIds : ['']
  return ofAddress(db, email, accountId)
    .orderBy((order) =>
      order
        .case()
        .when('id', 'in', preferred)
        .then(0)
        .when(order.and([order('status', '=', 'ACTIVE'), order('password_hash', 'is not', null)]))
        .then(1)
        .else(2)
        .end(),
    )
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

export const find = (db: Sql, accountId: string, id: string): Promise<Credential | undefined> =>
  db
    .selectFrom('users')
    .select(columns)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
