import { type RawBuilder, sql } from 'kysely'
import { listOfHashes } from '../auth/credential-hashes.ts'
import { isListed } from '../store/conditions.ts'
import { prepared, type Value } from '../store/statement.ts'
import { storeNow } from '../store/store-clock.ts'
import type { Sql } from '../store/tables.ts'
import type { AccessQuery } from './access.store.ts'
import type { DataAction } from './endpoints.ts'

/** One row for each permission of the token, but those on databases that are not active; one without, if it has none. */
export interface IntrospectedRow {
  readonly tokenId: string | null
  readonly description: string | null
  readonly createdAt: number | null
  readonly expiresAt: number | null
  readonly revokedAt: number | null
  readonly isExpired: number
  readonly action: DataAction | null
  /** Null for every database of the cluster. */
  readonly databaseId: string | null
  /** Null as well when the database is not active. */
  readonly databaseName: string | null
}

/** Reads a token of a cluster with its permissions; no rows mean that the proxy is not known. */
export const findIntrospected = (
  db: Sql,
  { proxy, ...query }: Omit<AccessQuery, 'names'>,
): Promise<readonly IntrospectedRow[]> =>
  proxy.others.length === 0
    ? introspectedByHash(db, { ...query, proxyHash: proxy.hash })
    : introspectedByHashes(db, { ...query, proxyHashes: listOfHashes(proxy) })

type Known = Omit<AccessQuery, 'names' | 'proxy'>

const introspectedByHash = prepared((db, value: Value<Known & { proxyHash: string }>) =>
  introspectedRows(db, value, sql`${sql.ref('proxy.secret_hash')} = ${value('proxyHash')}`),
)
/** The same while the gateway has several keys. */
const introspectedByHashes = prepared((db, value: Value<Known & { proxyHashes: string }>) =>
  introspectedRows(db, value, isListed(db, 'proxy.secret_hash', value('proxyHashes'))),
)

function introspectedRows(db: Sql, value: Value<Known>, isOfProxy: RawBuilder<boolean>) {
  const now = storeNow(db, value('now'), value('shift'))
  return db
    .selectFrom('cluster_proxy_secrets as proxy')
    .leftJoin('database_tokens as token', (join) =>
      join
        .onRef('token.account_id', '=', 'proxy.account_id')
        .onRef('token.cluster_id', '=', 'proxy.cluster_id')
        .on('token.secret_hash', '=', value('tokenHash')),
    )
    .leftJoin('database_token_permissions as granted', (join) =>
      join.onRef('granted.account_id', '=', 'token.account_id').onRef('granted.token_id', '=', 'token.id'),
    )
    .leftJoin('databases', (join) =>
      join
        .onRef('databases.account_id', '=', 'granted.account_id')
        .onRef('databases.id', '=', 'granted.database_id')
        .on('databases.deleted_at', 'is', null),
    )
    .select([
      'token.id as tokenId',
      'token.description',
      'token.created_at as createdAt',
      'token.expires_at as expiresAt',
      'token.revoked_at as revokedAt',
      sql<number>`case when token.expires_at <= ${now} then 1 else 0 end`.as('isExpired'),
      'granted.action',
      'granted.database_id as databaseId',
      'databases.name as databaseName',
    ])
    .where('proxy.account_id', '=', value('accountId'))
    .where('proxy.cluster_id', '=', value('clusterId'))
    .where(isOfProxy)
    .where((where) => where.or([where('proxy.expires_at', 'is', null), where('proxy.expires_at', '>', now)]))
    .orderBy('granted.position')
}
