import type { SignedIn } from '../auth/caller.ts'
import { badInput, notFound } from '../errors.ts'
import { refusalToGive } from '../policy/decide.ts'
import { parseList } from '../values/text.ts'
import type { Group } from './group.type.ts'

/**
 * The groups of these ids, out of an account's own. Throws BAD_INPUT for an empty list, as nobody is in no group by
 * accident, and NOT_FOUND for an id that is not among them.
 */
export function parseGroups(ofAccount: readonly Group[], ids: readonly string[], field: string): readonly Group[] {
  if (ids.length === 0) throw badInput(field, 'Give at least one group.')
  parseList(ids, field, 'groups', 1)
  const known = new Set(ofAccount.map((group) => group.id))
  const unknown = ids.findIndex((id) => !known.has(id))
  if (unknown >= 0) throw notFound('group', `${field}.${unknown}`)
  return ofAccount.filter(({ id }) => ids.includes(id))
}

/** Throws FORBIDDEN where groups grant what this caller does not hold: they decide about nobody's place in them. */
export function refuseToGive(caller: SignedIn, groups: readonly Group[]): void {
  const refused = refusalToGive(
    caller,
    groups.map(({ key }) => key),
  )
  if (refused) throw refused
}
