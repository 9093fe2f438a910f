import type { ClusterErrorCode } from '../clusters/drivers/driver.ts'
import type { WorkState } from '../clusters/work/work.store.ts'
import type { Sql } from '../store/tables.ts'

/** A database of ours that may lie on a cluster. */
export interface KnownDatabase {
  readonly id: string
  readonly name: string
  readonly deletedAt: number | null
  /** Null for one that was recorded here before the cluster was connected. */
  readonly state: WorkState | null
  readonly externalId: string | null
  readonly externalName: string | null
  readonly createStartedAt: number | null
  readonly errorCode: ClusterErrorCode | null
}

/** What is known here of a cluster. */
export interface KnownContent {
  readonly databases: readonly KnownDatabase[]
  /** The external ids of the tokens that have a credential there. */
  readonly credentials: ReadonlySet<string>
}

/** The active databases of a cluster, those that it may still have, and the tokens that it has. */
export async function knownContent(db: Sql, accountId: string, clusterId: string): Promise<KnownContent> {
  const databases = await db
    .selectFrom('databases')
    .leftJoin('cluster_work as work', (join) =>
      join.onRef('work.account_id', '=', 'databases.account_id').onRef('work.id', '=', 'databases.id'),
    )
    .select([
      'databases.id',
      'databases.name',
      'databases.deleted_at as deletedAt',
      'work.state',
      'work.external_id as externalId',
      'work.external_name as externalName',
      'work.create_started_at as createStartedAt',
      'work.error_code as errorCode',
    ])
    .where('databases.account_id', '=', accountId)
    .where('databases.cluster_id', '=', clusterId)
    .where((where) =>
      where.or([
        where('databases.deleted_at', 'is', null),
        where('work.external_name', 'is not', null),
        where('work.create_started_at', 'is not', null),
      ]),
    )
    .execute()
  const tokens = await db
    .selectFrom('cluster_work')
    .select('external_id as externalId')
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .where('kind', '=', 'DATABASE_TOKEN')
    .where('external_id', 'is not', null)
    .execute()
  return {
    databases: databases as KnownDatabase[],
    credentials: new Set(tokens.map(({ externalId }) => externalId as string)),
  }
}
