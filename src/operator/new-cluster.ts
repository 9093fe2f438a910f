import type { Keys } from '../auth/keys.ts'
import type { Change } from '../changes/changes.ts'
import * as clusterStore from '../clusters/cluster.store.ts'
import type { GivenLink } from '../clusters/links/given-link.ts'
import type { HealthNote } from '../clusters/links/link.store.ts'
import { saveLink } from '../clusters/links/save-link.ts'
import { differences } from '../ledger/chain.ts'
import { operatorActions } from '../policy/operator-actions.ts'
import { newId } from '../values/id.ts'
import { saveJwtSecret } from './cluster-secrets.service.ts'

export interface NewCluster {
  readonly name: string
  /** Empty while it is not known. */
  readonly url: string
  /** What stands behind it, and how that has answered; absent for records only. */
  readonly link?: { readonly given: GivenLink; readonly note: HealthNote } | undefined
  /** With which it verifies JWTs; absent for a cluster that does not. */
  readonly jwtSecret?: string | undefined
}

/** Adds a cluster to an account, with the way to what stands behind it; returns its id. */
export async function insertCluster(
  change: Change,
  keys: Keys,
  { name, url, link, jwtSecret }: NewCluster,
): Promise<string> {
  const id = newId('cluster')
  await clusterStore.insert(change.db, change.accountId, { id, name, url, createdAt: change.at })
  change.record({ id, label: name, action: operatorActions.addCluster, changes: differences({}, { name, url }) })
  if (jwtSecret !== undefined) await saveJwtSecret(change, keys, { id, name }, jwtSecret)
  if (link) await saveLink(change, keys, { id, name }, link.given, link.note, operatorActions.connectCluster)
  return id
}
