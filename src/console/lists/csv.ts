/** A line of CSV by RFC 4180. */
export const csvLine = (values: readonly unknown[]): string => `${values.map(csvCell).join()}\r\n`

/** A cell of CSV. A text that a spreadsheet would take for a formula gets an apostrophe in front. */
function csvCell(value: unknown): string {
  const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value)
  const safe = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
