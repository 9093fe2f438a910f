import { randomUUID } from 'node:crypto'
import type { Origin, Person } from '../auth/caller.ts'
import { kindOfSecret } from '../auth/secret.ts'
import type { Core } from '../core.ts'
import { ClustergateError } from '../errors.ts'
import { MailDelivery } from '../mail/deliver.ts'
import { DeliveryError, type OutgoingMessage } from '../mail/transport.ts'
import type { MutationName } from '../policy/operations.ts'
import { Worker } from '../tasks/worker.ts'
import * as userStore from '../users/user.store.ts'
import type { Random } from './random.ts'
import { browsers } from './words.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** The length of the company's history. */
export const daysOfHistory = 90

/** Mail of the last day stays queued, so that the gateway delivers some into its directory. */
const deliveredUntil = day

const workingHours = [7, 9, 10, 13, 14, 16]
const sessionMilliseconds = 50 * minute

/** A course of events, as a generator of the times at which it continues. */
export type Story = AsyncGenerator<number, void, void>

/** A person who acts. */
export interface Actor {
  readonly id: string
  readonly email: string
}

/** A clock that stands still until it is set. */
export class DemoClock {
  now: number

  constructor(readonly end: number) {
    this.now = end - daysOfHistory * day
  }
}

const silent = { info() {}, warn() {}, error() {} }

/** Plays stories through the real services, on a clock that runs from the first day to the present. */
export class Scenario {
  readonly #sessions = new Map<string, Person>()
  /** The secret that the last mail to an address carried. */
  readonly #secrets = new Map<string, string>()
  readonly #worker: Worker

  constructor(
    readonly core: Core,
    readonly clock: DemoClock,
    readonly random: Random,
    readonly accountId: string,
  ) {
    const { store, keys } = core
    const now = () => clock.now
    const transport = { deliversByMail: true, send: (message: OutgoingMessage) => this.#take(message), close() {} }
    this.#worker = new Worker(store, now, [new MailDelivery(store.db, keys, transport, now, silent)], silent)
  }

  /** A time in the working hours of a day, counted from the first; never in the future. */
  workday(first: number, last = first): number {
    const { end } = this.clock
    const start = end - daysOfHistory * day
    const midnight = start - (start % day)
    let at = midnight + this.random.whole(first, last) * day
    while ([0, 6].includes(new Date(at).getUTCDay())) at += day
    at += this.random.pick(workingHours) * hour + this.random.whole(0, 40 * 60) * 1_000
    return Math.min(at, end - this.random.whole(5 * minute, 5 * hour))
  }

  /** A time after working hours. */
  evening(dayOfHistory: number): number {
    const at = this.workday(dayOfHistory)
    return at - (at % day) + 20 * hour
  }

  /** Plays all stories together, each step at its time; `onDay` is called on each new day. */
  async play(stories: readonly Story[], onDay: (day: number) => void = () => {}): Promise<void> {
    const queue = new Queue<Story>()
    for (const story of stories) await this.#goOn(queue, story)
    let shown = 0
    for (let next = queue.take(); next; next = queue.take()) {
      this.clock.now = Math.max(this.clock.now, next.at)
      const today = daysOfHistory - Math.floor((this.clock.end - this.clock.now) / day)
      if (today > shown) onDay(today)
      shown = today
      await this.#goOn(queue, next.item)
      if (this.clock.end - this.clock.now > deliveredUntil) await this.deliver()
    }
  }

  async #goOn(queue: Queue<Story>, story: Story): Promise<void> {
    const step = await story.next()
    if (!step.done) queue.add(step.value, story)
  }

  /** A person of the account, by address. */
  async find(email: string): Promise<Actor> {
    const user = await userStore.findByEmail(this.core.store.db, this.accountId, email)
    if (!user) throw new Error(`The demo misses ${email}.`)
    return user
  }

  /** A person with a live session, which is opened if need be, without checking the password. */
  async as(actor: Actor): Promise<Person> {
    const open = this.#sessions.get(actor.id)
    if (open && this.clock.now < open.session.createdAt + sessionMilliseconds)
      return { ...open, origin: { ...open.origin, requestId: randomUUID() } }
    return this.signIn(actor)
  }

  async signIn({ id, email }: Actor): Promise<Person> {
    const { changes, sessions } = this.core.services
    const origin = this.origin(email)
    const { person } = await changes.runAs(this.accountId, { id, label: email }, 'signIn', origin, async (change) => {
      const opened = await sessions.open(change, id, origin)
      change.record({ id: opened.person.session.id, label: origin.client })
      return opened
    })
    this.#sessions.set(id, person)
    return person
  }

  /** Forgets the session of a person who signs out. */
  forget({ id }: Actor): void {
    this.#sessions.delete(id)
  }

  /** Runs an operation that must be refused, and records the refusal as the gateway does. */
  async refused(actor: Actor, operation: MutationName, work: (caller: Person) => Promise<unknown>): Promise<void> {
    const caller = await this.as(actor)
    try {
      await work(caller)
    } catch (error) {
      if (!(error instanceof ClustergateError)) throw error
      return this.core.services.changes.recordFailure(this.accountId, caller, operation, caller.origin, error)
    }
    throw new Error(`The demo expected ${operation} to be refused.`)
  }

  /** The origin of a person's requests, always the same. */
  origin(email: string): Origin {
    const desk = [...email].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 60_000, 7)
    const client = browsers[desk % browsers.length] as string
    return { requestId: randomUUID(), ip: `10.20.${Math.floor(desk / 250)}.${(desk % 250) + 2}`, client }
  }

  /** Delivers due mail as a mail server would; addresses that begin with `refused.` are refused for good. */
  deliver(): Promise<void> {
    return this.#worker.runDue()
  }

  async #take({ to, text }: OutgoingMessage): Promise<void> {
    const secret = /#(\S+)/.exec(text)?.[1]
    if (secret) this.#secrets.set(to, secret)
    if (to.startsWith('refused.')) throw new DeliveryError('550', true)
  }

  /** The secret of the last mail to an address. */
  async secretFor(email: string): Promise<string> {
    await this.deliver()
    const secret = this.#secrets.get(email)
    if (!secret || !kindOfSecret(secret)) throw new Error(`The demo sent ${email} no link.`)
    return secret
  }
}

interface Entry<T> {
  readonly at: number
  readonly item: T
}

/** Entries by time; of two at the same time, the one that was added first comes first. */
class Queue<T> {
  /** Latest first. */
  readonly #entries: Entry<T>[] = []

  add(at: number, item: T): void {
    let low = 0
    let high = this.#entries.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#entries[middle] as Entry<T>).at > at) low = middle + 1
      else high = middle
    }
    this.#entries.splice(low, 0, { at, item })
  }

  take(): Entry<T> | undefined {
    return this.#entries.pop()
  }
}
