import type { GuardedChange } from '../changes/changes.ts'
import { ClustergateError } from '../errors.ts'
import { adminGroup } from '../policy/groups.ts'
import type { HeldMembership } from './membership.store.ts'
import * as userStore from './user.store.ts'
import type { User } from './user.type.ts'

/** A membership in Admin for good. One that ends leaves the account without an Admin some day, and so counts for none. */
export const isLastingAdmin = ({ group, until }: HeldMembership): boolean => group.key === adminGroup && until === null

/**
 * Throws LAST_ADMIN when these are memberships of the only active Admin for good. The account is locked, so the count
 * cannot change meanwhile.
 */
export async function refuseLastAdmin(
  { db, accountId }: GuardedChange,
  user: User,
  ending: readonly HeldMembership[],
): Promise<void> {
  if (user.status !== 'ACTIVE' || !ending.some(isLastingAdmin)) return
  if ((await userStore.countOtherAdmins(db, accountId, user.id)) > 0) return
  throw new ClustergateError('LAST_ADMIN', 'This is the last active Admin. Make somebody else an Admin for good first.')
}
