import type { TestAccount, TestGateway } from '../gateway.ts'

interface Objects {
  readonly databaseIds: readonly string[]
  readonly tableIds: readonly string[]
  readonly tokenIds: readonly string[]
}

/**
 * Notes of objects of the first cluster where they stand between the gateway and a cluster behind it: one in each state,
 * as the carrier and the search for drift would have left them.
 */
export async function noteWork(
  { db }: TestGateway,
  { id: accountId, clusterIds }: TestAccount,
  { databaseIds, tableIds, tokenIds }: Objects,
): Promise<void> {
  const at = Date.now() - 60_000
  const common = {
    account_id: accountId,
    cluster_id: clusterIds[0] as string,
    ...{ wanted: 2, applied: 1, since: at, applied_at: at, attempts: 0, request_id: 'earlier' },
  }
  const error = { error_code: 'UNREACHABLE', error: 'The cluster does not answer (ECONNREFUSED).', error_at: at }
  const differences = JSON.stringify([{ field: 'retentionPeriod', here: '30d', onCluster: '7d' }])
  await db
    .insertInto('cluster_work')
    .values([
      { ...common, kind: 'DATABASE', id: databaseIds[0] as string, state: 'DRIFTED', differences },
      { ...common, ...error, kind: 'DATABASE', id: databaseIds[2] as string, state: 'FAILED' },
      {
        ...{ ...common, ...error, kind: 'TABLE', id: tableIds[0] as string, state: 'PENDING' },
        ...{ attempts: 3, next_attempt_at: at + 3_600_000 },
      },
      { ...common, kind: 'TABLE', id: tableIds[1] as string, state: 'APPLIED' },
      { ...common, kind: 'DATABASE_TOKEN', id: tokenIds[0] as string, state: 'CREATING', applied: 0, applied_at: null },
      {
        ...{ ...common, ...error, kind: 'DATABASE_TOKEN', id: tokenIds[3] as string, state: 'PENDING' },
        next_attempt_at: at + 3_600_000,
      },
    ])
    .execute()
}
