import { createContext, useContext } from 'react'
import type { LimitedViewerQuery, Permission, ViewerQuery } from '../../sdk/generated.ts'

type Asked = NonNullable<ViewerQuery['viewer']>

/** The signed-in user, with the session and the current permissions. */
export interface Viewer {
  readonly user: NonNullable<Asked['user']>
  readonly session: NonNullable<Asked['session']>
  /** Null for a viewer who may not read it. */
  readonly account: NonNullable<Asked['account']> | null
  /** Held on the whole account. */
  readonly permissions: ReadonlySet<Permission>
  /** Held on some resources only. */
  readonly partialPermissions: ReadonlySet<Permission>
}

export interface SignedIn {
  readonly viewer: Viewer
  /**
   * Whether the viewer has a permission, be it on some resources only. It decides what the console offers; the gateway
   * decides on each request.
   */
  may(permission: Permission): boolean
  /** Whether the viewer has it on the whole account. */
  mayEverywhere(permission: Permission): boolean
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

/** The viewer of an answer; without ACCOUNT_READ or GROUP_READ, of the answer that leaves out what these require. */
export function viewerOf(asked: ViewerQuery['viewer'] | LimitedViewerQuery['viewer']): Viewer | null {
  if (!asked?.user || !asked.session) return null
  const { user, session, permissions, partialPermissions } = asked
  return {
    user: 'groups' in user ? user : { ...user, groups: [], memberships: [] },
    session,
    account: ('account' in asked && asked.account) || null,
    permissions: new Set(permissions),
    partialPermissions: new Set(partialPermissions),
  }
}

/** The permissions that the viewer has on anything, as far as they can be given on. */
export const heldAnywhere = ({ permissions, partialPermissions }: Viewer): readonly Permission[] => [
  ...new Set([...permissions, ...partialPermissions]),
]
