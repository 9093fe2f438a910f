import type { Column } from './column.ts'
import { csvLine } from './csv.ts'
import type { ExportFormat } from './export-format.ts'

/** The formats of a list: CSV has the id and all columns, also those not shown; JSON has the rows as the API answers. */
export const formatsOf = <Row extends { readonly id: string }>(
  columns: readonly Column<Row>[],
): readonly ExportFormat<Row>[] => [
  {
    title: 'CSV',
    type: 'text/csv',
    ending: 'csv',
    header: csvLine(['id', ...columns.map(({ key }) => key)]),
    between: '',
    footer: '',
    line: (row) => csvLine([row.id, ...columns.map(({ text }) => text(row))]),
  },
  {
    title: 'JSON',
    type: 'application/json',
    ending: 'json',
    header: '[\n',
    between: ',\n',
    footer: '\n]\n',
    line: (row) => JSON.stringify(row),
  },
]
