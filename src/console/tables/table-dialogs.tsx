import {
  DeleteTableDocument,
  RenameTableDocument,
  type TableFieldsFragment,
  UndeleteTableDocument,
} from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { Dialog } from '../dialogs/dialog.tsx'
import type { Chosen } from '../dialogs/use-chosen.ts'
import { RenameForm } from '../forms/rename-form.tsx'
import { toast } from '../states/toast.ts'

export type TableDeed = 'sync' | 'rename' | 'delete' | 'undelete'

/** The dialogs of the actions on a table. */
export function TableDialogs({ chosen }: { readonly chosen: Chosen<TableDeed, TableFieldsFragment> }) {
  const { row: table, dialog } = chosen
  const rename = useChange(RenameTableDocument, ['Table'])
  const remove = useChange(DeleteTableDocument, ['Table'])
  const undelete = useChange(UndeleteTableDocument, ['Table'])
  if (!table) return null
  const { id, name, version } = table
  const renaming = dialog('rename')
  return (
    <>
      <Dialog title={`Rename ${name}`} {...renaming}>
        <RenameForm of={table} rename={rename} onClose={renaming.onClose} />
      </Dialog>
      <Confirm
        title={`Delete ${name}`}
        label="Delete table"
        typed={name}
        rehearse={() => rehearse(DeleteTableDocument, { input: { id, confirmName: name, expectedVersion: version } })}
        act={async (confirmName) => {
          await remove({ input: { id, confirmName, expectedVersion: version } })
          toast('Deleted. It can be undeleted for seven days.')
        }}
        {...dialog('delete')}
      >
        Its data can no longer be written or queried. It can be undeleted for seven days, and not later.
      </Confirm>
      <Confirm
        title={`Undelete ${name}`}
        label="Undelete"
        color="petrol"
        rehearse={() => rehearse(UndeleteTableDocument, { id, expectedVersion: version })}
        act={async () => {
          await undelete({ id, expectedVersion: version })
          toast('Undeleted.')
        }}
        {...dialog('undelete')}
      >
        It comes back with its id and its data.
      </Confirm>
    </>
  )
}
