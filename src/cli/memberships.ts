import type { MembershipTermFragment } from '../sdk/index.ts'

/** The groups of a person, with the end of those that have one: `Member, On call (until 2026-12-24T23:00:00.000Z)`. */
export const describeMemberships = (memberships: readonly MembershipTermFragment[]): string =>
  memberships.map(describeMembership).join(', ')

function describeMembership({ group: { name }, until, counts }: MembershipTermFragment): string {
  const terms = [...(until === null ? [] : [`until ${until}`]), ...(counts ? [] : ['does not count now'])]
  return terms.length === 0 ? name : `${name} (${terms.join(', ')})`
}
