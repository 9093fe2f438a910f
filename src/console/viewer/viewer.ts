import { createContext, useContext } from 'react'
import type { Permission, ViewerQuery } from '../../sdk/generated.ts'

type Asked = NonNullable<ViewerQuery['viewer']>

/** The signed-in user, with the session and the current permissions. */
export interface Viewer {
  readonly user: NonNullable<Asked['user']>
  readonly session: NonNullable<Asked['session']>
  readonly account: NonNullable<Asked['account']>
  /** Held on the whole account. */
  readonly permissions: ReadonlySet<Permission>
  /** Held on some resources only. */
  readonly partialPermissions: ReadonlySet<Permission>
}

export interface SignedIn {
  readonly viewer: Viewer
  /** Whether the viewer has a permission on the whole account. It decides what the console offers; the gateway decides on each request. */
  may(permission: Permission): boolean
  /** Whether the viewer has it on something at least. */
  maySomewhere(permission: Permission): boolean
  /** Reads the user and the permissions again. */
  refresh(): Promise<void>
  /** Extends the session by using it, or, at its maximum lifetime, asks for the password. */
  stay(): Promise<void>
}

export const SignedInContext = createContext<SignedIn | null>(null)

/** The signed-in user. Throws outside of a ViewerProvider with one. */
export function useSignedIn(): SignedIn {
  const signedIn = useContext(SignedInContext)
  if (!signedIn) throw new Error('Nobody is signed in here.')
  return signedIn
}

export function viewerOf(asked: ViewerQuery['viewer']): Viewer | null {
  if (!asked?.user || !asked.session || !asked.account) return null
  const { user, session, account, permissions } = asked
  return { user, session, account, permissions: new Set(permissions), partialPermissions: new Set() }
}

/** The permissions that the viewer has on anything, as far as they can be given on. */
export const heldAnywhere = ({ permissions, partialPermissions }: Viewer): readonly Permission[] => [
  ...new Set([...permissions, ...partialPermissions]),
]
