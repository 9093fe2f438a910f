import { notValid, sessionIsOver } from '../auth/bearer.ts'
import type { Caller, Origin, SignedIn } from '../auth/caller.ts'
import { findEndReason, findLiveSession, findLiveToken } from '../auth/current-rights.ts'
import type { Keys } from '../auth/keys.ts'
import { type ClustergateError, notFound, UnknownOutcome, unauthenticated } from '../errors.ts'
import { gateway, operator } from '../ledger/actors.ts'
import type { Limit } from '../ledger/alike.store.ts'
import type { DecidingGroup } from '../ledger/chain.ts'
import { appendDecoy, noAccountId } from '../ledger/decoy-append.ts'
import { type Heads, MovedHead } from '../ledger/heads.ts'
import { append } from '../ledger/ledger.store.ts'
import type { AuditAction } from '../policy/audit-actions.ts'
import { anonymousPrincipal, decide, refusal } from '../policy/decide.ts'
import { type MutationName, operations } from '../policy/operations.ts'
import type { LastWrites } from '../store/last-writes.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../store/store-clock.ts'
import type { Sql } from '../store/tables.ts'
import { enqueue, enqueueClaimed } from '../tasks/task.store.ts'
import type { Task } from '../tasks/task.ts'
import { inChange } from '../traces/change-span.ts'
import { auditEntries } from './audit-entries.ts'
import type { Actor, Change, ChangesOptions, GuardedChange, OwnedWork, Recorded } from './change.ts'
import type { LimitedObjects } from './limited-objects.ts'
import { rehearse } from './rehearsal.ts'
import { conclude, hasEarlier, keyOf, Replay, workOnce } from './replays.ts'
import { ResourceDecisions } from './resource-decisions.ts'
import type { TaskRunner } from './task-runner.ts'
import { type Refused, recordWithinLimit, Withheld } from './within-limit.ts'

export type { Actor, Change, GuardedChange, OwnedWork, Recorded } from './change.ts'
export type { LimitedObjects } from './limited-objects.ts'

/** The name of an account's head among the last writes of a commit. */
const headOf = (accountId: string): string => `audit head of ${accountId}`

interface CommitOptions {
  /** Runs first, before the account is locked. */
  readonly begin?: (db: Sql, at: number) => Promise<void>
  /** The groups that allowed the work, asked for when it is done. */
  readonly decidedBy?: () => readonly DecidingGroup[]
}

/** The one door for every change: lock, decide, work, audit, queue tasks, commit. */
export class Changes {
  constructor(
    private readonly store: Store,
    private readonly keys: Keys,
    private readonly clock: Clock,
    private readonly heads: Heads,
    private readonly runner: TaskRunner,
    private readonly limited: LimitedObjects,
    private readonly options: ChangesOptions = {},
  ) {}

  /**
   * Runs a mutation of a signed-in caller. Their rights are read again under the account's lock, so that a right that
   * was lost a moment ago no longer counts.
   */
  async run<T>(
    caller: Caller,
    operation: MutationName,
    work: (change: GuardedChange) => Promise<T>,
    revive?: OwnedWork<undefined, T>['revive'],
  ): Promise<T> {
    return this.runOnOwned(caller, operation, { find: async () => undefined, ownerOf: () => undefined, work, revive })
  }

  /** Like `run`, for a mutation that callers may also apply to what is their own. */
  async runOnOwned<Found, T>(caller: Caller, operation: MutationName, owned: OwnedWork<Found, T>): Promise<T> {
    if (caller.kind === 'anonymous') throw unauthenticated()
    const { action, requires } = operations.Mutation[operation]
    const { accountId, origin } = caller
    let decisions: ResourceDecisions | undefined
    const guarded = async (change: Change): Promise<GuardedChange> => {
      const current = await this.#withCurrentRights(change.db, caller, change.at)
      decisions = new ResourceDecisions(current, requires)
      return { ...change, caller: current, decisions }
    }
    const work = async (change: GuardedChange, found: Found) => {
      const answer = await owned.work(change, found)
      change.decisions.expectDecided()
      return answer
    }
    const decided = async (given: Change) => {
      const change = await guarded(given)
      const found = await owned.find(change.db, change.caller)
      change.decisions.expectAllowed(owned.ownerOf(found))
      const answer = await work(change, found)
      return { answer, caller: change.caller, decidedBy: change.decisions.decidedBy() }
    }
    const commit = <Outcome>(run: (change: Change) => Promise<Outcome>) =>
      this.#commit(accountId, origin, caller, action, run, { decidedBy: () => decisions?.decidedBy() ?? [] })
    if (origin.rehearsal) {
      const hiddenAmong = (reader: SignedIn, ids: readonly string[]) =>
        this.limited.hiddenAmong(this.store.db, reader, ids, this.clock())
      return rehearse(origin.rehearsal, action, commit, decided, hiddenAmong)
    }
    const key = keyOf(origin)
    if (!key) return (await commit(decided)).answer
    return conclude(
      key,
      await commit(async (given) => workOnce(key, action, await guarded(given), { ...owned, work }, this.limited)),
    )
  }

  /**
   * Runs a mutation whose service does more than its change, such as to check a password first: that must not fail where
   * an earlier request under the same key has carried it out, be it meanwhile.
   */
  async runUnlessDone<T>(caller: SignedIn, operation: MutationName, mutate: () => Promise<T>): Promise<T> {
    const key = keyOf(caller.origin)
    if (!key) return mutate()
    const isDone = () => hasEarlier(this.store.db, caller, key, this.clock())
    const replay = () => this.run<T>(caller, operation, () => Promise.reject(new Error('The earlier request is gone.')))
    if (await isDone()) return replay()
    try {
      return await mutate()
    } catch (error) {
      if (!key.outcome && (await isDone())) return replay()
      throw error
    }
  }

  /** Runs a mutation that needs no credential, for a person who has proved who they are by a secret. */
  async runAs<T>(
    accountId: string,
    actor: Actor,
    operation: MutationName,
    origin: Origin,
    work: (change: Change) => Promise<T>,
  ): Promise<T> {
    const { action, requires } = operations.Mutation[operation]
    const refused = refusal(decide(anonymousPrincipal, requires, undefined))
    if (refused) throw refused
    if (origin.rehearsal) throw new Error('A mutation that is open to all cannot be rehearsed.')
    return this.#commit(accountId, origin, actor, action, work)
  }

  /** Runs a command of the operator; `action` is its name in the audit log. */
  async runAsOperator<T>(
    accountId: string,
    action: AuditAction,
    origin: Origin,
    work: (change: Change) => Promise<T>,
  ): Promise<T> {
    return this.#commit(accountId, origin, operator, action, work)
  }

  /** Runs what the gateway does by itself for the sake of an earlier request, such as an attempt that comes late. */
  async runAsGateway<T>(
    accountId: string,
    action: AuditAction,
    requestId: string,
    work: (change: Change) => Promise<T>,
  ): Promise<T> {
    return this.#commit(accountId, { requestId, ip: null, client: 'gateway' }, gateway, action, work)
  }

  /** Like `runAsOperator`, for an account that `begin` creates in the same transaction. */
  async runOnNewAccount<T>(
    accountId: string,
    action: AuditAction,
    origin: Origin,
    begin: (db: Sql, at: number) => Promise<void>,
    work: (change: Change) => Promise<T>,
  ): Promise<T> {
    return this.#commit(accountId, origin, operator, action, work, { begin })
  }

  /** Records a refused or failed attempt in a transaction of its own; its effects were rolled back, or never began. */
  async recordFailure(
    accountId: string,
    actor: Actor,
    operation: MutationName,
    origin: Origin,
    error: ClustergateError,
    resource: Pick<Recorded, 'id' | 'label' | 'changes'> = { id: null, label: null },
  ): Promise<void> {
    // The event was recorded if the change was made.
    if (error instanceof UnknownOutcome) return
    // Without the deadline: the attempt is recorded even when the operation was given up.
    const untimed = { ...origin, deadline: undefined }
    const { action } = operations.Mutation[operation]
    await this.#commit(accountId, untimed, actor, action, async (change) => {
      change.record({ ...resource, error })
    })
  }

  /**
   * As `recordFailure`, unless the log has as many events alike as `limit` says: then it gets no other, and the time
   * since when it has them is returned. The log is that of all instances, so that together they record no more than one.
   */
  async recordWithin(
    limit: Limit,
    accountId: string,
    actor: Actor,
    action: AuditAction,
    origin: Origin,
    event: Refused,
  ): Promise<number | undefined> {
    const untimed = { ...origin, deadline: undefined }
    const outcome = await this.#commit(
      accountId,
      untimed,
      actor,
      action,
      recordWithinLimit(limit, actor, action, event),
    )
    return outcome?.since
  }

  /**
   * Does the work of `recordFailure` for an attempt that concerns no account, and leaves nothing behind: the time of an
   * answer must not tell whether an address is known.
   */
  async recordDecoy(): Promise<void> {
    const decoy = (db: Sql, last: LastWrites) => appendDecoy(db, this.keys, last, this.clock())
    await this.store.transaction(decoy, undefined, noAccountId)
  }

  async #commit<T>(
    accountId: string,
    origin: Origin,
    actor: Actor,
    action: AuditAction,
    work: (change: Change) => Promise<T>,
    { begin, decidedBy }: CommitOptions = {},
  ): Promise<T> {
    let hasTasks = false
    let claimed: Task[] = []
    const change = async (db: Sql, last: LastWrites) => {
      origin.deadline?.checkChange()
      const arrived = this.clock()
      await begin?.(db, arrived)
      const before =
        last.get(headOf(accountId)) ?? (await this.heads.lock(db, accountId, arrived, this.clock.shift?.() ?? 0))
      if (!(before instanceof MovedHead)) throw notFound('account')
      const at = before.lockedAt ?? arrived
      const recorded: Recorded[] = []
      // A transaction that meets a conflict is begun again.
      claimed = []
      const answer = await work({
        db,
        accountId,
        at,
        requestId: origin.requestId,
        isRehearsal: false,
        record: (event) => recorded.push(event),
        impact: async () => {},
        noteMail: () => {},
        enqueue: async (kind, id) => {
          hasTasks = true
          await enqueue(db, accountId, kind, id, at)
        },
        attempt: async (kind, id) => {
          const claim = this.runner.claimMilliseconds(kind)
          const task = claim && (await enqueueClaimed(db, accountId, kind, id, at, at + claim))
          if (task) claimed.push(task)
          else if (claim === undefined) await enqueue(db, accountId, kind, id, at)
        },
      })
      // Committed all the same: what it tells of may share the commit, and is told once that is on disk.
      if (answer instanceof Replay || answer instanceof Withheld) return { answer }
      const entries = auditEntries(recorded, { origin, actor, action, decidedBy: decidedBy?.() ?? [] })
      const newHead = await append(db, accountId, before.head, at, entries)
      const moved = before.moveTo(newHead)
      last.set(headOf(accountId), moved)
      return { answer, moved, entries }
    }
    const { answer, moved, entries } = await inChange(
      action,
      (begun) => {
        const traced = (db: Sql, last: LastWrites) => {
          begun()
          return change(db, last)
        }
        return this.store.change(accountId, traced, origin.deadline)
      },
      this.options.onBegun,
    )
    if (moved) this.heads.note(moved)
    if (entries) this.options.onChange?.(entries)
    if (hasTasks) this.runner.wake()
    if (claimed.length > 0) await this.runner.run(claimed)
    return answer
  }

  async #withCurrentRights(db: Sql, caller: SignedIn, now: number): Promise<SignedIn> {
    const { accountId, origin } = caller
    const current =
      caller.kind === 'person'
        ? await findLiveSession(db, { accountId, id: caller.session.id }, now, origin)
        : (await findLiveToken(db, { accountId, id: caller.id }, now, origin))?.caller
    if (current) return current
    throw caller.kind === 'person'
      ? sessionIsOver(await findEndReason(db, { accountId, id: caller.session.id }))
      : notValid()
  }
}
