import { Badge } from '@mantine/core'
import type { TokenStatus } from '../../sdk/generated.ts'

const colors = { ACTIVE: 'green', EXPIRED: 'gray', REVOKED: 'red' } as const
const words = { ACTIVE: 'Active', EXPIRED: 'Expired', REVOKED: 'Revoked' } as const

/** Whether a token is accepted. */
export function TokenStatusBadge({ status }: { readonly status: TokenStatus }) {
  return (
    <Badge variant="default" size="sm" bd={`1px solid ${colors[status]}`}>
      {words[status]}
    </Badge>
  )
}
