import type { SignedIn } from '../auth/caller.ts'
import { badInput, ClustergateError, notFound } from '../errors.ts'
import { mayGive } from '../policy/decide.ts'
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

/** Throws FORBIDDEN for a group that this caller cannot put anybody into. */
export function refuseToGive(caller: SignedIn, groups: readonly Group[]): void {
  const refused = groups.find(({ key }) => !mayGive(caller, key))
  if (!refused) return
  throw new ClustergateError('FORBIDDEN', `A management token cannot give the group ${refused.name}; a person can.`)
}
