import { Kind, type OperationDefinitionNode } from 'graphql'
import type { Caller } from '../../auth/caller.ts'
import { isDryRun } from '../../changes/dry-run.ts'
import type { Deadline } from '../../deadline.ts'
import { type ClustergateError, Unavailable } from '../../errors.ts'
import { takingRightsAway } from '../../policy/operations.ts'
import { Deadlines } from './deadlines.ts'
import { entranceOf } from './entrances.ts'
import type { IncomingDocument } from './incoming-document.ts'
import { type Allowances, type Bucket, RateLimits } from './rate-limit.ts'
import { type Slot, Slots, TurnPace } from './slots.ts'

/**
 * Mutations that take rights away are free up to this cost: enough for several of them, each answering with the object
 * that it changed, and too little for a list below it.
 */
export const freeCostMax = 20

/** Mutations that must work under overload, too. */
const takesRightsAway: ReadonlySet<string> = new Set(takingRightsAway)

const overloaded = () => new Unavailable('There is too much to do at the moment; try again in 1 s.')

/** How many requests a process works on at once, and lets wait; it refuses what comes beyond. */
export const processLimits = { normal: 100, reserved: 8, waiting: 200, refusal: overloaded }

/** The limits that all requests of a process share. `clock` is monotonic, in milliseconds. */
export class AdmissionControl {
  readonly slots: Slots
  readonly rateLimits: RateLimits
  readonly deadlines: Deadlines

  constructor(allowances: Allowances, clock: () => number) {
    this.slots = new Slots(processLimits, new TurnPace(clock))
    this.rateLimits = new RateLimits(allowances, clock)
    this.deadlines = new Deadlines(clock)
  }

  /** Begins the admission of a request, and its deadline, at which `onOver` answers it. */
  open = (onOver: () => void): Admission => new Admission(this, onOver)

  stop(): void {
    this.deadlines.stop()
  }
}

type State =
  | { readonly name: 'waiting' }
  | { readonly name: 'running'; readonly process: Slot; readonly principal: Slot | undefined }
  | { readonly name: 'left' }

/** The admission of one request: it waits for a slot of the process, then for one of its principal, and pays points. */
export class Admission {
  readonly deadline: Deadline
  #state: State = { name: 'waiting' }
  #bucket: Bucket | undefined
  #entrance: string | undefined
  #mayUseReserve = false
  #isCharged = false

  constructor(
    private readonly control: AdmissionControl,
    onOver: () => void,
  ) {
    this.deadline = control.deadlines.begin(onOver)
  }

  /** Takes a slot of the process, before any other work; waits for it where none is free. Throws Unavailable. */
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
   * Takes a slot of the caller, once it is authenticated; waits for it where none is free. Throws RATE_LIMITED, and
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
      // A stolen token that uses up a person's slots must not keep that person from revoking it.
      if (this.#mayUseReserve) principal = slots.takeReserved()
    }
    if (principal) {
      this.#state = { name: 'running', process, principal }
      return undefined
    }
    // A principal has two reserved slots: a third request, waiting in one of the process, would keep it from others.
    if (process.isReserved) throw overloaded()
    const waiting = slots.wait()
    // A request that waits for its own principal leaves its slot of the process to others.
    process.leave()
    this.#state = { name: 'waiting' }
    return this.#waitForPrincipal(waiting)
  }

  async #waitForPrincipal(waiting: Promise<Slot>): Promise<void> {
    const principal = await waiting
    this.#state = { name: 'running', process: this.control.slots.takeAgain(), principal }
    this.deadline.check()
  }

  /** Why an operation may not run, undefined where it may. It is charged once, also where a plan has tried it before. */
  refusalOf(operation: OperationDefinitionNode, cost: number): ClustergateError | undefined {
    const takesAway = isTakingAway(operation)
    // Taking rights away is free where little is read with it.
    if (takesAway && cost <= freeCostMax) return undefined
    if (!takesAway && this.#usesReserve()) return overloaded()
    // The bucket was chosen by another operation of the document than the one that runs.
    if (this.#entrance !== undefined && entranceOf(operation) !== this.#entrance) return overloaded()
    // For the anonymous it is answered without any work: a page can always ask whether its user is signed in.
    if (this.#entrance === 'viewer') return undefined
    if (this.#isCharged) return undefined
    const refused = this.#bucket?.spend(cost)
    this.#isCharged = !refused
    return refused
  }

  /** Gives the slots back once the work for the request has ended, answered or not. A second call does nothing. */
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

/** A rehearsal takes nothing away. */
const isTakingAway = (node: OperationDefinitionNode | undefined): boolean =>
  node?.operation === 'mutation' &&
  !isDryRun(node) &&
  node.selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && takesRightsAway.has(selection.name.value),
  )
