import type { Group } from '../groups/group.type.ts'
import { type Environment, unmet } from '../policy/conditions.ts'
import { definitionOf } from '../policy/definition.ts'
import { leadTo, pathsOf } from '../policy/paths.ts'
import type { Permission } from '../policy/permissions.ts'
import { bind, type Resource } from '../policy/selectors.ts'
import { attributesOf } from '../users/attributes.ts'
import type { Member } from './access.store.ts'

/** A permission, what it is about, and the environment in which everybody is. */
export interface Question {
  readonly permission: Permission
  /** Undefined for the whole account. */
  readonly resources: readonly Resource[] | undefined
  readonly surroundings: Omit<Environment, 'attributes'>
}

/** The groups that may allow: those that do so for every member, and those for which it depends on the person. */
export interface Candidates {
  readonly forAll: readonly Group[]
  readonly forSome: readonly Group[]
}

const nobody: ReadonlyMap<string, string> = new Map()

/** Sorts groups by what they say to a question; those that say no to everybody are left out. */
export function candidatesFor({ permission, resources, surroundings }: Question, groups: readonly Group[]): Candidates {
  const forAll: Group[] = []
  const forSome: Group[] = []
  for (const group of groups) {
    const { conditions, grants } = definitionOf(group)
    const { attributes, ...others } = conditions
    const granting = grants.filter(({ permissions }) => permissions.includes(permission))
    if (granting.length === 0 || unmet(others, { ...surroundings, attributes: nobody }).length > 0) continue
    // Without attributes, a selector takes in what it takes in for everybody.
    const paths = granting.map(({ on }) => ({ bound: bind(on, nobody), counts: true }))
    if (attributes === undefined && leadTo(paths, resources)) forAll.push(group)
    else forSome.push(group)
  }
  return { forAll, forSome }
}

/** The ids of the people whom groups allow together for which it depends on the person. */
export function allowedAmong(
  { permission, resources, surroundings }: Question,
  groups: readonly Group[],
  members: readonly Member[],
): readonly string[] {
  const byId = new Map(groups.map((group) => [group.id, group]))
  const people = new Map<string, { readonly attributes: string; readonly held: Group[] }>()
  for (const { userId, groupId, attributes } of members) {
    const person = people.get(userId) ?? { attributes, held: [] }
    people.set(userId, person)
    const group = byId.get(groupId)
    if (group) person.held.push(group)
  }
  const allowed: string[] = []
  for (const [id, { attributes, held }] of people) {
    const environment = { ...surroundings, attributes: attributesOf({ attributes }) }
    const standing = { isActive: true, environment }
    const memberships = held.map((group) => ({ group, until: null }))
    if (leadTo(pathsOf(memberships, permission, standing), resources)) allowed.push(id)
  }
  return allowed
}
