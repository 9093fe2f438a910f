import { sql } from 'kysely'
import { engineOf } from '../store/engine.ts'
import { prepared, type Value } from '../store/statement.ts'
import { storeNow } from '../store/store-clock.ts'
import type { DataAction } from './endpoints.ts'

/** The values of the one statement of a check. */
export interface AccessQuery {
  readonly accountId: string
  readonly clusterId: string
  readonly proxyHash: string
  /** The hash of the token; empty when the request has none. */
  readonly tokenHash: string
  /** The names of the databases that the request uses, as a JSON list. */
  readonly names: string
  readonly now: number
  readonly shift: number
}

/** One row for each named database that is active, and each permission that the token has on it. */
export interface AccessRow {
  /** Sealed. */
  readonly jwtSecret: string | null
  readonly tokenId: string | null
  readonly description: string | null
  readonly revokedAt: number | null
  readonly isExpired: number
  readonly databaseName: string | null
  readonly action: DataAction | null
}

/**
 * Reads all that a check needs at the same moment: whether the secret of the proxy is valid, the token, the active
 * databases of the given names, and the token's permissions on them. No rows mean that the proxy is not known; one row
 * at least that it is.
 */
export const findAccess = prepared((db, value: Value<AccessQuery>) => {
  const now = storeNow(db, value('now'), value('shift'))
  return db
    .selectFrom('cluster_proxy_secrets as proxy')
    .innerJoin('clusters', (join) =>
      join.onRef('clusters.account_id', '=', 'proxy.account_id').onRef('clusters.id', '=', 'proxy.cluster_id'),
    )
    .leftJoin('database_tokens as token', (join) =>
      join
        .onRef('token.account_id', '=', 'proxy.account_id')
        .onRef('token.cluster_id', '=', 'proxy.cluster_id')
        .on('token.secret_hash', '=', value('tokenHash')),
    )
    .leftJoin('databases', (join) =>
      join
        .onRef('databases.account_id', '=', 'proxy.account_id')
        .onRef('databases.cluster_id', '=', 'proxy.cluster_id')
        .on('databases.deleted_at', 'is', null)
        .on(engineOf(db).isListed('databases.name', value('names'))),
    )
    .leftJoin('database_token_permissions as granted', (join) =>
      join
        .onRef('granted.account_id', '=', 'token.account_id')
        .onRef('granted.token_id', '=', 'token.id')
        .onRef('granted.cluster_id', '=', 'databases.cluster_id')
        .on(({ or, eb, ref }) =>
          or([eb('granted.database_id', 'is', null), eb('granted.database_id', '=', ref('databases.id'))]),
        ),
    )
    .select([
      'clusters.jwt_secret as jwtSecret',
      'token.id as tokenId',
      'token.description',
      'token.revoked_at as revokedAt',
      sql<number>`case when token.expires_at <= ${now} then 1 else 0 end`.as('isExpired'),
      'databases.name as databaseName',
      'granted.action',
    ])
    .where('proxy.account_id', '=', value('accountId'))
    .where('proxy.cluster_id', '=', value('clusterId'))
    .where('proxy.secret_hash', '=', value('proxyHash'))
    .where((where) => where.or([where('proxy.expires_at', 'is', null), where('proxy.expires_at', '>', now)]))
})
