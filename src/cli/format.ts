import type { Column } from './columns.ts'

export type Format = 'table' | 'json' | 'csv' | 'plain'

/** The options that choose how a result is printed. */
export interface Output<Row> {
  readonly format: Format
  /** The columns that `--columns` names; undefined for the default ones. */
  readonly columns?: readonly Column<Row>[]
  readonly absolute?: boolean
}
