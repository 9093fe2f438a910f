import { can } from '../clusters/cannot.tsx'
import type { Cluster } from '../clusters/use-cluster.ts'
import type { Choose } from '../dialogs/use-chosen.ts'
import type { RowAction } from '../lists/row-actions.tsx'
import type { Database, DatabaseDeed } from './database-dialogs.tsx'

/** An action on a database, without what it does. */
interface Offered {
  readonly deed: DatabaseDeed
  readonly label: string
  readonly isGrave?: boolean
}

/**
 * What the viewer may do, and the cluster can do, with a database in its present status. The cluster is undefined while
 * it is being read.
 */
export function databaseDeeds({ status, viewerMay }: Database, cluster: Cluster | undefined): readonly Offered[] {
  const mayUpdate = viewerMay.includes('DATABASE_UPDATE')
  const offered = (isOffered: boolean, deed: Offered): readonly Offered[] => (isOffered ? [deed] : [])
  if (status === 'DELETED') {
    const mayPurge = viewerMay.includes('DATABASE_PURGE') && canPurge(cluster)
    return [
      ...offered(viewerMay.includes('DATABASE_UNDELETE'), { deed: 'undelete', label: 'Undelete' }),
      ...offered(mayPurge, { deed: 'purge', label: 'Purge', isGrave: true }),
    ]
  }
  return [
    ...offered(mayUpdate && hasSettings(cluster), { deed: 'settings', label: 'Settings' }),
    ...offered(mayUpdate, { deed: 'labels', label: 'Labels' }),
    ...offered(mayUpdate && can(cluster, 'renameDatabase'), { deed: 'rename', label: 'Rename' }),
    ...offered(viewerMay.includes('DATABASE_DELETE'), { deed: 'delete', label: 'Delete', isGrave: true }),
  ]
}

/** The same as actions of a row, which open their dialogs. */
export const databaseActions = (
  database: Database,
  cluster: Cluster | undefined,
  choose: Choose<DatabaseDeed, Database>,
): readonly RowAction[] =>
  databaseDeeds(database, cluster).map(({ deed, ...shown }) => ({ ...shown, run: () => choose(deed, database) }))

/** Not where the cluster keeps deleted databases by itself: these are the kinds that free the name at once. */
const canPurge = (cluster: Cluster | undefined): boolean =>
  cluster?.link.kind === 'NONE' || cluster?.link.capabilities.reuseDeletedName === false

/** Whether anything about a database can be changed on its cluster, other than its name. */
const hasSettings = (cluster: Cluster | undefined): boolean =>
  can(cluster, 'changeRetention') || can(cluster, 'tableLimits')
