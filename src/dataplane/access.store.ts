import { type RawBuilder, sql } from 'kysely'
import { type CredentialHashes, listOfHashes } from '../auth/credential-hashes.ts'
import { isListed } from '../store/conditions.ts'
import { engineOf } from '../store/engine.ts'
import { preparedOne, type Value } from '../store/statement.ts'
import { storeNow } from '../store/store-clock.ts'
import type { Sql } from '../store/tables.ts'
import type { DataAction } from './endpoints.ts'

/** The values of the one statement of a check. */
export interface AccessQuery {
  readonly accountId: string
  readonly clusterId: string
  readonly proxy: CredentialHashes
  /** The hash of the token; empty when the request has none. */
  readonly tokenHash: string
  /** The names of the databases that the request uses, as a JSON list. */
  readonly names: string
  readonly now: number
  readonly shift: number
}

/** What is known of a proxy that asks, of the token of the request, and of the databases that it names. */
export interface AccessRow {
  /** Sealed. */
  readonly jwtSecret: string | null
  /** What stands behind the cluster; null when the gateway keeps records of it only. */
  readonly kind: string | null
  readonly tokenId: string | null
  readonly description: string | null
  readonly revokedAt: number | null
  readonly isExpired: number
  /** A JSON list of `Reach`; null or empty where no named database is on record. */
  readonly reach: string | null
}

/**
 * A named database on record, an action that the token may do on it, and whether it is active: one for each action; null
 * where there is none. What a linked cluster does not have as ours under the name is not active: another database of
 * that name may lie there.
 */
export type Reach = readonly [database: string, action: DataAction | null, isActive: 0 | 1]

export const readReach = (list: string | null): readonly Reach[] => (list === null ? [] : JSON.parse(list))

const isOurs = sql.join(
  [
    sql`not exists (select 1 from cluster_work as work`,
    sql`where work.account_id = databases.account_id and work.id = databases.id`,
    sql`and (work.external_name is null or work.external_name <> databases.name))`,
  ],
  sql` `,
)

const reachCells = sql`databases.name, granted.action, case when databases.deleted_at is null and ${isOurs} then 1 else 0 end`

/**
 * Reads all that a check needs at the same moment: whether the secret of the proxy is valid, the token, the active
 * databases of the given names, and the token's permissions on them. Undefined when the proxy is not known.
 */
export const findAccess = (
  db: Sql,
  { accountId, clusterId, proxy, tokenHash, names, now, shift }: AccessQuery,
): Promise<AccessRow | undefined> | AccessRow | undefined =>
  proxy.others.length === 0
    ? accessByHash(db, { accountId, clusterId, tokenHash, names, now, shift, proxyHash: proxy.hash })
    : accessByHashes(db, { accountId, clusterId, tokenHash, names, now, shift, proxyHashes: listOfHashes(proxy) })

type Known = Omit<AccessQuery, 'proxy'>

const accessByHash = preparedOne((db, value: Value<Known & { proxyHash: string }>) =>
  accessRows(db, value, sql`${sql.ref('proxy.secret_hash')} = ${value('proxyHash')}`),
)
/** The same while the gateway has several keys. */
const accessByHashes = preparedOne((db, value: Value<Known & { proxyHashes: string }>) =>
  accessRows(db, value, isListed(db, 'proxy.secret_hash', value('proxyHashes'))),
)

function accessRows(db: Sql, value: Value<Known>, isOfProxy: RawBuilder<boolean>) {
  const now = storeNow(db, value('now'), value('shift'))
  const engine = engineOf(db)
  return db
    .selectFrom('cluster_proxy_secrets as proxy')
    .innerJoin('clusters', (join) =>
      join.onRef('clusters.account_id', '=', 'proxy.account_id').onRef('clusters.id', '=', 'proxy.cluster_id'),
    )
    .leftJoin('cluster_links as link', (join) =>
      join.onRef('link.account_id', '=', 'proxy.account_id').onRef('link.cluster_id', '=', 'proxy.cluster_id'),
    )
    .leftJoin('database_tokens as token', (join) =>
      join
        .onRef('token.account_id', '=', 'proxy.account_id')
        .onRef('token.cluster_id', '=', 'proxy.cluster_id')
        .on('token.secret_hash', '=', value('tokenHash')),
    )
    .select(({ selectFrom }) => [
      'clusters.jwt_secret as jwtSecret',
      'link.kind',
      'token.id as tokenId',
      'token.description',
      'token.revoked_at as revokedAt',
      sql<number>`case when token.expires_at <= ${now} then 1 else 0 end`.as('isExpired'),
      selectFrom('databases')
        .leftJoin('database_token_permissions as granted', (join) =>
          join
            .onRef('granted.account_id', '=', 'databases.account_id')
            .onRef('granted.token_id', '=', 'token.id')
            .onRef('granted.cluster_id', '=', 'databases.cluster_id')
            .on(({ or, eb, ref }) =>
              or([eb('granted.database_id', 'is', null), eb('granted.database_id', '=', ref('databases.id'))]),
            ),
        )
        .whereRef('databases.account_id', '=', 'proxy.account_id')
        .whereRef('databases.cluster_id', '=', 'proxy.cluster_id')
        .where(engine.isListed('databases.name', value('names')))
        .select(engine.listOfRows(reachCells).as('reach'))
        .as('reach'),
    ])
    .where('proxy.account_id', '=', value('accountId'))
    .where('proxy.cluster_id', '=', value('clusterId'))
    .where(isOfProxy)
    .where((where) => where.or([where('proxy.expires_at', 'is', null), where('proxy.expires_at', '>', now)]))
}
