import type { SignedIn } from '../auth/caller.ts'
import type { ClustergateError } from '../errors.ts'
import type { FieldChange } from '../ledger/chain.ts'

export type { Actor } from '../ledger/actors.ts'

import type { AuditEntry } from '../ledger/ledger.store.ts'
import type { AuditAction } from '../policy/audit-actions.ts'
import type { Sql } from '../store/tables.ts'
import type { OnChangeBegun } from '../traces/change-span.ts'
import type { Impact } from './impact.ts'
import type { ResourceDecisions } from './resource-decisions.ts'

/** An audit event about one resource of a change. */
export interface Recorded {
  readonly id: string | null
  readonly label: string | null
  readonly changes?: readonly FieldChange[]
  /** Given when it differs from the action of the operation. */
  readonly action?: AuditAction
  /** Given when this resource was refused while the operation went on. */
  readonly error?: ClustergateError
  /** The person whom a session belongs to; other resources tell it by their ids. */
  readonly ownerId?: string
  /** Whether the change makes the resource. After a rehearsal there is none of this id. */
  readonly isNew?: boolean
}

/** A mail that a change queues, without its text. */
export interface QueuedMail {
  readonly kind: string
  readonly to: string
}

/** A change under way: its writes, its audit events and its tasks are committed together, or not at all. */
export interface Change {
  readonly db: Sql
  readonly accountId: string
  /** The time of the change, the same for everything that it writes. */
  readonly at: number
  /** The request that it is a part of. */
  readonly requestId: string
  /** Whether all of it is undone at its end, and only told: then nothing outside the transaction may be called. */
  readonly isRehearsal: boolean
  /** Adds an audit event; a change that adds none gets one without a resource. */
  record(event: Recorded): void
  /** Tells a rehearsal what hangs on the change; `count` is called in rehearsals only. */
  impact(count: () => Impact | Promise<Impact>): Promise<void>
  /** Tells a rehearsal of a mail that is queued. */
  noteMail(mail: QueuedMail): void
  /** Queues a task of a kind for the resource of this id; a worker runs it after the commit. */
  enqueue(kind: string, id: string): Promise<void>
  /** Like `enqueue`; the task is attempted as soon as the change is committed, and the answer waits for it. */
  attempt(kind: string, id: string): Promise<void>
}

/** A change of a signed-in caller, whose rights were read in this transaction. */
export interface GuardedChange extends Change {
  readonly caller: SignedIn
  /** A change by a caller who holds what it requires on some resources only fails unless these were asked. */
  readonly decisions: ResourceDecisions
}

/** The parts of a mutation that callers may apply to what is their own. */
export interface OwnedWork<Found, T> {
  /** Finds what the mutation is applied to, before the caller's rights to it are decided. */
  find(db: Sql, caller: SignedIn): Promise<Found>
  /** The id of the user it belongs to. */
  ownerOf(found: Found): string | undefined
  work(change: GuardedChange, found: Found): Promise<T>
  /**
   * Completes what was kept of an earlier request under the same key, where the change alone did not: undefined where
   * that came to nothing, so that the work is done anew.
   */
  revive?: ((change: GuardedChange, kept: unknown) => Promise<T | undefined>) | undefined
}

export interface ChangesOptions {
  /** Called with the audit events of a change, once it is committed; those of attempts that were refused among them. */
  readonly onChange?: ((entries: readonly AuditEntry[]) => void) | undefined
  /** Called when the work of a change begins, with how long it waited. */
  readonly onBegun?: OnChangeBegun | undefined
}
