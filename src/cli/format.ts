import type { Column } from './columns.ts'

export type Format = 'table' | 'json' | 'csv' | 'plain'

/** How the person wants to see what comes back. */
export interface Output<Row> {
  readonly format: Format
  /** What `--columns` named; undefined for the usual ones. */
  readonly columns?: readonly Column<Row>[]
  readonly absolute?: boolean
}
