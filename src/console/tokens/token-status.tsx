import { Badge } from '@mantine/core'
import type { TokenStatus } from '../../sdk/generated.ts'

const colors = { ACTIVE: 'green', REPLACED: 'yellow', EXPIRED: 'gray', REVOKED: 'red' } as const
const words = { ACTIVE: 'Active', REPLACED: 'Replaced', EXPIRED: 'Expired', REVOKED: 'Revoked' } as const

/** The status of a token. */
export function TokenStatusBadge({ status }: { readonly status: TokenStatus }) {
  return (
    <Badge variant="default" size="sm" bd={`1px solid ${colors[status]}`}>
      {words[status]}
    </Badge>
  )
}
