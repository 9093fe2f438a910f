import type { ReactNode } from 'react'
import type { Permission } from '../../sdk/generated.ts'
import { useSignedIn } from './viewer.ts'

interface Props {
  readonly permission: Permission
  /** What stands there for whoever may not; nothing when absent. */
  readonly otherwise?: ReactNode
  readonly children: ReactNode
}

/** Shows only to those who may. */
export function IfMay({ permission, otherwise = null, children }: Props) {
  const { may } = useSignedIn()
  return may(permission) ? children : otherwise
}
