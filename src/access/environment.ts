import type { SignedIn } from '../auth/caller.ts'
import { badInput } from '../errors.ts'
import type { Environment } from '../policy/conditions.ts'
import { parseIpAddress } from '../values/ip-address.ts'
import type { EnvironmentInput } from './access-decision.type.ts'

type Surroundings = Omit<Environment, 'attributes'>

/** The environment of somebody who sends no request: without an address, and without a session. */
export const withoutRequest = (now: number): Surroundings => ({
  ...{ ip: null, now, mfa: false },
  ...{ authenticatedAt: null, caller: 'PERSON' },
})

/** That of a caller's own request. No way of signing in has a second factor. */
export const ofRequest = (caller: SignedIn, now: number): Surroundings => ({
  ...{ ip: caller.origin.ip, now, mfa: false },
  ...(caller.kind === 'person'
    ? { authenticatedAt: caller.session.createdAt, caller: 'PERSON' }
    : { authenticatedAt: null, caller: 'TOKEN' }),
})

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
    ...{ ip: ip ?? real.ip, now, mfa: mfa ?? real.mfa },
    ...{ authenticatedAt: authenticatedAt ?? real.authenticatedAt, caller: caller ?? real.caller },
  }
}
