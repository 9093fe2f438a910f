import type { ExpressionBuilder } from 'kysely'
import type { Sql, Tables } from '../../store/tables.ts'
import { asLink, columns, type Link, type Row } from './link.store.ts'

/** What there is to show of the way to a cluster. */
export interface LinkView {
  readonly link: Link | undefined
  /** Whether a proxy before the cluster may ask for checks. */
  readonly hasProxy: boolean
  readonly pending: number
  readonly failed: number
  readonly drifted: number
  /** Tokens that have ended, of which the cluster has yet to be told. */
  readonly pendingRevocations: number
  readonly drift: DriftView
}

/** What the last comparison with the cluster has found, and when that was. */
export interface DriftView {
  readonly driftCheckedAt: number | null
  readonly unmanagedDatabaseCount: number | null
  readonly unmanagedCredentialCount: number | null
}

type State = Tables['cluster_work']['state']

/** Of those of the clusters that the account has, by their ids, in one statement. */
export async function findMany(
  db: Sql,
  accountId: string,
  clusterIds: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, LinkView>> {
  const rows = await db
    .selectFrom('clusters')
    .leftJoin('cluster_links', (join) =>
      join
        .onRef('cluster_links.account_id', '=', 'clusters.account_id')
        .onRef('cluster_links.cluster_id', '=', 'clusters.id'),
    )
    .select(columns)
    .select([
      'cluster_links.drift_checked_at as driftCheckedAt',
      'cluster_links.unmanaged_databases as unmanagedDatabaseCount',
      'cluster_links.unmanaged_credentials as unmanagedCredentialCount',
    ])
    .select((of) => [
      'clusters.id',
      countWork(of, ['PENDING', 'CREATING']).as('pending'),
      countWork(of, ['FAILED']).as('failed'),
      countWork(of, ['DRIFTED']).as('drifted'),
      countWork(of, ['PENDING', 'CREATING'])
        .innerJoin('database_tokens', (join) =>
          join
            .onRef('database_tokens.account_id', '=', 'cluster_work.account_id')
            .onRef('database_tokens.id', '=', 'cluster_work.id'),
        )
        .where((where) =>
          where.or([
            where('database_tokens.revoked_at', 'is not', null),
            where('database_tokens.expires_at', '<=', now),
          ]),
        )
        .as('pendingRevocations'),
      of
        .selectFrom('cluster_proxy_secrets')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('cluster_proxy_secrets.account_id', '=', 'clusters.account_id')
        .whereRef('cluster_proxy_secrets.cluster_id', '=', 'clusters.id')
        .as('proxySecrets'),
    ])
    .where('clusters.account_id', '=', accountId)
    .where('clusters.id', 'in', clusterIds)
    .execute()
  return new Map(
    rows.map(({ id, pending, failed, drifted, pendingRevocations, proxySecrets, ...row }) => [
      id,
      {
        link: row.cluster_id === null ? undefined : asLink(row as Row),
        hasProxy: (proxySecrets ?? 0) > 0,
        pending: pending ?? 0,
        failed: failed ?? 0,
        drifted: drifted ?? 0,
        pendingRevocations: pendingRevocations ?? 0,
        drift: {
          driftCheckedAt: row.driftCheckedAt,
          unmanagedDatabaseCount: row.unmanagedDatabaseCount,
          unmanagedCredentialCount: row.unmanagedCredentialCount,
        },
      },
    ]),
  )
}

const countWork = (
  of: ExpressionBuilder<Pick<Tables, 'clusters' | 'cluster_work' | 'database_tokens'>, 'clusters'>,
  states: State[],
) =>
  of
    .selectFrom('cluster_work')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .whereRef('cluster_work.account_id', '=', 'clusters.account_id')
    .whereRef('cluster_work.cluster_id', '=', 'clusters.id')
    .where('cluster_work.state', 'in', states)
