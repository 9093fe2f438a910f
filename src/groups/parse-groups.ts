import type { SignedIn } from '../auth/caller.ts'
import { badInput, notFound } from '../errors.ts'
import { refusalToGive } from '../policy/covers.ts'
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

/**
 * Throws FORBIDDEN when the groups grant more than the caller holds, or for longer: such a caller may neither add people
 * to them nor remove people from them.
 */
export function refuseToGive(caller: SignedIn, groups: readonly Group[], until: number | null): void {
  const refused = refusalToGive(caller, groups, until)
  if (refused) throw refused
}
