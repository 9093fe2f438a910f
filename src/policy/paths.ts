import { printDateTime } from '../values/date-time.ts'
import { type Environment, type Unmet, unmet } from './conditions.ts'
import type { GivenGroup } from './covers.ts'
import { definitionOf } from './definition.ts'
import type { Permission } from './permissions.ts'
import { type BoundSelector, bind, matches, type Resource, type Selector } from './selectors.ts'

/** A membership of a person, which may be over. */
export interface Held<Group extends GivenGroup> {
  readonly group: Group
  readonly until: number | null
}

/** The person whose rights are asked for, and what their groups' conditions are held against. */
export interface Standing {
  readonly isActive: boolean
  readonly environment: Environment
}

/** A grant of a permission by a group that a person is in. */
export interface Path<Group extends GivenGroup> {
  readonly group: Group
  readonly on: Selector
  /** The same, with the person's attributes in it. */
  readonly bound: BoundSelector
  readonly counts: boolean
  /** Everything that keeps the group from counting. */
  readonly unmet: readonly Unmet[]
}

/** Every grant of a permission by the groups of a person, whether they count or not. */
export const pathsOf = <Group extends GivenGroup>(
  held: readonly Held<Group>[],
  permission: Permission,
  standing: Standing,
): readonly Path<Group>[] =>
  held.flatMap(({ group, until }) => {
    const { environment } = standing
    const { conditions, grants } = definitionOf(group)
    const lacking = [...unmetByPerson(standing, until), ...unmet(conditions, environment)]
    return grants
      .filter(({ permissions }) => permissions.includes(permission))
      .map(({ on }) => ({
        group,
        on,
        bound: bind(on, environment.attributes),
        counts: lacking.length === 0,
        unmet: lacking,
      }))
  })

function unmetByPerson({ isActive, environment }: Standing, until: number | null): readonly Unmet[] {
  const found: Unmet[] = []
  if (!isActive) {
    const remedy = 'Have the person activated by somebody who holds USER_UPDATE.'
    found.push({ kind: 'STATUS', expected: 'active', actual: 'deactivated', remedy })
  }
  if (until !== null && until <= environment.now) {
    const actual = `over since ${printDateTime(until)}`
    const remedy = 'Have the person put into the group again by somebody who holds GROUP_ASSIGN.'
    found.push({ kind: 'MEMBERSHIP', expected: 'a membership that is not over', actual, remedy })
  }
  return found
}

/** Whether a path that counts leads to each of the resources; without any, to the whole account. */
export const leadTo = (
  paths: readonly Pick<Path<GivenGroup>, 'bound' | 'counts'>[],
  resources: readonly Resource[] | undefined,
): boolean =>
  resources === undefined
    ? paths.some(({ bound, counts }) => counts && bound.account === true)
    : resources.every((resource) => paths.some(({ bound, counts }) => counts && matches(bound, resource)))
