import type { ObservedToken } from '../clusters/drivers/driver.ts'
import type { Work } from '../clusters/work/work.store.ts'
import * as workStore from '../clusters/work/work.store.ts'
import type { Sql } from '../store/tables.ts'

export interface SettledDatabase {
  readonly work: Work
  readonly name: string
  readonly retentionSeconds: number | null
  readonly maxTables: number
  readonly maxColumnsPerTable: number
}

export interface SettledToken {
  readonly id: string
  /** Undefined for one that the gateway has no row of work of, such as after the cluster was connected again. */
  readonly work: Work | undefined
  readonly description: string
  readonly origin: 'MANAGED' | 'IMPORTED'
  readonly isLive: boolean
}

/** What a cluster should have, of objects that nothing is under way for. */
export interface Settled {
  readonly databases: readonly SettledDatabase[]
  readonly tokens: readonly SettledToken[]
}

export async function findSettled(db: Sql, accountId: string, clusterId: string, now: number): Promise<Settled> {
  const works = new Map((await workStore.ofCluster(db, accountId, clusterId)).map((work) => [work.id, work]))
  const databases = await db
    .selectFrom('databases')
    .select([
      'id',
      'name',
      'retention_seconds as retentionSeconds',
      'max_tables as maxTables',
      'max_columns_per_table as maxColumnsPerTable',
    ])
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .where('deleted_at', 'is', null)
    .execute()
  const tokens = await db
    .selectFrom('database_tokens')
    .select(['id', 'description', 'origin', 'revoked_at as revokedAt', 'expires_at as expiresAt'])
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .execute()
  return {
    databases: databases.flatMap(({ id, ...settings }) => {
      const work = works.get(id)
      const isSettled = work?.externalName != null && (work.state === 'APPLIED' || work.state === 'DRIFTED')
      return isSettled ? [{ work, ...settings }] : []
    }),
    tokens: tokens.flatMap(({ id, description, origin, revokedAt, expiresAt }) => {
      const work = works.get(id)
      const isLive = revokedAt === null && (expiresAt === null || expiresAt > now)
      if (work && work.state !== 'APPLIED' && work.errorCode !== 'SECRET_LOST') return []
      if (work?.state === 'PENDING' || work?.state === 'CREATING') return []
      return [{ id, work, description, origin, isLive }]
    }),
  }
}

/** The credential of a token among those that a cluster has listed: by its external id, or by its mark. */
export function credentialsByToken(listed: readonly ObservedToken[]) {
  const byExternalId = new Map(listed.map((credential) => [credential.externalId, credential]))
  const byMark = new Map(
    listed.flatMap((credential) => (credential.mark === null ? [] : [[credential.mark, credential] as const])),
  )
  return ({ id, work }: SettledToken): ObservedToken | undefined =>
    (work?.externalId != null ? byExternalId.get(work.externalId) : undefined) ?? byMark.get(id)
}
