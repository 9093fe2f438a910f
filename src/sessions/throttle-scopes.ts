import type { Device } from '../auth/keys.ts'
import type { Sql } from '../store/tables.ts'
import { networkOf } from '../values/ip-address.ts'
import * as knownNetworkStore from './known-network.store.ts'
import { acrossTargets, type Rule, type ThrottleScope } from './throttle.ts'

const minute = 60_000
const hour = 60 * minute
export const knownMilliseconds = 30 * 24 * hour

/** The network address of a client, and the devices that its cookie proves. */
export interface ClientLocation {
  readonly ip: string | null
  readonly devices: readonly Device[]
}

interface Owner {
  readonly accountId: string
  readonly id: string
}

/**
 * Guesses within one scope: at most seven in 15 minutes. Known users and strangers have the same rule, so that it does
 * not tell where a user is known.
 */
export const guesses: Rule = { free: 5, pauseMilliseconds: 5 * minute, windowMilliseconds: 15 * minute }
/** Guesses of all strangers at one address together: ten in any 15 minutes, more than one network may use up alone. */
export const strangersGuesses: Rule = { free: 10, pauseMilliseconds: 15 * minute, windowMilliseconds: 15 * minute }
/** Guesses of the strangers in one network, at all addresses together. */
export const networkGuesses: Rule = { free: 50, pauseMilliseconds: minute, windowMilliseconds: 15 * minute }
/** Reset mails to one user. From the fourth on a link works for longer than the pause, so that one always works. */
export const resetMails: Rule = { free: 3, pauseMilliseconds: 50 * minute, windowMilliseconds: 24 * hour }
/** Reset requests of the strangers in one network, for all addresses together. */
const networkRequests: Rule = { free: 50, pauseMilliseconds: minute, windowMilliseconds: 15 * minute }

const network = (ip: string | null): string => networkOf(ip ?? '')

export const signInTarget = (email: string): string => `sign in at ${email}`
export const resetTarget = (userId: string): string => `reset the password of ${userId}`
export const changeTarget = (userId: string): string => `change the password of ${userId}`

/** The scope of a sign-in by a client that is unknown to the user: a stranger. */
const strangerAt = (email: string, ip: string | null): ThrottleScope => ({
  counters: [
    { name: `strangers at ${email} from ${network(ip)}`, rule: guesses },
    { name: `strangers at ${email}`, rule: strangersGuesses },
    { name: `${acrossTargets}strangers from ${network(ip)}`, rule: networkGuesses },
  ],
  isOwn: false,
})

/** The scope of password checks within a user's session, whose secret may be stolen. */
export const sessionScope = (userId: string): ThrottleScope => ({
  counters: [{ name: `sessions of ${userId}`, rule: guesses }],
  isOwn: true,
})

/** The scope of reset requests by the strangers in one network. */
export const requestsFromNetwork = (ip: string | null): ThrottleScope => ({
  counters: [{ name: `${acrossTargets}requests for links from ${network(ip)}`, rule: networkRequests }],
  isOwn: false,
})

/**
 * Tells which counters apply to a client. On devices and networks where users have signed in before, they have counters
 * of their own, which strangers cannot use up.
 */
export class ThrottleScopes {
  constructor(private readonly db: Sql) {}

  /**
   * The scope of each user with an address, for a sign-in by this client; a stranger's scope when there is no such
   * user.
   */
  async ofSignIn(
    people: readonly Owner[],
    email: string,
    client: ClientLocation,
    now: number,
  ): Promise<[ThrottleScope, ...ThrottleScope[]]> {
    const known = await this.#known(people, client, now)
    const stranger = strangerAt(email, client.ip)
    const [first = stranger, ...more] = known.map((name) =>
      name === undefined ? stranger : { counters: [{ name, rule: guesses }], isOwn: true },
    )
    return [first, ...more]
  }

  /** The scope of each user for a reset request by this client, and whether the client is known to the user. */
  async ofResets(
    people: readonly Owner[],
    client: ClientLocation,
    now: number,
  ): Promise<{ scope: ThrottleScope; isKnown: boolean }[]> {
    const known = await this.#known(people, client, now)
    return known.map((name, at) => ({
      isKnown: name !== undefined,
      scope: {
        counters: [{ name: `links by ${name ?? `strangers for ${people[at]?.id}`}`, rule: resetMails }],
        isOwn: name !== undefined,
      },
    }))
  }

  /** Records that a user has signed in from a network. */
  async noteSignIn(db: Sql, owner: Owner, ip: string | null, at: number): Promise<void> {
    if (ip !== null) await knownNetworkStore.note(db, owner, network(ip), at, at - knownMilliseconds)
  }

  /** The name of each user's own counter for this client; undefined where the client is unknown to the user. */
  async #known(
    people: readonly Owner[],
    { ip, devices }: ClientLocation,
    now: number,
  ): Promise<(string | undefined)[]> {
    const there = await knownNetworkStore.whoIsKnown(this.db, people, network(ip), now - knownMilliseconds)
    return people.map(({ id }) => {
      const device = devices.find(({ userId }) => userId === id)
      if (device) return `device ${device.id} of ${id}`
      return there.has(id) ? `network ${network(ip)} of ${id}` : undefined
    })
  }
}
