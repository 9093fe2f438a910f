export type KeyValue = string | number

/** An order of rows. It has a name, so that a cursor of another order is refused, and always ends in the id. */
export interface Order<Row> {
  readonly name: string
  readonly columns: readonly string[]
  readonly direction: 'asc' | 'desc'
  /** The row's values of those columns. */
  readonly key: (row: Row) => readonly KeyValue[]
}

/** The requested part of an ordered list: `size` rows after (or, backward, before) a key. */
export interface Window<Row> {
  readonly accountId: string
  readonly order: Order<Row>
  readonly size: number
  readonly backward: boolean
  readonly from: readonly KeyValue[] | undefined
}

/** The rows of a page, in their order, and whether there are more beyond it in the direction of reading. */
export interface Slice<Row> {
  readonly rows: readonly Row[]
  readonly hasMore: boolean
}
