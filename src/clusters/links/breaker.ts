import type { Sql } from '../../store/tables.ts'
import { enqueue } from '../../tasks/task.store.ts'
import type { ClusterErrorCode } from '../drivers/driver.ts'
import { close, isClosed, type Link, type LinkError, type LinkHealth, lockHealth } from './link.store.ts'

/** The kind of task that probes a cluster; its id is the cluster's. */
export const probeTask = 'cluster_probe'

/** Why nothing can be done on a cluster, whatever it is. */
export type Obstacle = 'UNREACHABLE' | 'CREDENTIAL_REFUSED'

/** Whether a failure says nothing of the object, and would meet every other call of the cluster, too. */
export const closesTheWay = (code: ClusterErrorCode | LinkHealth): code is Obstacle =>
  code === 'UNREACHABLE' || code === 'CREDENTIAL_REFUSED'

/**
 * Notes that a cluster cannot be reached, or does not take the gateway's credential: from now on only the probe calls
 * it, so that a thousand objects that wait do not each wait for a time limit. Where that is known already, the probe
 * keeps its pace.
 *
 * Answers with true where it was known before, and a probe has got through since: that made due what it saw waiting, and
 * did not see an object whose attempt was not settled yet. From here on the link is locked, so that no probe gets through
 * unseen before the object is put off.
 */
export async function noteUnreachable(
  db: Sql,
  accountId: string,
  link: Link,
  error: LinkError & { readonly code: Obstacle },
): Promise<boolean> {
  const health = await lockHealth(db, accountId, link)
  if (health !== undefined && isClosed(health)) return false
  if (health === undefined || isClosed(link.health)) return true
  await close(db, accountId, link, error)
  await enqueue(db, accountId, probeTask, link.clusterId, error.at)
  return false
}
