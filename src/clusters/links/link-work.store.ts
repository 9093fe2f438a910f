import type { Sql } from '../../store/tables.ts'
import * as workStore from '../work/work.store.ts'

/** How many ids one statement names. */
const idsMax = 500

/** Which of these ids are of database tokens of this cluster, revoked ones included. */
export async function tokensAmong(
  db: Sql,
  accountId: string,
  clusterId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (let at = 0; at < ids.length; at += idsMax) {
    const rows = await db
      .selectFrom('database_tokens')
      .select('id')
      .where('account_id', '=', accountId)
      .where('cluster_id', '=', clusterId)
      .where('id', 'in', ids.slice(at, at + idsMax))
      .execute()
    for (const { id } of rows) found.add(id)
  }
  return found
}

/** The tokens of this cluster, made by the gateway, whose credential there has a known id; by that id. */
export async function credentialsOf(
  db: Sql,
  accountId: string,
  clusterId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('cluster_work')
    .innerJoin('database_tokens', (join) =>
      join
        .onRef('database_tokens.account_id', '=', 'cluster_work.account_id')
        .onRef('database_tokens.id', '=', 'cluster_work.id'),
    )
    .select(['cluster_work.id', 'cluster_work.external_id as externalId'])
    .where('cluster_work.account_id', '=', accountId)
    .where('cluster_work.cluster_id', '=', clusterId)
    .where('cluster_work.kind', '=', 'DATABASE_TOKEN')
    .where('cluster_work.external_id', 'is not', null)
    .where('database_tokens.origin', '=', 'MANAGED')
    .execute()
  return new Map(rows.map(({ id, externalId }) => [externalId as string, id]))
}

/** How many database tokens of this cluster may have a credential there. */
export async function countCredentials(db: Sql, accountId: string, clusterId: string): Promise<number> {
  const { count } = await db
    .selectFrom('cluster_work')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .where('kind', '=', 'DATABASE_TOKEN')
    .where((where) => where.or([where('external_id', 'is not', null), where('create_started_at', 'is not', null)]))
    .executeTakeFirstOrThrow()
  return count
}

/** A deleted database whose data its cluster still has. */
export interface DeletedDatabase {
  readonly name: string
  readonly deletedAt: number
  /** Whether somebody wanted it gone at once. */
  readonly isPurged: boolean
}

/** The deleted databases that a cluster still has under a name, in the order of their names. */
export async function deletedDatabases(db: Sql, accountId: string, clusterId: string): Promise<DeletedDatabase[]> {
  const rows = await db
    .selectFrom('databases')
    .innerJoin('cluster_work', (join) =>
      join.onRef('cluster_work.account_id', '=', 'databases.account_id').onRef('cluster_work.id', '=', 'databases.id'),
    )
    .select(['databases.name', 'databases.deleted_at as deletedAt', 'databases.purged_at as purgedAt'])
    .where('databases.account_id', '=', accountId)
    .where('databases.cluster_id', '=', clusterId)
    .where('databases.deleted_at', 'is not', null)
    .$narrowType<{ deletedAt: number }>()
    .where('cluster_work.external_name', 'is not', null)
    .orderBy('databases.name')
    .execute()
  return rows.map(({ purgedAt, ...row }) => ({ ...row, isPurged: purgedAt !== null }))
}

/** Forgets what was to be done on a cluster, and what has been done there. */
export async function removeAll(db: Sql, accountId: string, clusterId: string): Promise<void> {
  const work = db
    .selectFrom('cluster_work')
    .select('id')
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
  await db
    .deleteFrom('tasks')
    .where('account_id', '=', accountId)
    .where((where) => where.or([where('id', '=', clusterId), where('id', 'in', work)]))
    .execute()
  await workStore.removeAll(db, accountId, clusterId)
}
