import { notValid, sessionIsOver } from '../auth/bearer.ts'
import type { Caller, Origin, SignedIn } from '../auth/caller.ts'
import { findEndReason, findLiveSession, findLiveToken } from '../auth/current-rights.ts'
import type { Keys } from '../auth/keys.ts'
import { type ClustergateError, notFound, unauthenticated } from '../errors.ts'
import type { FieldChange } from '../ledger/chain.ts'
import { appendDecoy, noAccountId } from '../ledger/decoy-append.ts'
import { type Heads, MovedHead } from '../ledger/heads.ts'
import { type AuditEntry, type AuditHead, append } from '../ledger/ledger.store.ts'
import { anonymousPrincipal, decide, refusal } from '../policy/decide.ts'
import { type MutationName, operations } from '../policy/operations.ts'
import type { LastWrites } from '../store/last-writes.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../store/store-clock.ts'
import type { Sql } from '../store/tables.ts'
import { enqueue } from '../tasks/task.store.ts'

/** Who the audit log names. */
export interface Actor {
  readonly id: string | null
  readonly label: string
}

/** What happened to one thing, for the audit log. */
export interface Recorded {
  readonly id: string | null
  readonly label: string | null
  readonly changes?: readonly FieldChange[]
  /** When it is not what the operation as a whole is called. */
  readonly action?: string
  /** When this one thing was refused while the operation went on. */
  readonly error?: ClustergateError
}

/** A change under way: everything it writes happens together with its audit events and its tasks, or not at all. */
export interface Change {
  readonly db: Sql
  readonly accountId: string
  /** The one moment at which all of it happens. */
  readonly at: number
  /** Adds an event; a change that records nothing gets one without a resource. */
  record(event: Recorded): void
  /** Queues a task, which a worker carries out after the commit: the thing of this id needs looking after. */
  enqueue(kind: string, id: string): Promise<void>
}

/** A change of a signed-in caller, with their rights as of this transaction. */
export interface GuardedChange extends Change {
  readonly caller: SignedIn
}

const operator: Actor = { id: null, label: 'operator' }

type Owner = (db: Sql, caller: SignedIn) => Promise<string | undefined>

/** The name of an account's head among the last writes of a commit. */
const headOf = (accountId: string): string => `audit head of ${accountId}`

/** The one door for every change: lock, decide, work, audit, queue tasks, commit. */
export class Changes {
  constructor(
    private readonly store: Store,
    private readonly keys: Keys,
    private readonly clock: Clock,
    private readonly heads: Heads,
    /** Called after a commit that queued tasks. */
    private readonly onTasks: () => void,
  ) {}

  /**
   * Carries out an operation of a signed-in caller. Their rights are read again behind the account's lock, so nobody
   * acts on rights that they lost a moment ago. `owner` finds out whose the thing is, where one's own is allowed.
   */
  async run<T>(
    caller: Caller,
    operation: MutationName,
    work: (change: GuardedChange) => Promise<T>,
    owner?: Owner,
  ): Promise<T> {
    if (caller.kind === 'anonymous') throw unauthenticated()
    const { action, requires } = operations.Mutation[operation]
    return this.#commit(caller.accountId, caller.origin, caller, action, async (change) => {
      const current = await this.#withCurrentRights(change.db, caller, change.at)
      const ownerId = owner && (await owner(change.db, current))
      const refused = refusal(decide(current, requires, ownerId))
      if (refused) throw refused
      return work({ ...change, caller: current })
    })
  }

  /** Carries out an operation that is open to whoever proved, by a secret, to be the actor. */
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
    return this.#commit(accountId, origin, actor, action, work)
  }

  /** Carries out what the operator of the gateway does on the store itself; `action` names it in the audit log. */
  async runAsOperator<T>(
    accountId: string,
    action: string,
    origin: Origin,
    work: (change: Change) => Promise<T>,
  ): Promise<T> {
    return this.#commit(accountId, origin, operator, action, work)
  }

  /** As `runAsOperator`, for an account that `begin` brings into being in the same transaction. */
  async runOnNewAccount<T>(
    accountId: string,
    action: string,
    origin: Origin,
    begin: (db: Sql, at: number) => Promise<void>,
    work: (change: Change) => Promise<T>,
  ): Promise<T> {
    return this.#commit(accountId, origin, operator, action, work, begin)
  }

  /**
   * Records an attempt that was refused or failed, in a transaction of its own. Its effects were rolled back, or never
   * begun.
   */
  async recordFailure(
    accountId: string,
    actor: Actor,
    operation: MutationName,
    origin: Origin,
    error: ClustergateError,
    resource: Pick<Recorded, 'id' | 'label' | 'changes'> = { id: null, label: null },
  ): Promise<void> {
    // The operation may be given up; that it was tried is recorded all the same.
    const untimed = { ...origin, deadline: undefined }
    const { action } = operations.Mutation[operation]
    await this.#commit(accountId, untimed, actor, action, async (change) => {
      change.record({ ...resource, error })
    })
  }

  /**
   * Takes the steps of `recordFailure` for an attempt that concerns no account, and leaves nothing: so that the time of
   * an answer does not tell whether somebody is known.
   */
  async recordDecoy(): Promise<void> {
    const decoy = (db: Sql, last: LastWrites) => appendDecoy(db, this.keys, last, this.clock())
    await this.store.transaction(decoy, undefined, noAccountId)
  }

  async #commit<T>(
    accountId: string,
    origin: Origin,
    actor: Actor,
    action: string,
    work: (change: Change) => Promise<T>,
    begin: (db: Sql, at: number) => Promise<void> = async () => {},
  ): Promise<T> {
    let hasTasks = false
    const change = async (db: Sql, last: LastWrites) => {
      origin.deadline?.checkChange()
      const arrived = this.clock()
      await begin(db, arrived)
      const before =
        last.get(headOf(accountId)) ?? (await this.heads.lock(db, accountId, arrived, this.clock.shift?.() ?? 0))
      if (!(before instanceof MovedHead)) throw notFound('account')
      const at = before.lockedAt ?? arrived
      const recorded: Recorded[] = []
      const answer = await work({
        db,
        accountId,
        at,
        record: (event) => recorded.push(event),
        enqueue: async (kind, id) => {
          hasTasks = true
          await enqueue(db, accountId, kind, id, at)
        },
      })
      if (recorded.length === 0) recorded.push({ id: null, label: null })
      const newHead = await this.#audit(db, accountId, before.head, at, recorded, { origin, actor, action })
      const moved = before.moveTo(newHead)
      last.set(headOf(accountId), moved)
      return { answer, moved }
    }
    const { answer, moved } = await this.store.change(accountId, change, origin.deadline)
    this.heads.note(moved)
    if (hasTasks) this.onTasks()
    return answer
  }

  async #audit(
    db: Sql,
    accountId: string,
    head: AuditHead,
    at: number,
    recorded: readonly Recorded[],
    { origin, actor, action }: { origin: Origin; actor: Actor; action: string },
  ): Promise<AuditHead> {
    const entries = recorded.map(
      (event): AuditEntry => ({
        action: event.action ?? action,
        outcome: event.error ? outcomeOf(event.error) : 'SUCCEEDED',
        errorCode: event.error?.code ?? null,
        actorId: actor.id,
        actorLabel: actor.label,
        resourceId: event.id,
        resourceLabel: event.label,
        changes: event.changes ?? [],
        ip: origin.ip,
        requestId: origin.requestId,
      }),
    )
    return append(db, accountId, head, at, entries)
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

const outcomeOf = ({ code }: ClustergateError) =>
  code === 'FORBIDDEN' || code === 'UNAUTHENTICATED' || code === 'INVALID_CREDENTIALS' ? 'DENIED' : 'FAILED'
