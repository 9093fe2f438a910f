import { badInput } from '../errors.ts'
import type { Json } from '../values/canonical-json.ts'
import { printDateTimeOrNull } from '../values/date-time.ts'
import type { Table } from './table.type.ts'

const namePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/

/** Checks a name and answers with it unchanged. Throws BAD_INPUT. */
export function parseTableName(name: string, field: string): string {
  if (!namePattern.test(name)) {
    throw badInput(
      field,
      'A table name has 1 to 64 letters (a to z), digits, `_` and `-`, and starts with a letter or a digit.',
    )
  }
  return name
}

/** A table as the audit log records it, in the API's words. */
export const auditView = (table: Table): Record<string, Json> => ({
  name: table.name,
  databaseId: table.databaseId,
  status: table.status,
  partitionTemplate: table.partitionTemplate.map(({ kind, value, buckets }) => ({
    kind,
    value,
    buckets: buckets ?? null,
  })),
  inheritsPartitionTemplate: table.inheritsPartitionTemplate,
  deletedAt: printDateTimeOrNull(table.deletedAt),
})
