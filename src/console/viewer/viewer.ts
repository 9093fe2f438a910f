import { createContext, useContext } from 'react'
import type { Permission, ViewerQuery } from '../../sdk/generated.ts'

type Asked = NonNullable<ViewerQuery['viewer']>

/** The signed-in user, with the session and the current permissions. */
export interface Viewer {
  readonly user: NonNullable<Asked['user']>
  readonly session: NonNullable<Asked['session']>
  readonly account: NonNullable<Asked['account']>
  readonly permissions: ReadonlySet<Permission>
}

export interface SignedIn {
  readonly viewer: Viewer
  /** Whether the viewer has a permission. It decides what the console offers; the gateway decides on each request. */
  may(permission: Permission): boolean
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
  return { user, session, account, permissions: new Set(permissions) }
}
