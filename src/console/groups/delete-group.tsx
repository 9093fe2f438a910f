import { Button } from '@mantine/core'
import { useRef } from 'react'
import { useLocation } from 'wouter'
import { DeleteGroupDocument, type GroupDetailsFragment } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { useOpened } from '../dialogs/use-opened.ts'
import { grave } from '../states/grave.ts'
import { toast } from '../states/toast.ts'

/** The button that deletes a custom group, and its dialog. */
export function DeleteGroup({ group: { id, key, name, version } }: { readonly group: GroupDetailsFragment }) {
  const [, navigate] = useLocation()
  const deleting = useOpened('delete')
  const remove = useChange(DeleteGroupDocument, ['Group', 'User', 'Invitation'])
  const isDeleted = useRef(false)
  const input = (expectedVersion: number | undefined) => ({ input: { id, confirmKey: key, expectedVersion } })
  return (
    <>
      <Button variant="default" {...grave} onClick={deleting.open}>
        Delete
      </Button>
      <Confirm
        title={`Delete the group ${name}?`}
        label="Delete group"
        typed={key}
        isOpen={deleting.isOpen}
        onClose={() => (isDeleted.current ? navigate('/groups', { replace: true }) : deleting.onClose())}
        version={version}
        rehearse={(expectedVersion) => rehearse(DeleteGroupDocument, input(expectedVersion))}
        act={async (confirmKey, expectedVersion) => {
          await remove({ input: { id, confirmKey, expectedVersion } })
          isDeleted.current = true
          toast('Deleted.')
        }}
      >
        Its members lose at once what only this group grants them. It cannot be undone.
      </Confirm>
    </>
  )
}
