import type { TokenStatus as Value } from '../../sdk/generated.ts'
import { Status, type Tone } from '../states/status.tsx'

export const tokenStatuses: Record<Value, { readonly label: string; readonly tone: Tone }> = {
  ACTIVE: { label: 'Active', tone: 'good' },
  // It is accepted for a while, so that programs can change over.
  REPLACED: { label: 'Replaced', tone: 'warning' },
  EXPIRED: { label: 'Expired', tone: 'off' },
  REVOKED: { label: 'Revoked', tone: 'off' },
}

/** Whether programs can sign in with a token of this status. */
export const isAccepted = (status: Value): boolean => status === 'ACTIVE' || status === 'REPLACED'

export function TokenStatus({ status }: { readonly status: Value }) {
  const { label, tone } = tokenStatuses[status]
  return <Status tone={tone}>{label}</Status>
}
