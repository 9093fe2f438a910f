import type { MembershipTermFragment } from '../sdk/index.ts'

/** The groups of a person, with the end of those that have one: `Member, On call (until 2026-12-24T23:00:00.000Z)`. */
export const describeMemberships = (memberships: readonly MembershipTermFragment[]): string =>
  memberships.map((one) => describe(one, [])).join(', ')

/** The same of the caller, of whose request alone it is known whether each group counts. */
export const describeOwnMemberships = (memberships: readonly MembershipTermFragment[]): string =>
  memberships.map((one) => describe(one, one.counts ? [] : ['does not count now'])).join(', ')

function describe({ group: { name }, until }: MembershipTermFragment, notes: readonly string[]): string {
  const terms = [...(until === null ? [] : [`until ${until}`]), ...notes]
  return terms.length === 0 ? name : `${name} (${terms.join(', ')})`
}
