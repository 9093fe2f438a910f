import type { Principal } from './decide.ts'
import type { Permission } from './permissions.ts'
import { type BoundSelector, matchesCluster } from './selectors.ts'

declare const made: unique symbol

/**
 * The databases that a read may answer with, and what hangs on them. Reads of databases, tables and database tokens take
 * it in the place of the account, and only the functions below make one: a read that forgets it does not compile.
 */
export interface Reach {
  readonly accountId: string
  /** A database must match one of them; undefined for the whole account. */
  readonly selectors: readonly BoundSelector[] | undefined
  readonly [made]: true
}

type Reader = Pick<Principal, 'permissions' | 'scopes'> & { readonly accountId: string }

const reach = (accountId: string, selectors: readonly BoundSelector[] | undefined): Reach =>
  ({ accountId, selectors }) as Reach

/** The databases on which a caller holds a permission. */
export const reachOf = ({ accountId, permissions, scopes }: Reader, permission: Permission): Reach =>
  reach(accountId, permissions.has(permission) ? undefined : (scopes.get(permission) ?? []))

/**
 * The databases that a change by its caller finds: those that they may read; where they may read none at all, those that
 * they may change. What the caller may do to one of them is decided when it is found.
 */
export const reachToChange = (caller: Reader, read: Permission, change: Permission): Reach =>
  reachOf(caller, caller.permissions.has(read) || caller.scopes.has(read) ? read : change)

/** The clusters that a reach takes in, with all that will ever lie on them; undefined for all of the account. */
export const clustersWithin = ({ selectors }: Reach): readonly string[] | undefined =>
  selectors
    ?.flatMap(({ clusterIds }) => clusterIds ?? [])
    .filter((id) => selectors.some((selector) => matchesCluster(selector, id)))

/** For what the gateway does by itself, or the operator asks for: the whole account. */
export const wholeAccount = (accountId: string): Reach => reach(accountId, undefined)
