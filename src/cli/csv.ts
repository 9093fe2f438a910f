import type { Column } from './columns.ts'
import { harmless } from './harmless.ts'

export const csvHeader = <Row>(columns: readonly Column<Row>[]): string => columns.map(({ name }) => name).join(',')

export const csvLine = <Row>(columns: readonly Column<Row>[], row: Row): string =>
  columns.map(({ value }) => csvCell(value(row))).join(',')

/** A cell of CSV by RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function csvCell(value: string | number | boolean | null | undefined): string {
  const text = harmless(String(value ?? ''))
  const safe = typeof value === 'string' && /^[=+\-@]/.test(text) ? `'${text}` : text
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
