/** A kind of file to which rows are written. */
export interface ExportFormat<Row> {
  readonly title: string
  readonly type: string
  readonly ending: string
  readonly header: string
  /** Stands between two rows. */
  readonly between: string
  readonly footer: string
  line(row: Row): string
}
