import { ClustergateError } from '../errors.ts'
import { type Conditions, conditionsCover } from './conditions.ts'
import { maySee, type Principal } from './decide.ts'
import { readDefinition } from './definition.ts'
import type { BoundGrant } from './holdings.ts'
import { databasePermissions, type Permission } from './permissions.ts'
import { bind, labelsIn, matches, type Resource, type Selector } from './selectors.ts'

/** A group that may come to select a database; a built-in one selects all of them already. */
export interface CarryingGroup {
  readonly name: string
  readonly definition: string | null
}

/** Whether a caller holds all permissions on the databases of the account, always and for good. */
export function holdsAllOnDatabases(caller: Principal): boolean {
  const always = lastingGrants(caller, {}).filter(({ on }) => on.account)
  return databasePermissions.every((permission) => always.some((mine) => mine.permissions.includes(permission)))
}

/** What a caller holds by memberships without an end, wherever these conditions hold. */
const lastingGrants = ({ counting }: Principal, under: Conditions): readonly BoundGrant[] =>
  counting
    .filter(({ group, conditions }) => group.until === null && conditionsCover(conditions, under))
    .flatMap(({ grants }) => grants)

/**
 * The refusal of a change by which grants come to select a database, where the caller does not hold on `held` what they
 * grant, wherever they count, and for good; undefined where they do. What a group of a later version selects is not
 * known here.
 */
export function refusalToCarry(
  caller: Principal,
  groups: readonly CarryingGroup[],
  comesToSelect: (on: Selector) => boolean,
  held: Resource,
  field: string,
): ClustergateError | undefined {
  for (const { name, definition } of groups) {
    if (definition === null) continue
    const { isKnown, conditions, grants } = readDefinition(definition)
    if (isKnown === false) return refusalOfUnknown(field)
    const given = grants
      .filter(({ on }) => comesToSelect(on))
      .flatMap(({ permissions }) => permissions)
      .filter((permission) => databasePermissions.includes(permission))
    const mine = lastingGrants(caller, conditions).filter(({ on }) => matches(on, held))
    const lasting = new Set(mine.flatMap(({ permissions }) => permissions))
    const missing = [...new Set(given)].filter((permission) => !lasting.has(permission))
    if (missing.length > 0) return maySee(caller, 'Group') ? refusal(name, missing, field) : plainRefusal(field)
  }
  return undefined
}

/** Whether a selector matches; where it names an attribute, for the people who have the value of the label in `of`. */
export function selects(on: Selector, resource: Resource, of: Resource = resource): boolean {
  const attributes = new Map(labelsIn(on).map(({ key, sameAs }) => [sameAs, of.labels?.get(key)]))
  return matches(bind(on, attributes), resource)
}

const refusal = (group: string, missing: readonly Permission[], field: string): ClustergateError =>
  new ClustergateError(
    'FORBIDDEN',
    `Nobody gives more than they hold: by this, ${group} would grant ${missing.join(', ')} on it, which you lack, or hold under other conditions or for a time only.`,
    { field, permission: missing[0] as Permission, missingPermissions: missing },
  )

/** Names neither the group nor what it grants, to those who may not read groups. */
const plainRefusal = (field: string): ClustergateError =>
  new ClustergateError(
    'FORBIDDEN',
    'Nobody gives more than they hold: by this, a group would grant on it what you lack, or hold under other conditions or for a time only.',
    { field },
  )

const refusalOfUnknown = (field: string): ClustergateError =>
  new ClustergateError(
    'FORBIDDEN',
    'What a group of the account would grant by this is not known here: it was made by a later version of Clustergate. Try again once all gateways have that version.',
    { field },
  )
