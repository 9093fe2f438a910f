import type { Change } from '../changes/changes.ts'
import type { HeldMembership } from './membership.store.ts'
import * as membershipStore from './membership.store.ts'

/** The memberships of a person at the time of a change. */
export async function heldBy(
  { db, accountId, at }: Change,
  { id }: { readonly id: string },
): Promise<readonly HeldMembership[]> {
  const [held = []] = await membershipStore.ofUsers(db, accountId, [id], at)
  return held
}

export const keysOf = (memberships: readonly HeldMembership[]): string[] =>
  memberships.map(({ group }) => group.key).sort()
