import type { Sql } from '../store/tables.ts'
import { hangsOn, type KeyRef } from './key-uses.store.ts'

// Each of them ends only what still hangs on the key: what was used meanwhile has moved on.

/** Ends sessions. */
export async function endSessions(
  db: Sql,
  accountId: string,
  ids: readonly string[],
  at: number,
  key: KeyRef,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ended_at: at })
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .where('ended_at', 'is', null)
    .where(hangsOn('sessions', key))
    .execute()
}

/** Revokes management tokens, as the operator. */
export async function revokeTokens(
  db: Sql,
  accountId: string,
  ids: readonly string[],
  at: number,
  key: KeyRef,
): Promise<void> {
  await db
    .updateTable('management_tokens')
    .set({ revoked_at: at, revoked_by: null })
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .where('revoked_at', 'is', null)
    .where(hangsOn('managementTokens', key))
    .execute()
}

/** Removes the earlier links of invitations; their later ones go on. */
export async function removeEarlierLinks(
  db: Sql,
  accountId: string,
  ids: readonly string[],
  key: KeyRef,
): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ earlier_secret_hash: null, earlier_secret_key: null })
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .where(hangsOn('earlierInvitationLinks', key))
    .execute()
}

export async function removeResets(db: Sql, accountId: string, ids: readonly string[], key: KeyRef): Promise<void> {
  await db
    .deleteFrom('password_resets')
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .where(hangsOn('passwordResets', key))
    .execute()
}

export async function removeProxySecrets(
  db: Sql,
  accountId: string,
  hashes: readonly string[],
  key: KeyRef,
): Promise<void> {
  await db
    .deleteFrom('cluster_proxy_secrets')
    .where('account_id', '=', accountId)
    .where('secret_hash', 'in', hashes)
    .where(hangsOn('proxySecrets', key))
    .execute()
}

/** Erases the password hashes of people, who then set a new password by a link. */
export async function erasePasswords(db: Sql, accountId: string, ids: readonly string[], key: KeyRef): Promise<void> {
  await db
    .updateTable('users')
    .set({ password_hash: null, password_seal: null, password_key: null })
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .where(hangsOn('passwords', key))
    .execute()
}
