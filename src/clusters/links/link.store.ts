import { preparedOne, type Value } from '../../store/statement.ts'
import type { Sql } from '../../store/tables.ts'
import type { ClusterErrorCode, Enforcement, Terms } from '../drivers/driver.ts'
import type { LinkedKind, LinkSettings } from '../drivers/kinds.ts'

export type LinkHealth = 'HEALTHY' | 'DEGRADED' | 'UNREACHABLE' | 'CREDENTIAL_REFUSED' | 'UNKNOWN'

export interface LinkError {
  readonly code: ClusterErrorCode
  readonly message: string
  readonly at: number
}

/** What the last call of a cluster said about the way to it. */
export interface HealthNote {
  readonly health: LinkHealth
  /** How many probes have failed since the last that succeeded. */
  readonly failures: number
  readonly version: string | null
  /** What works but should be mended, in a sentence. */
  readonly warning: string | null
  /** When it was last probed; null before the first time. */
  readonly checkedAt: number | null
  /** Null while all is well. */
  readonly error: LinkError | null
}

/** The way to the cluster that stands behind one of ours. */
export interface Link extends Terms, HealthNote {
  readonly clusterId: string
  /** What people call it. */
  readonly clusterName: string
  readonly kind: LinkedKind
  readonly enforcement: Enforcement
  readonly managementUrl: string
  readonly settings: LinkSettings
  /** Sealed anew whenever the link is saved, so that two versions of a link never have the same text. */
  readonly credential: string
  readonly credentialPrefix: string
}

/** What the operator decides about a link. */
export type SavedLink = Omit<Link, 'verifiesJwt' | 'clusterName'>

/** Of `cluster_links` joined with `clusters`. */
export const columns = [
  'cluster_links.cluster_id',
  'cluster_links.kind',
  'cluster_links.enforcement',
  'cluster_links.management_url',
  'cluster_links.settings',
  'cluster_links.credential',
  'cluster_links.credential_prefix',
  'cluster_links.health',
  'cluster_links.failures',
  'cluster_links.version',
  'cluster_links.warning',
  'cluster_links.checked_at',
  'cluster_links.error_code',
  'cluster_links.error',
  'cluster_links.error_at',
  'clusters.jwt_secret',
  'clusters.name as cluster_name',
] as const

const ofAccount = (db: Sql, accountId: string) =>
  db
    .selectFrom('cluster_links')
    .innerJoin('clusters', (join) =>
      join
        .onRef('clusters.account_id', '=', 'cluster_links.account_id')
        .onRef('clusters.id', '=', 'cluster_links.cluster_id'),
    )
    .select(columns)
    .where('cluster_links.account_id', '=', accountId)

export type Row = Awaited<ReturnType<ReturnType<typeof ofAccount>['executeTakeFirstOrThrow']>>

const one = preparedOne((db, value: Value<{ accountId: string; clusterId: string }>) =>
  ofAccount(db, value('accountId')).where('cluster_links.cluster_id', '=', value('clusterId')),
)

/** Undefined for a cluster that the gateway keeps records of only, and when the account has no such cluster. */
export async function find(db: Sql, accountId: string, clusterId: string): Promise<Link | undefined> {
  const row = await one(db, { accountId, clusterId })
  return row && asLink(row)
}

/** What stands behind those of the clusters that are linked, by their ids. */
export async function kindsOf(
  db: Sql,
  accountId: string,
  clusterIds: readonly string[],
): Promise<ReadonlyMap<string, LinkedKind>> {
  const rows = await db
    .selectFrom('cluster_links')
    .select(['cluster_id', 'kind'])
    .where('account_id', '=', accountId)
    .where('cluster_id', 'in', clusterIds)
    .execute()
  return new Map(rows.map((row) => [row.cluster_id, row.kind as LinkedKind]))
}

/** Adds the link of a cluster, or replaces all of it but what drift has found. */
export async function save(db: Sql, accountId: string, link: SavedLink, at: number): Promise<void> {
  const row = {
    kind: link.kind,
    enforcement: link.enforcement,
    management_url: link.managementUrl,
    settings: JSON.stringify(link.settings),
    credential: link.credential,
    credential_prefix: link.credentialPrefix,
    updated_at: at,
    ...healthColumns(link),
  }
  await db
    .insertInto('cluster_links')
    .values({ account_id: accountId, cluster_id: link.clusterId, created_at: at, ...row })
    .onConflict((conflict) => conflict.columns(['account_id', 'cluster_id']).doUpdateSet(row))
    .execute()
}

/** Writes what a call has said, unless the link was saved anew since it was read. False then, or when it is gone. */
export async function noteHealth(
  db: Sql,
  accountId: string,
  { clusterId, credential }: Pick<Link, 'clusterId' | 'credential'>,
  note: HealthNote,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('cluster_links')
    .set(healthColumns(note))
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .where('credential', '=', credential)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The states in which nothing but the probe calls a cluster. */
const closed = ['UNREACHABLE', 'CREDENTIAL_REFUSED'] as const

export const isClosed = (health: LinkHealth): boolean => (closed as readonly LinkHealth[]).includes(health)

/**
 * The health of a link, which nobody else changes until the transaction ends; undefined when the link is another now. What
 * settles a task and may change the health takes the link before the task, so that no two wait for each other.
 */
export async function lockHealth(
  db: Sql,
  accountId: string,
  { clusterId, credential }: Pick<Link, 'clusterId' | 'credential'>,
): Promise<LinkHealth | undefined> {
  const row = await db
    .updateTable('cluster_links')
    .set(({ ref }) => ({ health: ref('health') }))
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .where('credential', '=', credential)
    .returning('health')
    .executeTakeFirst()
  return row?.health
}

/** Notes that a call did not get through. */
export async function close(
  db: Sql,
  accountId: string,
  { clusterId }: Pick<Link, 'clusterId'>,
  { code, message, at }: LinkError & { readonly code: (typeof closed)[number] },
): Promise<void> {
  await db
    .updateTable('cluster_links')
    .set({ health: code, error_code: code, error: message, error_at: at })
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .execute()
}

/** Like `noteHealth`, where that is better news than the last: a way that is open again, or a cluster that is well. */
export async function noteRecovery(
  db: Sql,
  accountId: string,
  { clusterId, credential }: Pick<Link, 'clusterId' | 'credential'>,
  note: HealthNote,
): Promise<boolean> {
  if (isClosed(note.health)) return false
  const worse = note.health === 'HEALTHY' ? ([...closed, 'DEGRADED', 'UNKNOWN'] as const) : closed
  const { numUpdatedRows } = await db
    .updateTable('cluster_links')
    .set(healthColumns(note))
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .where('credential', '=', credential)
    .where('health', 'in', worse)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** False when there is none. */
export async function remove(db: Sql, accountId: string, clusterId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('cluster_links')
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

const healthColumns = ({ health, failures, version, warning, checkedAt, error }: HealthNote) => ({
  health,
  failures,
  version,
  warning,
  checked_at: checkedAt,
  error_code: error?.code ?? null,
  error: error?.message ?? null,
  error_at: error?.at ?? null,
})

export const asLink = (row: Row): Link => ({
  clusterId: row.cluster_id,
  clusterName: row.cluster_name,
  kind: row.kind as LinkedKind,
  enforcement: row.enforcement,
  verifiesJwt: row.jwt_secret !== null,
  managementUrl: row.management_url,
  settings: JSON.parse(row.settings) as LinkSettings,
  credential: row.credential,
  credentialPrefix: row.credential_prefix,
  health: row.health,
  failures: row.failures,
  version: row.version,
  warning: row.warning,
  checkedAt: row.checked_at,
  error: asError(row),
})

function asError({ error_code: code, error: message, error_at: at }: Row): LinkError | null {
  if (code === null || message === null || at === null) return null
  return { code: code as ClusterErrorCode, message, at }
}
