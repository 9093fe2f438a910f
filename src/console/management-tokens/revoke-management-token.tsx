import { type ManagementTokenFieldsFragment, RevokeManagementTokenDocument } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { toast } from '../states/toast.ts'
import { LastUse } from '../tokens/last-use.tsx'

interface Props {
  readonly token: ManagementTokenFieldsFragment
  readonly isOpen: boolean
  onClose(): void
}

export function RevokeManagementToken({ token: { id, description, lastUsedAt }, isOpen, onClose }: Props) {
  const revoke = useChange(RevokeManagementTokenDocument, ['ManagementToken'])
  return (
    <Confirm
      title={`Revoke ${description}`}
      label="Revoke"
      isOpen={isOpen}
      onClose={onClose}
      rehearse={() => rehearse(RevokeManagementTokenDocument, { id })}
      act={async () => {
        await revoke({ id })
        toast('Revoked.')
      }}
    >
      Programs that use it are refused at once. This cannot be undone. <LastUse at={lastUsedAt} />
    </Confirm>
  )
}
