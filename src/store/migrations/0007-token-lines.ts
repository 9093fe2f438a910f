import { sql } from 'kysely'
import type { Migration } from '../migration.ts'
import type { Sql } from '../tables.ts'

/**
 * Stores which token replaced which. Earlier rotations are read from the audit log, where the event of the successor is
 * followed by that of the old token; a token that was rotated twice was replaced by the last successor.
 */
export const tokenLines: Migration = ({ text }) => [
  `alter table database_tokens add column rotated_from ${text}`,
  `alter table database_tokens add column replaced_by ${text}`,
  `alter table database_tokens add column line_id ${text}`,
  'create index database_tokens_line on database_tokens (account_id, line_id) where line_id is not null',
  linkEarlierRotations,
]

interface Rotation {
  readonly accountId: string
  readonly oldId: string
  readonly successorId: string
}

async function linkEarlierRotations(db: Sql): Promise<void> {
  const lines = new Map<string, string>()
  for (const { accountId, oldId, successorId } of await earlierRotations(db)) {
    const lineId = lines.get(oldId) ?? oldId
    lines.set(successorId, lineId)
    await sql`update database_tokens set rotated_from = ${oldId}, line_id = ${lineId}
      where account_id = ${accountId} and id = ${successorId}`.execute(db)
    await sql`update database_tokens set replaced_by = ${successorId}
      where account_id = ${accountId} and id = ${oldId}`.execute(db)
  }
}

/** Earlier rotations, oldest first. Only the event that creates a token records its cluster. */
async function earlierRotations(db: Sql): Promise<readonly Rotation[]> {
  const { rows } = await sql<Rotation>`select made.account_id as "accountId", made.resource_id as "successorId",
      retired.resource_id as "oldId"
    from audit_events as made
    join audit_events as retired on retired.account_id = made.account_id
      and retired.sequence = made.sequence + 1 and retired.request_id = made.request_id
    where made.action = 'database_token.rotate' and made.outcome = 'SUCCEEDED'
      and made.changes like '%"field":"clusterId"%'
      and retired.action = made.action and retired.outcome = made.outcome
      and retired.changes not like '%"field":"clusterId"%'
    order by made.account_id, made.sequence`.execute(db)
  return rows
}
