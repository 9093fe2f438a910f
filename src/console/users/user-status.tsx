import { Badge } from '@mantine/core'
import type { UserStatus as Status } from '../../sdk/generated.ts'

export const userStatuses: Record<Status, { readonly label: string; readonly color: string }> = {
  ACTIVE: { label: 'Active', color: 'green' },
  DEACTIVATED: { label: 'Deactivated', color: 'gray' },
}

export function UserStatus({ status }: { readonly status: Status }) {
  const { label, color } = userStatuses[status]
  return (
    <Badge variant="dot" color={color} tt="none">
      {label}
    </Badge>
  )
}
