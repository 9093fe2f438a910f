import { type CredentialHashes, isHashOf, type StoredCredential } from '../auth/credential-hashes.ts'
import { ofEveryAccount } from '../store/account-scope.ts'
import type { Sql } from '../store/tables.ts'

export interface NewProxySecret extends StoredCredential {
  readonly clusterId: string
  readonly createdAt: number
  /** When a proxy of the cluster asked last with any earlier secret, which may be removed. */
  readonly lastCheckAt: number | undefined
}

export async function insert(db: Sql, accountId: string, secret: NewProxySecret): Promise<void> {
  const { clusterId, secretHash, secretKey, createdAt, lastCheckAt } = secret
  await db
    .insertInto('cluster_proxy_secrets')
    .values({
      account_id: accountId,
      cluster_id: clusterId,
      secret_hash: secretHash,
      secret_key: secretKey,
      created_at: createdAt,
      last_used_at: lastCheckAt ?? null,
    })
    .execute()
}

/** Ends the secrets of a cluster at this time, unless they end earlier, and removes those that have ended already. */
export async function endAt(db: Sql, accountId: string, clusterId: string, at: number, now: number): Promise<void> {
  await db
    .updateTable('cluster_proxy_secrets')
    .set({ expires_at: at })
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', at)]))
    .execute()
  await db
    .deleteFrom('cluster_proxy_secrets')
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .where('expires_at', '<=', now)
    .execute()
}

/** How many secrets of a cluster are accepted. */
export async function countAccepted(db: Sql, accountId: string, clusterId: string, now: number): Promise<number> {
  const { count } = await db
    .selectFrom('cluster_proxy_secrets')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .executeTakeFirstOrThrow()
  return count
}

/** The account of the cluster that a proxy asks for; undefined when the secret is not of this cluster. */
export async function findAccountId(db: Sql, clusterId: string, secret: CredentialHashes): Promise<string | undefined> {
  const row = await ofEveryAccount(db)
    .selectFrom('cluster_proxy_secrets')
    .select('account_id')
    .where(isHashOf('secret_hash', secret))
    .where('cluster_id', '=', clusterId)
    .executeTakeFirst()
  return row?.account_id
}

/**
 * When the proxy of each cluster asked last, to the minute, by the cluster's id. A cluster that no proxy has asked for
 * has no entry: how its tokens are used is not known.
 */
export async function lastChecks(
  db: Sql,
  accountId: string,
  clusterIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('cluster_proxy_secrets')
    .select(({ fn }) => ['cluster_id as clusterId', fn.max<number | null>('last_used_at').as('at')])
    .where('account_id', '=', accountId)
    .where('cluster_id', 'in', clusterIds)
    .groupBy('cluster_id')
    .execute()
  return new Map(rows.flatMap(({ clusterId, at }) => (at === null ? [] : [[clusterId, at] as const])))
}

/** Removes the secrets of a cluster that is to be removed. */
export async function removeAll(db: Sql, accountId: string, clusterId: string): Promise<void> {
  await db
    .deleteFrom('cluster_proxy_secrets')
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .execute()
}
