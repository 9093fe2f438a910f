import type { Column } from './columns.ts'

export type Format = 'table' | 'json' | 'csv' | 'plain'

/** How a result is printed, whatever it is. */
export interface Printing {
  readonly format: Format
  readonly absolute?: boolean
}

/** The options that choose how rows are printed. */
export interface Output<Row> extends Printing {
  /** The columns that `--columns` names; undefined for the default ones. */
  readonly columns?: readonly Column<Row>[]
}
