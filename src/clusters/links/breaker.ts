import type { Sql } from '../../store/tables.ts'
import { enqueue } from '../../tasks/task.store.ts'
import { close, type Link, type LinkError } from './link.store.ts'

/** The kind of task that probes a cluster; its id is the cluster's. */
export const probeTask = 'cluster_probe'

/**
 * Notes that a cluster cannot be reached, or does not take the gateway's credential: from now on only the probe calls
 * it, so that a thousand objects that wait do not each wait for a time limit. Where that is known already, the probe
 * keeps its pace.
 */
export async function noteUnreachable(
  db: Sql,
  accountId: string,
  link: Link,
  error: LinkError & { readonly code: 'UNREACHABLE' | 'CREDENTIAL_REFUSED' },
): Promise<void> {
  if (await close(db, accountId, link, error)) await enqueue(db, accountId, probeTask, link.clusterId, error.at)
}
