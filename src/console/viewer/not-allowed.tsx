import { Alert } from '@mantine/core'
import type { Permission } from '../../sdk/generated.ts'
import { Explained } from './explained.tsx'

interface Props {
  readonly permission: Permission
  readonly resourceId?: string | undefined
  readonly title: string
}

/** Says in a page that a permission is missing, why, and whom to ask. */
export function NotAllowed({ permission, resourceId, title }: Props) {
  return (
    <Alert color="gray" title={title} role="note">
      <Explained permission={permission} resourceId={resourceId} />
    </Alert>
  )
}
