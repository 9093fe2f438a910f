import { type Expression, type SqlBool, sql } from 'kysely'
import type { Sql } from '../../store/tables.ts'
import type { Wish, WorkError, WorkKind } from '../work/work.store.ts'

const columns = [
  ...(['account_id', 'cluster_id', 'kind', 'id', 'wanted', 'applied', 'state', 'since', 'attempts'] as const),
  ...(['error_code', 'error', 'error_at', 'request_id'] as const),
] as const

const missing: WorkError = {
  code: 'MISSING',
  message: 'It was recorded here before the cluster was connected. Import it from there, or retry to create it there.',
}
const missingTable: WorkError = {
  code: 'MISSING',
  message:
    'It was recorded here before the cluster was connected. Create its database on the cluster first, then retry.',
}
const secretLost: WorkError = {
  code: 'SECRET_LOST',
  message: 'It was made before the cluster was connected, which does not know it. Rotate the token.',
}

/**
 * Notes of what was recorded here before a cluster was connected that the cluster does not have it, as far as is known:
 * active databases, their tables and accepted tokens, the last two where the cluster keeps such. What has a row of work
 * already is left alone.
 */
export async function noteRecorded(
  db: Sql,
  accountId: string,
  clusterId: string,
  knows: { readonly tables: boolean; readonly tokens: boolean },
  wish: Wish,
): Promise<void> {
  const ofCluster = sql<SqlBool>`cluster_id = ${clusterId}`
  const isActive = sql<SqlBool>`deleted_at is null`
  await note(db, accountId, clusterId, 'DATABASE', missing, wish, sql`${ofCluster} and ${isActive}`)
  if (knows.tables) {
    const databases = sql`select id from databases where account_id = ${accountId} and ${ofCluster} and ${isActive}`
    await note(
      db,
      accountId,
      clusterId,
      'TABLE',
      missingTable,
      wish,
      sql`database_id in (${databases}) and ${isActive}`,
    )
  }
  if (!knows.tokens) return
  const isAccepted = sql<SqlBool>`revoked_at is null and (expires_at is null or expires_at > ${wish.at})`
  await note(db, accountId, clusterId, 'DATABASE_TOKEN', secretLost, wish, sql`${ofCluster} and ${isAccepted}`)
}

const tablesOf = {
  DATABASE: 'databases',
  TABLE: 'tables',
  DATABASE_TOKEN: 'database_tokens',
} as const satisfies Record<WorkKind, string>

async function note(
  db: Sql,
  accountId: string,
  clusterId: string,
  kind: WorkKind,
  { code, message }: WorkError,
  { requestId, at }: Wish,
  condition: Expression<SqlBool>,
): Promise<void> {
  const now = sql<number>`cast(${at} as bigint)`
  await db
    .insertInto('cluster_work')
    .columns(columns)
    .expression(
      db
        .selectFrom(tablesOf[kind])
        .where('account_id', '=', accountId)
        .where(condition)
        .select((select) => [
          'account_id',
          sql.val(clusterId).as('cluster_id'),
          sql.lit(kind).as('kind'),
          select.ref('id').as('id'),
          sql.lit(1).as('wanted'),
          sql.lit(0).as('applied'),
          sql.lit('FAILED').as('state'),
          now.as('since'),
          sql.lit(0).as('attempts'),
          sql.val(code).as('error_code'),
          sql.val(message).as('error'),
          now.as('error_at'),
          sql.val(requestId).as('request_id'),
        ]),
    )
    .onConflict((conflict) => conflict.columns(['account_id', 'id']).doNothing())
    .execute()
}
