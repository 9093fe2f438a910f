import type { SignedIn } from '../auth/caller.ts'
import { badInput, notFound } from '../errors.ts'
import { refusalToGive } from '../policy/decide.ts'
import { parseList } from '../values/text.ts'
import type { Group } from './group.type.ts'

/** How an input names groups: by ids, by keys, or some by one and some by the other. */
export interface NamedGroups {
  readonly groupIds?: readonly string[] | null
  readonly groupKeys?: readonly string[] | null
}

/**
 * The groups that an input names, out of an account's own; `field` is the path of that input. Throws BAD_INPUT where it
 * names none, as nobody is in no group by accident, and NOT_FOUND for one that is not among them.
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

/** Throws FORBIDDEN where groups grant what this caller does not hold: they decide about nobody's place in them. */
export function refuseToGive(caller: SignedIn, groups: readonly Group[]): void {
  const refused = refusalToGive(
    caller,
    groups.map(({ key }) => key),
  )
  if (refused) throw refused
}
