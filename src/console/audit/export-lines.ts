import type { AuditEventFieldsFragment } from '../../sdk/generated.ts'
import { csvLine } from '../lists/csv.ts'
import type { ExportFormat } from '../lists/export-format.ts'

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

export const exportFormats: readonly ExportFormat<AuditEventFieldsFragment>[] = [
  {
    title: 'CSV',
    type: 'text/csv',
    ending: 'csv',
    header: csvLine(columns),
    between: '',
    footer: '',
    line: (event) => csvLine(columns.map((column) => event[column])),
  },
  {
    title: 'JSON lines',
    type: 'application/jsonl',
    ending: 'jsonl',
    header: '',
    between: '',
    footer: '',
    line: (event) => `${JSON.stringify(event)}\n`,
  },
]
