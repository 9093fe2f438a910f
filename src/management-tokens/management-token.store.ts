import type { StoredCredential } from '../auth/credential-hashes.ts'
import type { Deadline } from '../deadline.ts'
import type { Slice, Window } from '../pages/page.ts'
import { countRows, readLongSlice, readSlice } from '../store/page.ts'
import type { Sql } from '../store/tables.ts'
import { meets, statusAt } from '../tokens/token.store.ts'
import { isQuick, type TokenListFilter } from '../tokens/token.ts'
import type { TokenKey } from '../tokens/token-order.ts'
import { fold } from '../values/text.ts'
import type { ManagementToken } from './management-token.type.ts'

const columns = (now: number) =>
  [
    'id',
    'description',
    'permissions',
    'prefix',
    'created_at as createdAt',
    'created_by as createdById',
    'expires_at as expiresAt',
    'last_used_at as lastUsedAt',
    'revoked_at as revokedAt',
    'revoked_by as revokedById',
    statusAt('management_tokens', now).as('status'),
  ] as const

const ofAccount = (db: Sql, accountId: string, now: number) =>
  db.selectFrom('management_tokens').select(columns(now)).where('account_id', '=', accountId)

export const find = (db: Sql, accountId: string, id: string, now: number): Promise<ManagementToken | undefined> =>
  ofAccount(db, accountId, now).where('id', '=', id).executeTakeFirst()

export const findMany = (db: Sql, accountId: string, ids: readonly string[], now: number): Promise<ManagementToken[]> =>
  ofAccount(db, accountId, now).where('id', 'in', ids).execute()

const matching = (db: Sql, accountId: string, filter: TokenListFilter) =>
  ofAccount(db, accountId, filter.now).where(meets('management_tokens', filter))

export const page = (
  db: Sql,
  accountId: string,
  filter: TokenListFilter,
  window: Window<TokenKey>,
  deadline: Deadline | undefined,
): Promise<Slice<ManagementToken>> => {
  const query = matching(db, accountId, filter)
  return isQuick(filter) ? readSlice(query, window) : readLongSlice(db, query, window, deadline)
}

export const count = (
  db: Sql,
  accountId: string,
  filter: TokenListFilter,
  deadline: Deadline | undefined,
): Promise<number> => countRows(db, matching(db, accountId, filter), deadline)

/** The facts of a new token. */
export interface NewManagementToken extends StoredCredential {
  readonly id: string
  readonly description: string
  readonly permissions: string
  readonly prefix: string
  readonly createdAt: number
  readonly createdById: string
  readonly expiresAt: number | null
}

export function insert(db: Sql, accountId: string, token: NewManagementToken): Promise<ManagementToken> {
  return db
    .insertInto('management_tokens')
    .values({
      account_id: accountId,
      id: token.id,
      description: token.description,
      folded_description: fold(token.description),
      permissions: token.permissions,
      prefix: token.prefix,
      secret_hash: token.secretHash,
      secret_key: token.secretKey,
      created_at: token.createdAt,
      created_by: token.createdById,
      expires_at: token.expiresAt,
    })
    .returning(columns(token.createdAt))
    .executeTakeFirstOrThrow()
}

/**
 * Revokes a token; undefined when there is no such token, or it is revoked already. `by` is null for the operator.
 */
export function revoke(
  db: Sql,
  accountId: string,
  id: string,
  at: number,
  by: string | null,
): Promise<ManagementToken | undefined> {
  return db
    .updateTable('management_tokens')
    .set({ revoked_at: at, revoked_by: by })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning(columns(at))
    .executeTakeFirst()
}

/** Revokes the active tokens that a user has created; answers with those tokens. */
export function revokeOf(
  db: Sql,
  accountId: string,
  userId: string,
  at: number,
  by: string | null,
): Promise<{ readonly id: string; readonly description: string }[]> {
  return db
    .updateTable('management_tokens')
    .set({ revoked_at: at, revoked_by: by })
    .where('account_id', '=', accountId)
    .where('created_by', '=', userId)
    .where(statusAt('management_tokens', at), '=', 'ACTIVE')
    .returning(['id', 'description'])
    .execute()
}
