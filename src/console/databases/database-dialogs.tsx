import {
  type DatabaseQuery,
  DeleteDatabaseDocument,
  PurgeDatabaseDocument,
  RenameDatabaseDocument,
  UndeleteDatabaseDocument,
} from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import type { Cluster } from '../clusters/use-cluster.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { Dialog } from '../dialogs/dialog.tsx'
import type { Chosen } from '../dialogs/use-chosen.ts'
import { RenameForm } from '../forms/rename-form.tsx'
import { toast } from '../states/toast.ts'
import { tellOutcome } from '../sync/tell-outcome.ts'
import { DatabaseSettings } from './database-settings.tsx'
import { EditLabels } from './edit-labels.tsx'

export type Database = NonNullable<DatabaseQuery['database']>
export type DatabaseDeed = 'settings' | 'labels' | 'rename' | 'delete' | 'undelete' | 'purge'

interface Props {
  readonly chosen: Chosen<DatabaseDeed, Database>
  /** The cluster of the chosen database. */
  readonly cluster: Cluster | undefined
}

/** The dialogs of the actions on a database. */
export function DatabaseDialogs({ chosen, cluster }: Props) {
  const { row: database, dialog } = chosen
  const rename = useChange(RenameDatabaseDocument, ['Database'])
  const remove = useChange(DeleteDatabaseDocument, ['Database'])
  const purge = useChange(PurgeDatabaseDocument, ['Database', 'Cluster'])
  const undelete = useChange(UndeleteDatabaseDocument, ['Database'])
  if (!database) return null
  const { id, name, version } = database
  const confirmed = { input: { id, confirmName: name, expectedVersion: version } }
  const settings = dialog('settings')
  const labelling = dialog('labels')
  const renaming = dialog('rename')
  return (
    <>
      <Dialog title={`Settings of ${name}`} {...settings}>
        <DatabaseSettings database={database} cluster={cluster} onClose={settings.onClose} />
      </Dialog>
      <Dialog title={`Labels of ${name}`} {...labelling}>
        <EditLabels database={database} onClose={labelling.onClose} />
      </Dialog>
      <Dialog title={`Rename ${name}`} {...renaming}>
        <RenameForm of={database} rename={rename} onClose={renaming.onClose} />
      </Dialog>
      <Confirm
        title={`Delete ${name}`}
        label="Delete database"
        typed={name}
        rehearse={() => rehearse(DeleteDatabaseDocument, confirmed)}
        act={async (confirmName) => {
          const { deleteDatabase } = await remove({ input: { id, confirmName, expectedVersion: version } })
          tellOutcome('Deleted. It can be undeleted for seven days.', deleteDatabase?.database.sync, cluster?.name)
        }}
        {...dialog('delete')}
      >
        Its tables and all their data can no longer be written or queried. It can be undeleted for seven days; after
        that it is purged.
      </Confirm>
      <Confirm
        title={`Undelete ${name}`}
        label="Undelete"
        color="petrol"
        rehearse={() => rehearse(UndeleteDatabaseDocument, { id, expectedVersion: version })}
        act={async () => {
          const { undeleteDatabase } = await undelete({ id, expectedVersion: version })
          tellOutcome('Undeleted.', undeleteDatabase?.database.sync, cluster?.name)
        }}
        {...dialog('undelete')}
      >
        It comes back with its id, its settings and its tables, and tokens that name it work again.
      </Confirm>
      <Confirm
        title={`Purge ${name}`}
        label="Purge now"
        typed={name}
        rehearse={() => rehearse(PurgeDatabaseDocument, confirmed)}
        act={async (confirmName) => {
          await purge({ input: { id, confirmName, expectedVersion: version } })
          toast('Purged.')
        }}
        {...dialog('purge')}
      >
        It is deleted for good, with its tables and all their data, also from the cluster. Nobody can bring it back.
      </Confirm>
    </>
  )
}
