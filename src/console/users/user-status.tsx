import type { UserStatus as Value } from '../../sdk/generated.ts'
import { Status, type Tone } from '../states/status.tsx'

export const userStatuses: Record<Value, { readonly label: string; readonly tone: Tone }> = {
  ACTIVE: { label: 'Active', tone: 'good' },
  DEACTIVATED: { label: 'Deactivated', tone: 'off' },
}

export function UserStatus({ status }: { readonly status: Value }) {
  const { label, tone } = userStatuses[status]
  return <Status tone={tone}>{label}</Status>
}
