import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Deadline } from '../deadline.ts'
import { runLongRead } from './long-read.ts'
import { prepared, type Value } from './statement.ts'
import type { Sql, Tables } from './tables.ts'
import type { KeyValue, Slice, Window } from './window.ts'

// biome-ignore lint/suspicious/noExplicitAny: the columns of an order are named at run time.
type Query<Row> = SelectQueryBuilder<Tables, any, Row>

/** Reads one page by its key, with one more row, which tells whether there are more. */
export async function readSlice<Row>(query: Query<Row>, window: Window<Row>): Promise<Slice<Row>> {
  return slice((await pageOf(query, window, window.size + 1).execute()) as Row[], window)
}

/** `readSlice` for a list with a filter that no index supports: it may read the whole table. */
export async function readLongSlice<Row>(
  db: Sql,
  query: Query<Row>,
  window: Window<Row>,
  deadline: Deadline | undefined,
): Promise<Slice<Row>> {
  return slice([...(await runLongRead(db, pageOf(query, window, window.size + 1), deadline))], window)
}

function pageOf<Row>(query: Query<Row>, window: Window<Row>, limit: number): Query<Row> {
  let page = from(query, window).limit(limit)
  for (const column of window.order.columns) page = page.orderBy(sql.ref(column), sqlDirection(window))
  return page
}

/** `readSlice` for a list of a hot path: the statement of `build` is prepared once for each order and direction. */
export function preparedSlice<P extends object, Row>(
  build: (db: Sql, value: Value<P>) => Query<Row>,
): (db: Sql, values: P, window: Window<Row>) => Promise<Slice<Row>> {
  type Values = P & { readonly limit: number; readonly [key: `key${number}`]: KeyValue }
  const statements = new Map<string, (db: Sql, values: Values) => Promise<Row[]>>()
  return async (db, values, window) => {
    const { order, size, from: key } = window
    const shape = `${order.name} ${sqlDirection(window)} ${key ? 'from' : ''}`
    let read = statements.get(shape)
    if (!read) {
      read = prepared<Values, Row>((db, value) => {
        const placed = key?.map((_, at) => value(`key${at}`))
        return pageOf(build(db, value as Value<P>), { ...window, from: placed }, value('limit'))
      })
      statements.set(shape, read)
    }
    const keys = key && Object.fromEntries(key.map((value, at) => [`key${at}`, value]))
    return slice(await read(db, { ...values, ...keys, limit: size + 1 }), window)
  }
}

/**
 * Reads the same page of many parents' lists in one statement, which may read all rows of those lists: one entry for
 * each parent, in their order. The query must select the parent's id as `parentId`.
 */
export async function readSlices<Row extends { readonly parentId: string }>(
  db: Sql,
  query: Query<Row>,
  parentColumn: string,
  parentIds: readonly string[],
  window: Window<Row>,
  deadline: Deadline | undefined,
): Promise<Slice<Row>[]> {
  if (parentIds.length === 1) {
    return [
      await readLongSlice(db, query.where(sql<boolean>`${sql.ref(parentColumn)} = ${parentIds[0]}`), window, deadline),
    ]
  }
  const direction = sql.raw(sqlDirection(window))
  const order = sql.join(window.order.columns.map((column) => sql`${sql.ref(column)} ${direction}`))
  const numbered = from(query, window)
    .where(sql<boolean>`${sql.ref(parentColumn)} in (${sql.join(parentIds)})`)
    .select(sql<number>`row_number() over (partition by ${sql.ref(parentColumn)} order by ${order})`.as('rowNumber'))
  const pages = db
    .selectFrom(numbered.as('numbered'))
    .selectAll()
    .where(sql<boolean>`${sql.ref('rowNumber')} <= ${window.size + 1}`)
    .orderBy(sql.ref('rowNumber'))
  return slicesOf(parentIds, (await runLongRead(db, pages, deadline)) as unknown as Row[], window)
}

/** The rows that were read for many parents, one more than requested for each, as their pages. */
export function slicesOf<Row extends { readonly parentId: string }>(
  parentIds: readonly string[],
  rows: readonly Row[],
  window: Window<Row>,
): Slice<Row>[] {
  const byParent = new Map<string, Row[]>(parentIds.map((id) => [id, []]))
  for (const row of rows) byParent.get(row.parentId)?.push(row)
  return parentIds.map((id) => slice(byParent.get(id) as Row[], window))
}

export async function countRows<Row>(db: Sql, query: Query<Row>, deadline: Deadline | undefined): Promise<number> {
  const [row] = await runLongRead(db, query.clearSelect().select(sql<number>`count(*)`.as('count')), deadline)
  return (row as { count: number }).count
}

/** Limits a query to the rows after the key that a page begins with. */
function from<Row>(query: Query<Row>, window: Window<Row>): Query<Row> {
  const condition = isAfterKey(window)
  return condition ? query.where(condition) : query
}

/** The condition of the rows after the key that a page begins with; undefined for the first page. */
export function isAfterKey({ order, backward, from }: Window<never>): RawBuilder<boolean> | undefined {
  if (!from) return undefined
  const operator = (order.direction === 'asc') === backward ? '<' : '>'
  const columns = sql.join(order.columns.map((column) => sql.ref(column)))
  return sql<boolean>`(${columns}) ${sql.raw(operator)} (${sql.join(from)})`
}

export const sqlDirection = ({ order, backward }: Window<never>): 'asc' | 'desc' =>
  (order.direction === 'asc') === backward ? 'desc' : 'asc'

function slice<Row>(found: Row[], { size, backward }: Window<Row>): Slice<Row> {
  const hasMore = found.length > size
  const rows = hasMore ? found.slice(0, size) : found
  return { rows: backward ? rows.reverse() : rows, hasMore }
}
