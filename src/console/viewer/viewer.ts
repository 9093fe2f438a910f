import { createContext, useContext } from 'react'
import type { Permission, ViewerQuery } from '../../sdk/generated.ts'

type Asked = NonNullable<ViewerQuery['viewer']>

/** Who is signed in, and what the gateway lets them do at this moment. */
export interface Viewer {
  readonly user: NonNullable<Asked['user']>
  readonly session: NonNullable<Asked['session']>
  readonly account: NonNullable<Asked['account']>
  readonly permissions: ReadonlySet<Permission>
}

export interface SignedIn {
  readonly viewer: Viewer
  /** What may not be done is not offered; the gateway decides again. */
  may(permission: Permission): boolean
  /** Asks again who this is and what they may do. */
  refresh(): Promise<void>
  /** Makes the session last longer: by its use, or, where that no longer does, by the password. */
  stay(): Promise<void>
}

export const SignedInContext = createContext<SignedIn | null>(null)

/** Only below a ViewerProvider whose person is signed in. */
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
