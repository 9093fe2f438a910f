import { Kind, type OperationDefinitionNode } from 'graphql'
import type { Caller } from '../../auth/caller.ts'
import type { Deadline } from '../../deadline.ts'
import { type ClustergateError, Unavailable } from '../../errors.ts'
import { takingRightsAway } from '../../policy/operations.ts'
import { Deadlines } from './deadlines.ts'
import { entranceOf } from './entrances.ts'
import type { IncomingDocument } from './incoming-document.ts'
import { type Allowances, type Bucket, RateLimits } from './rate-limit.ts'
import { type Slot, Slots, TurnPace } from './slots.ts'

/**
 * What takes rights away costs no points up to this: enough for several such mutations, each with the object that it
 * has changed, and too little for a list that hangs on it.
 */
const freeCostMax = 20

/** They must work also when there is too much to do. */
const takesRightsAway: ReadonlySet<string> = new Set(takingRightsAway)

const overloaded = () => new Unavailable('There is too much to do at the moment; try again in 1 s.')

/** Requests that a process works on at once, and that wait; what comes then is told to come back. */
const slotLimits = { normal: 100, reserved: 8, waiting: 200, refusal: overloaded }

/** What all requests of a process share. `clock` tells milliseconds, and is monotonic. */
export class AdmissionControl {
  readonly slots: Slots
  readonly rateLimits: RateLimits
  readonly deadlines: Deadlines

  constructor(allowances: Allowances, clock: () => number) {
    this.slots = new Slots(slotLimits, new TurnPace(clock))
    this.rateLimits = new RateLimits(allowances, clock)
    this.deadlines = new Deadlines(clock)
  }

  /** `onOver` answers for an operation that takes too long. */
  open = (onOver: () => void): Admission => new Admission(this, onOver)

  stop(): void {
    this.deadlines.stop()
  }
}

type State =
  | { readonly name: 'waiting' }
  | { readonly name: 'running'; readonly process: Slot; readonly principal: Slot | undefined }
  | { readonly name: 'left' }

/** The way of one request through the limits on what a process, and a principal, may do at a time. */
export class Admission {
  readonly deadline: Deadline
  #state: State = { name: 'waiting' }
  #bucket: Bucket | undefined
  #entrance: string | undefined
  /** Whether what it asks for takes rights away. */
  #mayUseReserve = false
  #isCharged = false

  constructor(
    private readonly control: AdmissionControl,
    onOver: () => void,
  ) {
    this.deadline = control.deadlines.begin(onOver)
  }

  /**
   * Before anything is done for it: waits for a slot of the process, if there is none at the moment. Throws Unavailable.
   */
  begin(document: IncomingDocument, hasCredential: boolean): Promise<void> | undefined {
    const { slots } = this.control
    let slot = slots.take()
    if (!slot && hasCredential) {
      this.#mayUseReserve = isTakingAway(document.operation)
      if (this.#mayUseReserve) slot = slots.takeReserved()
    }
    if (!slot) return this.#waitForProcess(slots.wait())
    this.#state = { name: 'running', process: slot, principal: undefined }
    return undefined
  }

  async #waitForProcess(waiting: Promise<Slot>): Promise<void> {
    this.#state = { name: 'running', process: await waiting, principal: undefined }
    this.deadline.check()
  }

  /**
   * Once it is known who asks: waits for a slot of theirs, if there is none at the moment. Throws RATE_LIMITED, and
   * Unavailable.
   */
  join(caller: Caller, document: IncomingDocument): Promise<void> | undefined {
    if (this.#state.name !== 'running') throw new Error('A request joins once it has begun.')
    const { process } = this.#state
    this.#entrance = caller.kind === 'anonymous' ? document.entrance : undefined
    this.#bucket = this.control.rateLimits.of(caller, this.#entrance)
    const { slots } = this.#bucket
    let principal = slots.take()
    if (!principal && caller.kind !== 'anonymous') {
      this.#mayUseReserve ||= isTakingAway(document.operation)
      // A thief who uses up a person's slots must not keep that person from ending it.
      if (this.#mayUseReserve) principal = slots.takeReserved()
    }
    if (principal) {
      this.#state = { name: 'running', process, principal }
      return undefined
    }
    // Each principal has two of the reserved slots: a third request that waited on one would keep it from others.
    if (process.isReserved) throw overloaded()
    const waiting = slots.wait()
    // Those who wait for their own operations do not keep others from beginning.
    process.leave()
    this.#state = { name: 'waiting' }
    return this.#waitForPrincipal(waiting)
  }

  async #waitForPrincipal(waiting: Promise<Slot>): Promise<void> {
    const principal = await waiting
    this.#state = { name: 'running', process: this.control.slots.takeAgain(), principal }
    this.deadline.check()
  }

  /** Before an operation runs: why it may not. What it costs is paid once, whichever way it is answered. */
  refusalOf(operation: OperationDefinitionNode, cost: number): ClustergateError | undefined {
    const takesAway = isTakingAway(operation)
    // What takes rights away, and tells little else, costs nothing.
    if (takesAway && cost <= freeCostMax) return undefined
    if (!takesAway && this.#usesReserve()) return overloaded()
    // Another operation of the document than the one that was looked at has no place in this bucket.
    if (this.#entrance !== undefined && entranceOf(operation) !== this.#entrance) return overloaded()
    // Nobody is signed in, which is said without any work: so a page can always ask whether somebody is.
    if (this.#entrance === 'viewer') return undefined
    if (this.#isCharged) return undefined
    const refused = this.#bucket?.spend(cost)
    this.#isCharged = !refused
    return refused
  }

  /** When nothing is done for it any more, whether it has been answered before or not; a second time does nothing. */
  leave(): void {
    const state = this.#state
    this.#state = { name: 'left' }
    this.control.deadlines.end(this.deadline)
    if (state.name !== 'running') return
    state.principal?.leave()
    state.process.leave()
  }

  #usesReserve(): boolean {
    return (
      this.#state.name === 'running' && (this.#state.process.isReserved || this.#state.principal?.isReserved === true)
    )
  }
}

const isTakingAway = (node: OperationDefinitionNode | undefined): boolean =>
  node?.operation === 'mutation' &&
  node.selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && takesRightsAway.has(selection.name.value),
  )
