import { Kind, type OperationDefinitionNode } from 'graphql'
import type { Caller } from '../../auth/caller.ts'
import type { Deadline } from '../../deadline.ts'
import type { ClustergateError } from '../../errors.ts'
import { takingRightsAway } from '../../policy/operations.ts'
import { Deadlines } from './deadlines.ts'
import { entranceOf } from './entrances.ts'
import { type Allowances, type Share, Shares } from './rate-limit.ts'
import { Intake, overloaded } from './slots.ts'

/** Several of them, each with what it has changed; not all that hangs on it. */
const freeCostMax = 20

/** A first look, which takes too much rather than too little; `refusalOf` looks at the operation itself. */
const perhapsReserved = new RegExp(`\\b(?:${takingRightsAway.join('|')})\\b`)
const isReserved = new Set(takingRightsAway)

/** What all requests of a process share. */
export class Passages {
  readonly intake: Intake
  readonly shares: Shares
  readonly deadlines: Deadlines

  /** `clock` is one that nobody sets. */
  constructor(allowances: Allowances, clock: () => number) {
    this.intake = new Intake(clock)
    this.shares = new Shares(allowances, clock)
    this.deadlines = new Deadlines(clock)
  }

  /** `onOver` answers for an operation that takes too long. */
  open = (onOver: () => void): Passage => new Passage(this, onOver)

  stop(): void {
    this.deadlines.stop()
  }
}

/** The way of one request through the limits on what a process, and a principal, may do at a time. */
export class Passage {
  readonly deadline: Deadline
  #place: 'none' | 'taken' | 'reserved' = 'none'
  #share: Share | undefined
  #hasShare = false
  #hasReservedShare = false
  #entrance: string | undefined
  /** Whether its text speaks of what takes rights away. */
  #mayUseReserve = false
  #isCharged = false
  #hasLeft = false

  constructor(
    private readonly parts: Passages,
    onOver: () => void,
  ) {
    this.deadline = parts.deadlines.begin(onOver)
  }

  /** Before anything is done for it; undefined where it may go on without a wait. Throws Unavailable. */
  begin(text: string | undefined, hasCredential: boolean): Promise<void> | undefined {
    const { intake } = this.parts
    this.#mayUseReserve = hasCredential && text !== undefined && perhapsReserved.test(text)
    if (intake.enter()) {
      this.#place = 'taken'
      return undefined
    }
    if (this.#mayUseReserve && intake.enterReserved()) {
      this.#place = 'reserved'
      return undefined
    }
    return intake.wait().then(() => {
      this.#place = 'taken'
      this.deadline.check()
    })
  }

  /**
   * Once it is known who asks, and whether they ask to come in; undefined where it may go on without a wait. Throws
   * RATE_LIMITED, and Unavailable.
   */
  join(caller: Caller, entrance?: string): Promise<void> | undefined {
    this.#entrance = caller.kind === 'anonymous' ? entrance : undefined
    const share = this.parts.shares.of(caller, this.#entrance)
    this.#share = share
    if (share.enter()) {
      this.#hasShare = true
      return undefined
    }
    // Whoever else uses up a person's share must not keep that person from ending it.
    if (this.#mayUseReserve && share.enterReserved()) {
      this.#hasReservedShare = true
      return undefined
    }
    // Each principal has two of the reserved places: whoever waited on a third would keep it from others.
    if (this.#place === 'reserved') throw overloaded()
    return this.#waitFor(share)
  }

  /** Whoever waits for their own operations does not keep others from beginning. */
  async #waitFor(share: Share): Promise<void> {
    const waiting = share.wait()
    const { intake } = this.parts
    if (this.#place === 'taken') intake.leave()
    try {
      await waiting
      this.#hasShare = true
    } finally {
      if (this.#place === 'taken') intake.enterAgain()
    }
    this.deadline.check()
  }

  /** Before an operation runs: why it may not. What it costs is paid once, whichever way it takes. */
  refusalOf(operation: OperationDefinitionNode, cost: number): ClustergateError | undefined {
    const mayUseReserve = takesRightsAway(operation)
    // What takes rights away, and tells little else, costs nothing.
    if (mayUseReserve && cost <= freeCostMax) return undefined
    if (!mayUseReserve && (this.#place === 'reserved' || this.#hasReservedShare)) return overloaded()
    // Another operation of the document than the one that was looked at has no place in this share.
    if (this.#entrance !== undefined && entranceOf(operation) !== this.#entrance) return overloaded()
    // Nobody is signed in, which is said without any work: so a page can always ask whether somebody is.
    if (this.#entrance === 'viewer') return undefined
    if (this.#isCharged) return undefined
    const refused = this.#share?.spend(cost)
    this.#isCharged = !refused
    return refused
  }

  /** When nothing is done for it any more, whether it has been answered before or not; a second time does nothing. */
  leave(): void {
    if (this.#hasLeft) return
    this.#hasLeft = true
    const { intake, deadlines } = this.parts
    deadlines.end(this.deadline)
    if (this.#hasShare) this.#share?.leave()
    if (this.#hasReservedShare) this.#share?.leaveReserved()
    if (this.#place === 'taken') intake.leave()
    if (this.#place === 'reserved') intake.leaveReserved()
  }
}

const takesRightsAway = ({ operation, selectionSet }: OperationDefinitionNode): boolean =>
  operation === 'mutation' &&
  selectionSet.selections.every((selection) => selection.kind === Kind.FIELD && isReserved.has(selection.name.value))
