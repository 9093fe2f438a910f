export type KeyValue = string | number

/** An order of rows: named, so that a cursor of one order is refused by another, and always ending in the id. */
export interface Order<Row> {
  readonly name: string
  readonly columns: readonly string[]
  readonly direction: 'asc' | 'desc'
  /** The row's values of those columns. */
  readonly key: (row: Row) => readonly KeyValue[]
}

/** The part of an ordered list that was asked for: `size` rows after (or, backward, before) a key. */
export interface Window<Row> {
  readonly accountId: string
  readonly order: Order<Row>
  readonly size: number
  readonly backward: boolean
  readonly from: readonly KeyValue[] | undefined
}

/** What the store found: the rows in their order, and whether there are more beyond the end that was read towards. */
export interface Slice<Row> {
  readonly rows: readonly Row[]
  readonly hasMore: boolean
}
