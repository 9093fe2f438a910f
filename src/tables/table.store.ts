import { printPartitionTemplate, readPartitionTemplate } from '../databases/partition-template.ts'
import { idsWithin, withinReach } from '../databases/within-reach.ts'
import type { Deadline } from '../deadline.ts'
import type { Slice, Window } from '../pages/page.ts'
import type { Reach } from '../policy/reach.ts'
import { matchesFilter, notGone } from '../restorable/restorable.store.ts'
import type { RestorableListFilter } from '../restorable/restorable-filter.ts'
import { lifecycle } from '../restorable/restorable-status.ts'
import { runLongRead } from '../store/long-read.ts'
import { readSlices } from '../store/page.ts'
import type { Sql } from '../store/tables.ts'
import type { Table } from './table.type.ts'

const columns = [
  'tables.id',
  'tables.database_id as databaseId',
  'tables.name',
  'tables.partition_template as ownTemplate',
  'databases.partition_template as databaseTemplate',
  'tables.created_at as createdAt',
  'tables.deleted_at as deletedAt',
  'tables.version',
] as const

/** The columns that a list of tables is ordered by. */
export type TableKey = Pick<Table, 'id' | 'name'>

/** The tables of the databases within reach; those of a database that is gone are left out. */
const within = (db: Sql, reach: Reach, now: number) =>
  db
    .selectFrom('tables')
    .innerJoin('databases', (join) =>
      join.onRef('databases.account_id', '=', 'tables.account_id').onRef('databases.id', '=', 'tables.database_id'),
    )
    .select(columns)
    .where('tables.account_id', '=', reach.accountId)
    .where(notGone('databases', now))
    .$call((query) => withinReach(db, query, reach))

/** Undefined when there is no such table within reach, or was one that is gone. */
export async function find(db: Sql, reach: Reach, id: string, now: number): Promise<Table | undefined> {
  return (await findMany(db, reach, [id], now))[0]
}

/** The tables with these ids, in any order; those out of reach and those that are gone are left out. */
export async function findMany(db: Sql, reach: Reach, ids: readonly string[], now: number): Promise<Table[]> {
  const query = within(db, reach, now).where('tables.id', 'in', ids).where(notGone('tables', now))
  return (await query.execute()).map(toTable)
}

/** The id of the active table that has a name; undefined when the name is free. */
export async function findActiveId(
  db: Sql,
  accountId: string,
  databaseId: string,
  name: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('tables')
    .select('id')
    .where('account_id', '=', accountId)
    .where('database_id', '=', databaseId)
    .where('name', '=', name)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row?.id
}

export async function countActive(db: Sql, accountId: string, databaseId: string): Promise<number> {
  const row = await db
    .selectFrom('tables')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('database_id', '=', databaseId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}

/** The same page of each database's tables, in the order of the databases; empty for one that is out of reach. */
export async function pagesOfDatabases(
  db: Sql,
  reach: Reach,
  databaseIds: readonly string[],
  filter: RestorableListFilter,
  window: Window<TableKey>,
  deadline: Deadline | undefined,
): Promise<Slice<Table>[]> {
  const query = within(db, reach, filter.now)
    .where(matchesFilter('tables', filter))
    .select('tables.database_id as parentId')
  const slices = await readSlices(db, query, 'tables.database_id', databaseIds, window, deadline)
  return slices.map(({ rows, hasMore }) => ({ rows: rows.map(toTable), hasMore }))
}

/** The number of tables for each database id; a database without any has no entry. */
export async function countOfDatabases(
  db: Sql,
  reach: Reach,
  databaseIds: readonly string[],
  filter: RestorableListFilter,
  deadline: Deadline | undefined,
): Promise<ReadonlyMap<string, number>> {
  const counts = db
    .selectFrom('tables')
    .select((select) => ['database_id as databaseId', select.fn.countAll<number>().as('count')])
    .where('account_id', '=', reach.accountId)
    .where('database_id', 'in', databaseIds)
    .$if(reach.selectors !== undefined, (query) => query.where('database_id', 'in', idsWithin(db, reach)))
    .where(matchesFilter('tables', filter))
    .groupBy('database_id')
  const rows = await runLongRead(db, counts, deadline)
  return new Map(rows.map((row) => [row.databaseId, row.count]))
}

export async function insert(db: Sql, accountId: string, table: Table): Promise<void> {
  await db
    .insertInto('tables')
    .values({
      account_id: accountId,
      id: table.id,
      database_id: table.databaseId,
      partition_template: table.inheritsPartitionTemplate ? null : printPartitionTemplate(table.partitionTemplate),
      created_at: table.createdAt,
      ...changeable(table),
    })
    .execute()
}

/** Writes all columns of a table that can change. */
export async function save(db: Sql, accountId: string, table: Table): Promise<void> {
  await db
    .updateTable('tables')
    .set(changeable(table))
    .where('account_id', '=', accountId)
    .where('id', '=', table.id)
    .execute()
}

const changeable = ({ name, deletedAt, version }: Table) => ({ name, deleted_at: deletedAt, version })

type TableRow = Awaited<ReturnType<ReturnType<typeof within>['execute']>>[number]

const toTable = ({ ownTemplate, databaseTemplate, ...row }: TableRow): Table => ({
  ...row,
  ...lifecycle(row.deletedAt),
  partitionTemplate: readPartitionTemplate(ownTemplate ?? databaseTemplate),
  inheritsPartitionTemplate: ownTemplate === null,
})
