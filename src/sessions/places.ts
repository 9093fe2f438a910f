import type { Device } from '../auth/keys.ts'
import type { Sql } from '../store/tables.ts'
import { networkOf } from '../values/ip-address.ts'
import * as knownNetworkStore from './known-network.store.ts'
import { acrossTargets, type Place, type Rule } from './throttle.ts'

const minute = 60_000
const hour = 60 * minute
const knownMilliseconds = 30 * 24 * hour

/** Where a request comes from, as far as it matters to whoever may have been there before. */
export interface Whence {
  readonly ip: string | null
  readonly devices: readonly Device[]
}

interface Owner {
  readonly accountId: string
  readonly id: string
}

/** At most seven guesses in 15 minutes. The same for all, so that it does not tell who is known where. */
const guesses: Rule = { free: 5, pauseMilliseconds: 5 * minute, windowMilliseconds: 15 * minute }
/** Those of all strangers at one address: ten in any 15 minutes, so that one network leaves some to the others. */
const strangersGuesses: Rule = { free: 10, pauseMilliseconds: 15 * minute, windowMilliseconds: 15 * minute }
/** Those of strangers of one network, at whatever address. */
const networkGuesses: Rule = { free: 50, pauseMilliseconds: minute, windowMilliseconds: 15 * minute }
/** Mails with a link. From the fourth on a link works for longer than the pause, so that there always is one. */
const resetMails: Rule = { free: 3, pauseMilliseconds: 50 * minute, windowMilliseconds: 24 * hour }
/** Requests for links by strangers of one network, whoever is to get them. */
const networkRequests: Rule = { free: 50, pauseMilliseconds: minute, windowMilliseconds: 15 * minute }

const network = (ip: string | null): string => networkOf(ip ?? '')

export const signInTarget = (email: string): string => `sign in at ${email}`
export const resetTarget = (userId: string): string => `reset the password of ${userId}`
export const changeTarget = (userId: string): string => `change the password of ${userId}`

/** Somebody who tries to sign in where nobody knows them. */
const strangerAt = (email: string, ip: string | null): Place => ({
  counters: [
    { name: `strangers at ${email} from ${network(ip)}`, rule: guesses },
    { name: `strangers at ${email}`, rule: strangersGuesses },
    { name: `${acrossTargets}strangers from ${network(ip)}`, rule: networkGuesses },
  ],
  isOwn: false,
})

/** Whoever has a session guesses at its owner's password. */
export const sessionPlace = (userId: string): Place => ({
  counters: [{ name: `sessions of ${userId}`, rule: guesses }],
  isOwn: true,
})

/** Strangers who ask for links. */
export const askingNetwork = (ip: string | null): Place => ({
  counters: [{ name: `${acrossTargets}requests for links from ${network(ip)}`, rule: networkRequests }],
  isOwn: false,
})

/** Knows from which devices and networks people have signed in: there, strangers cannot delay them. */
export class Places {
  constructor(private readonly db: Sql) {}

  /** From where each of the people with an address would be signing in; a stranger's place where there are none. */
  async ofSignIn(people: readonly Owner[], email: string, whence: Whence, now: number): Promise<[Place, ...Place[]]> {
    const known = await this.#known(people, whence, now)
    const stranger = strangerAt(email, whence.ip)
    const [first = stranger, ...more] = known.map((name) =>
      name === undefined ? stranger : { counters: [{ name, rule: guesses }], isOwn: true },
    )
    return [first, ...more]
  }

  /** From where a link is asked for each of some people; undefined for a stranger. */
  async ofResets(people: readonly Owner[], whence: Whence, now: number): Promise<{ place: Place; isKnown: boolean }[]> {
    const known = await this.#known(people, whence, now)
    return known.map((name, at) => ({
      isKnown: name !== undefined,
      place: {
        counters: [{ name: `links by ${name ?? `strangers for ${people[at]?.id}`}`, rule: resetMails }],
        isOwn: name !== undefined,
      },
    }))
  }

  /** Somebody has signed in from there. */
  async note(db: Sql, owner: Owner, ip: string | null, at: number): Promise<void> {
    if (ip !== null) await knownNetworkStore.note(db, owner, network(ip), at, at - knownMilliseconds)
  }

  /** The name of each person's counter, where they are known. */
  async #known(people: readonly Owner[], { ip, devices }: Whence, now: number): Promise<(string | undefined)[]> {
    const there = await knownNetworkStore.whoIsKnown(this.db, people, network(ip), now - knownMilliseconds)
    return people.map(({ id }) => {
      const device = devices.find(({ userId }) => userId === id)
      if (device) return `device ${device.id} of ${id}`
      return there.has(id) ? `network ${network(ip)} of ${id}` : undefined
    })
  }
}
