import type { SignedIn } from '../auth/caller.ts'
import { badInput, notFound } from '../errors.ts'
import { type Gift, refusalOf } from '../policy/covers.ts'
import { readDefinition } from '../policy/definition.ts'
import { parseList } from '../values/text.ts'
import type { Group } from './group.type.ts'

/** The fields by which an input names groups: by ids, by keys, or both. */
export interface NamedGroups {
  readonly groupIds?: readonly string[] | null
  readonly groupKeys?: readonly string[] | null
}

/**
 * The groups of the account (`ofAccount`) that an input names; `field` is the path of that input, for errors. Throws
 * BAD_INPUT when it names none, so that a forgotten field never leaves a user without groups, and NOT_FOUND for a group
 * that the account does not have.
 */
export function parseGroups(ofAccount: readonly Group[], named: NamedGroups, field: string): readonly Group[] {
  const ids = parseList(named.groupIds ?? [], `${field}.groupIds`, 'groups', 0)
  const keys = parseList(named.groupKeys ?? [], `${field}.groupKeys`, 'groups', 0)
  if (ids.length + keys.length === 0) {
    throw badInput(`${field}.groupIds`, 'Give at least one group, in groupIds or in groupKeys.')
  }
  const known = new Set<string>(ofAccount.flatMap(({ id, key }) => [id, key]))
  const unknownId = ids.findIndex((id) => !known.has(id))
  if (unknownId >= 0) throw notFound('group', `${field}.groupIds.${unknownId}`)
  const unknownKey = keys.findIndex((key) => !known.has(key))
  if (unknownKey >= 0) throw notFound('group', `${field}.groupKeys.${unknownKey}`)
  return ofAccount.filter(({ id, key }) => ids.includes(id) || keys.includes(key))
}

/** The fields by which an input names one group: by its id, or by its key. */
export interface NamedGroup {
  readonly groupId?: string | null
  readonly groupKey?: string | null
}

/**
 * The group of the account (`ofAccount`) that an input names; `field` is the path of that input, for errors. Throws
 * BAD_INPUT unless it names one, and NOT_FOUND when the account does not have it.
 */
export function parseGroup(ofAccount: readonly Group[], { groupId, groupKey }: NamedGroup, field: string): Group {
  if (Boolean(groupId) === Boolean(groupKey)) {
    throw badInput(`${field}.groupId`, 'Name one group: either by groupId or by groupKey.')
  }
  const group = ofAccount.find(({ id, key }) => (groupId ? id === groupId : key === groupKey))
  if (!group) throw notFound('group', `${field}.${groupId ? 'groupId' : 'groupKey'}`)
  return group
}

/**
 * Throws FORBIDDEN when the memberships grant more than the caller holds, or for longer: such a caller may neither add
 * people to these groups nor remove people from them.
 */
export function refuseToGive(caller: SignedIn, gifts: readonly Gift[]): void {
  const refused = refusalOf(caller, gifts)
  if (refused) throw refused
}

/** Memberships in groups without an end. */
export const forGood = (groups: readonly Group[]): readonly Gift[] => groups.map((group) => ({ group, until: null }))

/** The most groups that a person can be in. */
export const groupsOfPersonMax = 20
const selectorsMax = 200

/** Throws BAD_INPUT when these are more groups than a person can be in, or select resources by too many grants. */
export function expectFitsPerson(groups: readonly Pick<Group, 'definition'>[], field: string): void {
  if (groups.length > groupsOfPersonMax)
    throw badInput(field, `A person can be in ${groupsOfPersonMax} groups, and no more.`)
  const selectors = groups
    .flatMap(({ definition }) => (definition === null ? [] : readDefinition(definition).grants))
    .filter(({ on }) => !('account' in on)).length
  if (selectors > selectorsMax) {
    throw badInput(
      field,
      `The groups of a person can have ${selectorsMax} grants on clusters and databases together; these have ${selectors}.`,
    )
  }
}
