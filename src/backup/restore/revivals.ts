import { sql } from 'kysely'
import type { Sql } from '../../store/tables.ts'
import { statusAt } from '../../tokens/token.store.ts'
import { acceptedStatuses } from '../../tokens/token.ts'
import { TakenAway } from './taken-away.ts'

/** A credential that works in a restored store, and may have been revoked after the backup. */
export interface Revival {
  readonly kind: 'MANAGEMENT_TOKEN' | 'DATABASE_TOKEN' | 'PROXY_SECRET' | 'PASSWORD'
  /** The id of the token, of the cluster whose proxy has the secret, or of the person. */
  readonly id: string
  /** What people call it. */
  readonly label: string
  readonly lastUsedAt: number | null
}

/** All credentials of an account that work now. */
export async function findRevivals(db: Sql, accountId: string, now: number): Promise<readonly Revival[]> {
  const of = (kind: Revival['kind'], rows: readonly Omit<Revival, 'kind'>[]) => rows.map((row) => ({ kind, ...row }))
  const tokens = (table: 'management_tokens' | 'database_tokens') =>
    db
      .selectFrom(table)
      .select(['id', 'description as label', 'last_used_at as lastUsedAt'])
      .where('account_id', '=', accountId)
      .where(statusAt(table, now), 'in', acceptedStatuses)
      .orderBy('id')
      .execute()
  const proxies = await db
    .selectFrom('cluster_proxy_secrets')
    .innerJoin('clusters', (join) =>
      join
        .onRef('clusters.account_id', '=', 'cluster_proxy_secrets.account_id')
        .onRef('clusters.id', '=', 'cluster_proxy_secrets.cluster_id'),
    )
    .select(({ fn }) => [
      'clusters.id',
      'clusters.name as label',
      fn.max<number | null>('cluster_proxy_secrets.last_used_at').as('lastUsedAt'),
    ])
    .where('cluster_proxy_secrets.account_id', '=', accountId)
    .where(sql<boolean>`(cluster_proxy_secrets.expires_at is null or cluster_proxy_secrets.expires_at > ${now})`)
    .groupBy(['clusters.id', 'clusters.name'])
    .orderBy('clusters.id')
    .execute()
  const passwords = await db
    .selectFrom('users')
    .select(['id', 'email as label', 'last_sign_in_at as lastUsedAt'])
    .where('account_id', '=', accountId)
    .where('status', '=', 'ACTIVE')
    .where('removed_at', 'is', null)
    .where('password_hash', 'is not', null)
    .orderBy('id')
    .execute()
  return [
    ...of('MANAGEMENT_TOKEN', await tokens('management_tokens')),
    ...of('DATABASE_TOKEN', await tokens('database_tokens')),
    ...of('PROXY_SECRET', proxies),
    ...of('PASSWORD', passwords),
  ]
}

/** What is taken away when all of these are revoked. */
export function revocationOf(revivals: readonly Revival[]): TakenAway {
  const taken = new TakenAway()
  for (const { kind, id } of revivals) {
    if (kind === 'MANAGEMENT_TOKEN') taken.managementTokens.add(id)
    else if (kind === 'DATABASE_TOKEN') taken.databaseTokens.set(id, { isRevoked: true })
    else if (kind === 'PROXY_SECRET') taken.proxies.add(id)
    else taken.passwords.add(id)
  }
  return taken
}
