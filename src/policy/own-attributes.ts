import { ClustergateError } from '../errors.ts'
import type { Principal } from './decide.ts'
import { adminGroup } from './groups.ts'

/**
 * The refusal to change attributes of one's own that groups go by; undefined for a person in Admin. Anybody else could
 * give themselves what the groups grant.
 */
export function refusalOfOwnAttributes(
  { kind, counting }: Pick<Principal, 'kind' | 'counting'>,
  keys: readonly string[],
): ClustergateError | undefined {
  if (kind === 'person' && counting.some(({ group }) => group.key === adminGroup)) return undefined
  return new ClustergateError(
    'FORBIDDEN',
    `Groups go by ${keys.join(', ')}: only an Admin changes that of their own. Ask somebody else who holds USER_UPDATE.`,
    { permission: 'USER_UPDATE' },
  )
}
