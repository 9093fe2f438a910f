import type { UnmetCondition } from '../errors.ts'
import type { ConditionKind, Unmet } from './conditions.ts'
import type { BoundGrant, Dormant } from './holdings.ts'
import type { Permission } from './permissions.ts'
import { matches, type Resource } from './selectors.ts'

/** Whether one of these grants gives a permission on a resource; without one, on whatever it may be. */
export const doGrant = (grants: readonly BoundGrant[], permission: Permission, resource?: Resource): boolean =>
  grants.some(({ permissions, on }) => permissions.includes(permission) && (!resource || matches(on, resource)))

/** The groups that would grant a permission if they counted, those first that lack the least. */
export const wouldGrant = (
  dormant: readonly Dormant[],
  permission: Permission,
  resource: Resource | undefined,
): readonly Dormant[] =>
  dormant
    .filter(({ grants }) => doGrant(grants, permission, resource))
    .sort((a, b) => a.unmet.length - b.unmet.length || (a.group.key < b.group.key ? -1 : 1))

/** Every condition that keeps the groups from counting, as a refusal tells it. */
export const unmetConditions = (dormant: readonly Dormant[]): readonly UnmetCondition[] =>
  dormant.flatMap(({ group: { id, key, name }, unmet }) =>
    unmet.map((clause) => ({ group: { id, key, name: name ?? key }, ...clause })),
  )

/** What the nearest group lacks, as a sentence: `Your group On call grants X from 10.0.0.0/8; you come from …`. */
export function describeNearest(permission: Permission, [nearest]: readonly Dormant[]): string | undefined {
  const clause = nearest?.unmet[0]
  if (!nearest || !clause) return undefined
  const { key, name } = nearest.group
  return `Your group ${name ?? key} grants ${permission} ${inWords[clause.kind](clause)}. ${clause.remedy}`
}

const youAre = (actual: string, otherwise: string): string => (actual === 'a token' ? 'you are a token' : otherwise)

const inWords: Readonly<Record<ConditionKind, (clause: Unmet) => string>> = {
  ATTRIBUTE: ({ expected, actual }) => `to people whose ${expected}; yours is ${actual}`,
  NETWORK: ({ expected, actual }) => `from ${expected}; you come from ${actual}`,
  HOURS: ({ expected, actual }) => `within ${expected}; it is ${actual}`,
  MFA: ({ expected, actual }) => `with ${expected}; ${youAre(actual, `you have ${actual}`)}`,
  AUTHENTICATED_WITHIN: ({ expected, actual }) => `to those who ${expected}; ${youAre(actual, `you did so ${actual}`)}`,
  CALLER: ({ expected, actual }) => `to ${expected}; you are ${actual}`,
}
