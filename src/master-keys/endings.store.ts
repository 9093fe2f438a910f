import type { Sql } from '../store/tables.ts'

/** Ends sessions. */
export async function endSessions(db: Sql, accountId: string, ids: readonly string[], at: number): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ended_at: at })
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .where('ended_at', 'is', null)
    .execute()
}

/** Revokes management tokens, as the operator. */
export async function revokeTokens(db: Sql, accountId: string, ids: readonly string[], at: number): Promise<void> {
  await db
    .updateTable('management_tokens')
    .set({ revoked_at: at, revoked_by: null })
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Removes the earlier links of invitations; their later ones go on. */
export async function removeEarlierLinks(db: Sql, accountId: string, ids: readonly string[]): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ earlier_secret_hash: null, earlier_secret_key: null })
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .execute()
}

export async function removeResets(db: Sql, accountId: string, ids: readonly string[]): Promise<void> {
  await db.deleteFrom('password_resets').where('account_id', '=', accountId).where('id', 'in', ids).execute()
}

export async function removeProxySecrets(db: Sql, accountId: string, hashes: readonly string[]): Promise<void> {
  await db
    .deleteFrom('cluster_proxy_secrets')
    .where('account_id', '=', accountId)
    .where('secret_hash', 'in', hashes)
    .execute()
}

/** Erases the password hashes of people, who then set a new password by a link. */
export async function erasePasswords(db: Sql, accountId: string, ids: readonly string[]): Promise<void> {
  await db
    .updateTable('users')
    .set({ password_hash: null, password_seal: null, password_key: null })
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .execute()
}
