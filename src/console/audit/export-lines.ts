import type { AuditEventFieldsFragment } from '../../sdk/generated.ts'

const columns = [
  'sequence',
  'occurredAt',
  'action',
  'outcome',
  'errorCode',
  'actorId',
  'actorLabel',
  'resourceId',
  'resourceLabel',
  'changes',
  'ip',
  'requestId',
  'id',
  'previousHash',
  'hash',
  'decidedBy',
  'v',
] as const satisfies readonly (keyof AuditEventFieldsFragment)[]

export interface ExportFormat {
  readonly title: string
  readonly type: string
  readonly ending: string
  readonly header: string
  line(event: AuditEventFieldsFragment): string
}

export const exportFormats: readonly ExportFormat[] = [
  {
    title: 'CSV',
    type: 'text/csv',
    ending: 'csv',
    header: `${columns.join()}\r\n`,
    line: (event) => `${columns.map((column) => csvCell(event[column])).join()}\r\n`,
  },
  {
    title: 'JSON lines',
    type: 'application/jsonl',
    ending: 'jsonl',
    header: '',
    line: (event) => `${JSON.stringify(event)}\n`,
  },
]

/** A cell of CSV by RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front. */
function csvCell(value: unknown): string {
  const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value)
  const safe = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
