import { Button } from '@mantine/core'
import type { Permission } from '../../sdk/generated.ts'
import { can } from '../clusters/cannot.tsx'
import type { Cluster } from '../clusters/use-cluster.ts'
import type { Choose } from '../dialogs/use-chosen.ts'
import type { Database, DatabaseDeed } from './database-dialogs.tsx'

interface Props {
  readonly database: Database
  /** Its cluster; undefined while it is being read. */
  readonly cluster: Cluster | undefined
  readonly choose: Choose<DatabaseDeed, Database>
}

/** The buttons for what the viewer may do, and the cluster can do, with a database in its present status. */
export function DatabaseActions({ database, cluster, choose }: Props) {
  const may = (permission: Permission) => database.viewerMay.includes(permission)
  const button = (deed: DatabaseDeed, label: string) => (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => choose(deed, database)}
      aria-label={`${label} ${database.name}`}
    >
      {label}
    </Button>
  )
  if (database.status === 'DELETED') {
    return (
      <>
        {may('DATABASE_UNDELETE') && button('undelete', 'Undelete')}
        {may('DATABASE_PURGE') && canPurge(cluster) && button('purge', 'Purge')}
      </>
    )
  }
  return (
    <>
      {may('DATABASE_UPDATE') && hasSettings(cluster) && button('settings', 'Settings')}
      {may('DATABASE_UPDATE') && button('labels', 'Labels')}
      {may('DATABASE_UPDATE') && can(cluster, 'renameDatabase') && button('rename', 'Rename')}
      {may('DATABASE_DELETE') && button('delete', 'Delete')}
    </>
  )
}

/** Not where the cluster keeps deleted databases by itself: these are the kinds that free the name at once. */
const canPurge = (cluster: Cluster | undefined): boolean =>
  cluster?.link.kind === 'NONE' || cluster?.link.capabilities.reuseDeletedName === false

/** Whether anything about a database can be changed on its cluster, other than its name. */
const hasSettings = (cluster: Cluster | undefined): boolean =>
  can(cluster, 'changeRetention') || can(cluster, 'tableLimits')
