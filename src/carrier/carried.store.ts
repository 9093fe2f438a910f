import type { TemplatePart, WantedDatabase, WantedTable } from '../clusters/drivers/driver.ts'
import type { Work } from '../clusters/work/work.store.ts'
import { readPartitionTemplate } from '../databases/partition-template.ts'
import type { PartitionPart } from '../databases/partition-template.type.ts'
import type { Sql } from '../store/tables.ts'

/** A database as its cluster should have it, those included that are gone for everybody else. */
export interface CarriedDatabase extends WantedDatabase {
  readonly clusterId: string
  readonly deletedAt: number | null
  readonly purgedAt: number | null
}

export interface CarriedTable extends WantedTable {
  readonly databaseId: string
  readonly deletedAt: number | null
}

/** A token as its cluster should have it, without its grants. */
export interface CarriedToken {
  readonly id: string
  readonly clusterId: string
  readonly description: string
  readonly expiresAt: number | null
  readonly revokedAt: number | null
}

export async function findDatabase(db: Sql, accountId: string, id: string): Promise<CarriedDatabase | undefined> {
  const row = await db
    .selectFrom('databases')
    .select([
      'id',
      'cluster_id as clusterId',
      'name',
      'retention_seconds as retentionSeconds',
      'max_tables as maxTables',
      'max_columns_per_table as maxColumnsPerTable',
      'partition_template as partitionTemplate',
      'deleted_at as deletedAt',
      'purged_at as purgedAt',
    ])
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { ...row, partitionTemplate: templateOf(readPartitionTemplate(row.partitionTemplate)) }
}

export async function findTable(db: Sql, accountId: string, id: string): Promise<CarriedTable | undefined> {
  const row = await db
    .selectFrom('tables')
    .select(['id', 'name', 'database_id as databaseId', 'partition_template as template', 'deleted_at as deletedAt'])
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const { template, ...table } = row
  return { ...table, partitionTemplate: template === null ? null : templateOf(readPartitionTemplate(template)) }
}

export const findToken = (db: Sql, accountId: string, id: string): Promise<CarriedToken | undefined> =>
  db
    .selectFrom('database_tokens')
    .select(['id', 'cluster_id as clusterId', 'description', 'expires_at as expiresAt', 'revoked_at as revokedAt'])
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()

const templateOf = (parts: readonly PartitionPart[]): TemplatePart[] =>
  parts.map(({ kind, value, buckets }) => ({ kind, value, ...(buckets != null && { buckets }) }))

/** What people call an object, for the audit log. */
export async function labelOf(db: Sql, { accountId, kind, id }: Work): Promise<string | null> {
  switch (kind) {
    case 'DATABASE':
      return (await findDatabase(db, accountId, id))?.name ?? null
    case 'TABLE':
      return (await findTable(db, accountId, id))?.name ?? null
    case 'DATABASE_TOKEN':
      return (await findToken(db, accountId, id))?.description ?? null
  }
}
