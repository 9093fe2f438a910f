import { Text } from '@mantine/core'
import { UpdateUserDocument, type UserStatus } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { Several } from '../dialogs/several.tsx'
import { touchedTypes } from './changed-user.ts'
import type { UserRow } from './user-columns.tsx'

interface Props {
  readonly users: readonly UserRow[]
  readonly status: UserStatus
  onDone(changed: readonly UserRow[]): void
  onClose(): void
}

/** Locks several people out, or lets them in again. */
export function SeveralStatus({ users, status, onDone, onClose }: Props) {
  const update = useChange(UpdateUserDocument, touchedTypes)
  const inputOf = ({ id, version }: UserRow) => ({ input: { id, status, expectedVersion: version } })
  const isEnd = status === 'DEACTIVATED'
  return (
    <Several
      rows={users}
      called={({ email }) => email}
      label={isEnd ? 'Deactivate' : 'Reactivate'}
      {...(isEnd && { color: 'red' })}
      done={isEnd ? 'deactivated' : 'reactivated'}
      rehearse={(user) => rehearse(UpdateUserDocument, inputOf(user))}
      act={(user) => update(inputOf(user))}
      onDone={onDone}
      onClose={onClose}
    >
      <Text size="sm">
        {isEnd
          ? 'They can no longer sign in. Their sessions end now; their management tokens, and the pending invitations they sent, are revoked for good. Database tokens keep working.'
          : 'They can sign in again, with the groups they are in. What was revoked stays revoked.'}
      </Text>
    </Several>
  )
}
