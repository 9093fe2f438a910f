import { Button } from '@mantine/core'
import type { DatabaseFieldsFragment } from '../../sdk/generated.ts'
import type { Choose } from '../dialogs/use-chosen.ts'
import { useSignedIn } from '../viewer/viewer.ts'
import type { DatabaseDeed } from './database-dialogs.tsx'

interface Props {
  readonly database: DatabaseFieldsFragment
  readonly choose: Choose<DatabaseDeed, DatabaseFieldsFragment>
}

/** The buttons for the actions that the viewer may take on a database in its present status. */
export function DatabaseActions({ database, choose }: Props) {
  const { may } = useSignedIn()
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
  if (database.status === 'DELETED') return may('DATABASE_UNDELETE') && button('undelete', 'Undelete')
  return (
    <>
      {may('DATABASE_UPDATE') && button('settings', 'Settings')}
      {may('DATABASE_UPDATE') && button('rename', 'Rename')}
      {may('DATABASE_DELETE') && button('delete', 'Delete')}
    </>
  )
}
