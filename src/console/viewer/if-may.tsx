import type { ReactNode } from 'react'
import type { Permission } from '../../sdk/generated.ts'
import { useSignedIn } from './viewer.ts'

interface Props {
  readonly permission: Permission
  /** Shown without the permission; nothing when absent. */
  readonly otherwise?: ReactNode
  readonly children: ReactNode
}

/** Shows its children only to viewers with a permission. */
export function IfMay({ permission, otherwise = null, children }: Props) {
  const { may } = useSignedIn()
  return may(permission) ? children : otherwise
}
