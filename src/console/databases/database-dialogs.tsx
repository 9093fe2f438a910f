import {
  type DatabaseFieldsFragment,
  DeleteDatabaseDocument,
  RenameDatabaseDocument,
  UndeleteDatabaseDocument,
} from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { Dialog } from '../dialogs/dialog.tsx'
import type { Chosen } from '../dialogs/use-chosen.ts'
import { RenameForm } from '../forms/rename-form.tsx'
import { toast } from '../states/toast.ts'
import { DatabaseSettings } from './database-settings.tsx'

export type DatabaseDeed = 'settings' | 'rename' | 'delete' | 'undelete'

/** The dialogs of the actions on a database. */
export function DatabaseDialogs({ chosen }: { readonly chosen: Chosen<DatabaseDeed, DatabaseFieldsFragment> }) {
  const { row: database, dialog } = chosen
  const rename = useChange(RenameDatabaseDocument, ['Database'])
  const remove = useChange(DeleteDatabaseDocument, ['Database'])
  const undelete = useChange(UndeleteDatabaseDocument, ['Database'])
  if (!database) return null
  const { id, name } = database
  const settings = dialog('settings')
  const renaming = dialog('rename')
  return (
    <>
      <Dialog title={`Settings of ${name}`} {...settings}>
        <DatabaseSettings database={database} onClose={settings.onClose} />
      </Dialog>
      <Dialog title={`Rename ${name}`} {...renaming}>
        <RenameForm of={database} rename={rename} onClose={renaming.onClose} />
      </Dialog>
      <Confirm
        title={`Delete ${name}`}
        label="Delete database"
        typed={name}
        act={async (confirmName) => {
          await remove({ input: { id, confirmName } })
          toast('Deleted. It can be undeleted for seven days.')
        }}
        {...dialog('delete')}
      >
        Its tables and all their data can no longer be written or queried. It can be undeleted for seven days; after
        that it is removed for good.
      </Confirm>
      <Confirm
        title={`Undelete ${name}`}
        label="Undelete"
        color="blue"
        act={async () => {
          await undelete({ id })
          toast('Undeleted.')
        }}
        {...dialog('undelete')}
      >
        It comes back with its id, its settings and its tables, and tokens that name it work again.
      </Confirm>
    </>
  )
}
