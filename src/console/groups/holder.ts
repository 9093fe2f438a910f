import type { ReactNode } from 'react'
import type { Permission } from '../../sdk/generated.ts'
import type { Extent } from './permission-mark.tsx'

/** Somebody or something that holds permissions: a column of a matrix. */
export interface Holder {
  readonly id: string
  readonly heading: ReactNode
  /** What is said of it below its heading. */
  readonly note?: ReactNode
  /** Whether the column stands out. */
  readonly isOwn?: boolean
  readonly permissions: readonly Permission[]
  /** Those held on some resources only. */
  readonly partialPermissions: readonly Permission[]
}

type Grants = readonly {
  readonly permissions: readonly Permission[]
  readonly on: { readonly account: boolean | null }
}[]

/** What grants amount to: permissions on everything, and on some resources only. */
export function heldBy(grants: Grants): Pick<Holder, 'permissions' | 'partialPermissions'> {
  const named = (isWhole: boolean) =>
    grants.filter(({ on }) => Boolean(on.account) === isWhole).flatMap((grant) => grant.permissions)
  return { permissions: named(true), partialPermissions: named(false) }
}

export function extentOf({ permissions, partialPermissions }: Holder, permission: Permission): Extent {
  if (permissions.includes(permission)) return 'all'
  return partialPermissions.includes(permission) ? 'some' : 'none'
}
