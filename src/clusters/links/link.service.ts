import type { SignedIn } from '../../auth/caller.ts'
import type { Sql } from '../../store/tables.ts'
import { seconds } from '../../values/duration.ts'
import type { Capabilities } from '../drivers/driver.ts'
import type { ClusterCapabilities, ClusterLink } from './link.type.ts'
import * as linkViewStore from './link-view.store.ts'
import { kindOf } from './linked-clusters.ts'

export class LinkService {
  constructor(
    private readonly db: Sql,
    private readonly clock: () => number,
  ) {}

  /** The links of clusters of the account, in the order of the ids. */
  async links({ accountId }: SignedIn, clusterIds: readonly string[]): Promise<readonly ClusterLink[]> {
    const found = await linkViewStore.findMany(this.db, accountId, clusterIds, this.clock())
    return clusterIds.map((id) => asView(found.get(id)))
  }
}

/** What records alone can do: everything. */
const recordsCapabilities: ClusterCapabilities = {
  renameDatabase: true,
  undeleteDatabase: true,
  reuseDeletedName: true,
  changeRetention: true,
  minimumRetention: seconds.hour,
  databasesMax: null,
  tableLimits: true,
  partitionTemplates: true,
  tables: true,
  changeTokenPermissions: true,
  slashInDatabaseNames: true,
}

const unlooked = { driftCheckedAt: null, unmanagedDatabaseCount: null, unmanagedCredentialCount: null } as const

function asView(found: linkViewStore.LinkView | undefined): ClusterLink {
  const { link, hasProxy = false, pending = 0, failed = 0, drifted = 0 } = found ?? {}
  const counts = {
    pendingCount: pending,
    failedCount: failed,
    driftedCount: drifted,
    pendingRevocationCount: found?.pendingRevocations ?? 0,
    ...(found?.drift ?? unlooked),
  }
  if (!link) {
    return {
      kind: 'NONE',
      enforcement: hasProxy ? 'FORWARD_AUTH' : 'NONE',
      managementUrl: null,
      credentialPrefix: null,
      version: null,
      health: 'UNKNOWN',
      warning: null,
      checkedAt: null,
      lastError: null,
      ...counts,
      capabilities: recordsCapabilities,
    }
  }
  const { kind, enforcement, managementUrl, credentialPrefix, version, health, warning, checkedAt, error } = link
  return {
    kind,
    enforcement,
    managementUrl,
    credentialPrefix,
    version,
    health,
    warning,
    checkedAt,
    lastError: error,
    ...counts,
    capabilities: asCapabilities(kindOf(link).capabilities(link)),
  }
}

const asCapabilities = (capabilities: Capabilities): ClusterCapabilities => ({
  renameDatabase: capabilities.renameDatabase,
  // Where the cluster does not keep a deleted database, the gateway does.
  undeleteDatabase: true,
  reuseDeletedName: capabilities.deletedNameIsFree,
  changeRetention: capabilities.changeRetention,
  minimumRetention: capabilities.retentionSecondsMin,
  databasesMax: capabilities.databasesMax,
  tableLimits: capabilities.tableLimits,
  partitionTemplates: capabilities.partitionTemplates,
  tables: capabilities.tables,
  changeTokenPermissions: capabilities.changeTokenGrants,
  slashInDatabaseNames: capabilities.slashInDatabaseNames,
})
