import * as syncStore from '../clusters/work/sync.store.ts'
import type { Deadline } from '../deadline.ts'
import type { Slice, Window } from '../pages/page.ts'
import type { Reach } from '../policy/reach.ts'
import { matchesFilter, notGone } from '../restorable/restorable.store.ts'
import { lifecycle } from '../restorable/restorable-status.ts'
import { columnsFor, type Fields, selected } from '../store/columns.ts'
import { runLongRead } from '../store/long-read.ts'
import { countRows, readLongSlice, readSlice, readSlices } from '../store/page.ts'
import { prepared, preparedOne, type Value } from '../store/statement.ts'
import type { Sql, Tables } from '../store/tables.ts'
import type { DatabaseListFilter } from './database.ts'
import type { Database } from './database.type.ts'
import * as labelStore from './label.store.ts'
import { printPartitionTemplate, readPartitionTemplate } from './partition-template.ts'
import { withinReach } from './within-reach.ts'

export { notGone }

const columns = {
  id: 'id',
  clusterId: 'cluster_id',
  name: 'name',
  retentionPeriod: 'retention_seconds',
  maxTables: 'max_tables',
  maxColumnsPerTable: 'max_columns_per_table',
  partitionTemplate: 'partition_template',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  deletedAt: 'deleted_at',
  version: 'version',
} as const

const servedFields = {
  clusterId: 'cluster',
  retentionPeriod: 'retentionPeriod',
  maxTables: 'maxTables',
  maxColumnsPerTable: 'maxColumnsPerTable',
  partitionTemplate: 'partitionTemplate',
  updatedAt: 'updatedAt',
  version: 'version',
} as const

/** The columns that a list of databases can be ordered by. */
export type DatabaseKey = Pick<Database, 'id' | 'name' | 'createdAt'>

const within = (db: Sql, reach: Reach, fields?: Fields) =>
  db
    .selectFrom('databases')
    .select(selected('databases', columnsFor(columns, servedFields, fields)))
    .$if(fields?.has('sync') ?? false, (query) => query.select(syncStore.cellOf(db, 'databases').as('syncCell')))
    .where('databases.account_id', '=', reach.accountId)
    .$call((query) => withinReach(db, query, reach))

/** The databases within reach, or those of them on one cluster, that match a filter. */
const listed = (db: Sql, reach: Reach, clusterId: string | undefined, filter: DatabaseListFilter, fields?: Fields) => {
  let query = within(db, reach, fields).where(matchesFilter('databases', filter))
  for (const condition of filter.labels) query = query.where(labelStore.hasLabel(reach.accountId, condition))
  return clusterId === undefined ? query : query.where('databases.cluster_id', '=', clusterId)
}

/** Undefined when there is no such database within reach, or was one that is gone. */
export async function find(db: Sql, reach: Reach, id: string, now: number): Promise<Database | undefined> {
  return (await findMany(db, reach, [id], now))[0]
}

/** The databases with these ids, in any order; those out of reach and those that are gone are left out. */
export async function findMany(db: Sql, reach: Reach, ids: readonly string[], now: number): Promise<Database[]> {
  const query = within(db, reach).where('databases.id', 'in', ids).where(notGone('databases', now))
  return (await query.execute()).map(toDatabase)
}

/** The id of the active database that has a name; undefined when the name is free. */
export async function findActiveId(
  db: Sql,
  accountId: string,
  clusterId: string,
  name: string,
): Promise<string | undefined> {
  return (await activeByName(db, { accountId, clusterId, name }))?.id
}

const activeByName = preparedOne((db, value: Value<{ accountId: string; clusterId: string; name: string }>) =>
  db
    .selectFrom('databases')
    .select('id')
    .where('account_id', '=', value('accountId'))
    .where('cluster_id', '=', value('clusterId'))
    .where('name', '=', value('name'))
    .where('deleted_at', 'is', null),
)

/** One page of the databases within reach, or of those of one cluster. */
export async function page(
  db: Sql,
  reach: Reach,
  clusterId: string | undefined,
  filter: DatabaseListFilter,
  window: Window<DatabaseKey>,
  deadline: Deadline | undefined,
  fields?: Fields,
): Promise<Slice<Database>> {
  const query = listed(db, reach, clusterId, filter, fields)
  const { search, statuses, syncStates, labels } = filter
  const isPlain = search === undefined && syncStates === undefined && labels.length === 0 && statuses.length === 1
  const isSearch = !isPlain || reach.selectors !== undefined
  return toDatabases(await (isSearch ? readLongSlice(db, query, window, deadline) : readSlice(query, window)))
}

export const count = (
  db: Sql,
  reach: Reach,
  clusterId: string | undefined,
  filter: DatabaseListFilter,
  deadline: Deadline | undefined,
) => countRows(db, listed(db, reach, clusterId, filter), deadline)

/** Whether any database within reach lies on a cluster. */
export async function hasAny(db: Sql, reach: Reach, clusterId: string, now: number): Promise<boolean> {
  const row = await within(db, reach)
    .where('databases.cluster_id', '=', clusterId)
    .where(notGone('databases', now))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The same page of each cluster's databases, in the order of the clusters. */
export async function pagesOfClusters(
  db: Sql,
  reach: Reach,
  clusterIds: readonly string[],
  filter: DatabaseListFilter,
  window: Window<DatabaseKey>,
  deadline: Deadline | undefined,
  fields?: Fields,
): Promise<Slice<Database>[]> {
  const query = listed(db, reach, undefined, filter, fields).select('databases.cluster_id as parentId')
  return (await readSlices(db, query, 'databases.cluster_id', clusterIds, window, deadline)).map(toDatabases)
}

/** The number of databases for each cluster id; a cluster without any has no entry. */
export async function countOfClusters(
  db: Sql,
  reach: Reach,
  clusterIds: readonly string[],
  filter: DatabaseListFilter,
  deadline: Deadline | undefined,
): Promise<ReadonlyMap<string, number>> {
  const counts = listed(db, reach, undefined, filter)
    .where('databases.cluster_id', 'in', clusterIds)
    .clearSelect()
    .select((select) => ['databases.cluster_id as clusterId', select.fn.countAll<number>().as('count')])
    .groupBy('databases.cluster_id')
  const rows = await runLongRead(db, counts, deadline)
  return new Map(rows.map((row) => [row.clusterId, row.count]))
}

export async function insert(db: Sql, accountId: string, database: Database): Promise<void> {
  await insertOne(db, {
    account_id: accountId,
    id: database.id,
    cluster_id: database.clusterId,
    partition_template: printPartitionTemplate(database.partitionTemplate),
    created_at: database.createdAt,
    ...changeable(database),
  })
}

const insertOne = prepared((db, value: Value<Omit<Tables['databases'], 'purged_at'>>) =>
  db.insertInto('databases').values({
    account_id: value('account_id'),
    id: value('id'),
    cluster_id: value('cluster_id'),
    name: value('name'),
    retention_seconds: value('retention_seconds'),
    max_tables: value('max_tables'),
    max_columns_per_table: value('max_columns_per_table'),
    partition_template: value('partition_template'),
    created_at: value('created_at'),
    updated_at: value('updated_at'),
    deleted_at: value('deleted_at'),
    version: value('version'),
  }),
)

/** Writes all columns of a database that can change. */
export async function save(db: Sql, accountId: string, database: Database): Promise<void> {
  await db
    .updateTable('databases')
    .set(changeable(database))
    .where('account_id', '=', accountId)
    .where('id', '=', database.id)
    .execute()
}

const changeable = (database: Database) => ({
  name: database.name,
  retention_seconds: database.retentionPeriod,
  max_tables: database.maxTables,
  max_columns_per_table: database.maxColumnsPerTable,
  updated_at: database.updatedAt,
  deleted_at: database.deletedAt,
  version: database.version,
})

type DatabaseRow = Awaited<ReturnType<ReturnType<typeof within>['execute']>>[number]

/** Member by member, because spreading a row takes as long as reading it. */
const toDatabase = (row: DatabaseRow): Database => ({
  id: row.id,
  clusterId: row.clusterId,
  name: row.name,
  ...lifecycle(row.deletedAt),
  retentionPeriod: row.retentionPeriod,
  maxTables: row.maxTables,
  maxColumnsPerTable: row.maxColumnsPerTable,
  // A list leaves it out where it is not selected.
  partitionTemplate: row.partitionTemplate === undefined ? [] : readPartitionTemplate(row.partitionTemplate),
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  version: row.version,
  syncRow: row.syncCell === undefined ? undefined : syncStore.readCell(row.syncCell),
})

const toDatabases = ({ rows, hasMore }: Slice<DatabaseRow>): Slice<Database> => ({
  rows: rows.map(toDatabase),
  hasMore,
})

/** How many databases a cluster has of ours: active ones, and deleted ones that were not purged yet. */
export async function countKept(db: Sql, accountId: string, clusterId: string): Promise<number> {
  const { count: found } = await kept(db, accountId, clusterId)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return found
}

/** When the other database of this name was deleted that the cluster still has; undefined when there is none. */
export async function findDeletionOfKept(
  db: Sql,
  accountId: string,
  { id, clusterId, name }: Pick<Database, 'id' | 'clusterId' | 'name'>,
): Promise<number | undefined> {
  const row = await kept(db, accountId, clusterId)
    .select('databases.deleted_at as deletedAt')
    .where('databases.name', '=', name)
    .where('databases.id', '<>', id)
    .where('databases.deleted_at', 'is not', null)
    .orderBy('databases.deleted_at', 'desc')
    .executeTakeFirst()
  return row?.deletedAt ?? undefined
}

/** The databases that a cluster may still have, because they reached it and were not purged. */
const kept = (db: Sql, accountId: string, clusterId: string) =>
  db
    .selectFrom('databases')
    .innerJoin('cluster_work as work', (join) =>
      join.onRef('work.account_id', '=', 'databases.account_id').onRef('work.id', '=', 'databases.id'),
    )
    .where('databases.account_id', '=', accountId)
    .where('databases.cluster_id', '=', clusterId)
    .where('databases.purged_at', 'is', null)
    .where((where) =>
      where.or([
        where('databases.deleted_at', 'is', null),
        where('work.external_name', 'is not', null),
        where('work.create_started_at', 'is not', null),
      ]),
    )

/** Notes that a deleted database is gone for good: nobody finds it any more. */
export async function purge(db: Sql, accountId: string, id: string, at: number): Promise<void> {
  await db
    .updateTable('databases')
    .set({ purged_at: at })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('deleted_at', 'is not', null)
    .execute()
}
