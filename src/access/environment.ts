import type { SignedIn } from '../auth/caller.ts'
import { type Surroundings, surroundingsOf } from '../auth/surroundings.ts'
import { badInput } from '../errors.ts'
import { parseIpAddress } from '../values/ip-address.ts'
import type { EnvironmentInput } from './access-decision.type.ts'

/** The surroundings of a caller's own request. */
export const ofRequest = (caller: SignedIn, now: number): Surroundings =>
  surroundingsOf(now, caller.origin.ip, caller.kind === 'person' ? caller.session : undefined)

/** An environment in which what is given takes the place of what is. Throws BAD_INPUT. */
export function withGiven(real: Surroundings, given: EnvironmentInput | null): Surroundings {
  if (!given) return real
  const { ip, at, caller, authenticatedAt, mfa } = given
  if (typeof ip === 'string' && !parseIpAddress(ip)) {
    throw badInput('at.ip', 'An address is text such as "192.0.2.7" or "2001:db8::7".')
  }
  const now = at ?? real.now
  if (typeof authenticatedAt === 'number' && authenticatedAt > now) {
    throw badInput('at.authenticatedAt', 'Nobody has signed in later than the time that is asked for.')
  }
  return {
    ip: ip ?? real.ip,
    now,
    mfa: mfa ?? real.mfa,
    authenticatedAt: authenticatedAt ?? real.authenticatedAt,
    caller: caller ?? real.caller,
  }
}
