import { can } from '../clusters/cannot.tsx'
import type { Cluster } from '../clusters/use-cluster.ts'
import type { Choose } from '../dialogs/use-chosen.ts'
import type { RowAction } from '../lists/row-actions.tsx'
import type { Database, DatabaseDeed } from './database-dialogs.tsx'

/**
 * What the viewer may do, and the cluster can do, with a database in its present status. The cluster is undefined while
 * it is being read.
 */
export function databaseActions(
  database: Database,
  cluster: Cluster | undefined,
  choose: Choose<DatabaseDeed, Database>,
): readonly RowAction[] {
  const { status, viewerMay } = database
  const mayUpdate = viewerMay.includes('DATABASE_UPDATE')
  const action = (isOffered: boolean, deed: DatabaseDeed, label: string, isGrave = false) =>
    isOffered ? [{ label, isGrave, run: () => choose(deed, database) }] : []
  if (status === 'DELETED') {
    return [
      ...action(viewerMay.includes('DATABASE_UNDELETE'), 'undelete', 'Undelete'),
      ...action(viewerMay.includes('DATABASE_PURGE') && canPurge(cluster), 'purge', 'Purge', true),
    ]
  }
  return [
    ...action(mayUpdate && hasSettings(cluster), 'settings', 'Settings'),
    ...action(mayUpdate, 'labels', 'Labels'),
    ...action(mayUpdate && can(cluster, 'renameDatabase'), 'rename', 'Rename'),
    ...action(viewerMay.includes('DATABASE_DELETE'), 'delete', 'Delete', true),
  ]
}

/** Not where the cluster keeps deleted databases by itself: these are the kinds that free the name at once. */
const canPurge = (cluster: Cluster | undefined): boolean =>
  cluster?.link.kind === 'NONE' || cluster?.link.capabilities.reuseDeletedName === false

/** Whether anything about a database can be changed on its cluster, other than its name. */
const hasSettings = (cluster: Cluster | undefined): boolean =>
  can(cluster, 'changeRetention') || can(cluster, 'tableLimits')
