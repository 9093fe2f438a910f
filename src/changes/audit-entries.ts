import type { Origin } from '../auth/caller.ts'
import type { ClustergateError } from '../errors.ts'
import type { DecidingGroup } from '../ledger/chain.ts'
import type { AuditEntry } from '../ledger/ledger.store.ts'
import type { Actor, Recorded } from './change.ts'

/** The circumstances that all audit events of a change share. */
export interface Circumstances {
  readonly origin: Origin
  readonly actor: Actor
  /** The action of the operation. */
  readonly action: string
  /** The groups that allowed the change. */
  readonly decidedBy: readonly DecidingGroup[]
}

const nothing: Recorded = { id: null, label: null }

/** The events of a change: those that it has recorded, or one without a resource. */
export const eventsOf = (recorded: readonly Recorded[]): readonly Recorded[] =>
  recorded.length === 0 ? [nothing] : recorded

/** The events of a change as the audit log gets them. */
export const auditEntries = (
  recorded: readonly Recorded[],
  { origin, actor, action, decidedBy }: Circumstances,
): readonly AuditEntry[] =>
  eventsOf(recorded).map((event) => ({
    action: event.action ?? action,
    outcome: outcomeOf(event.error),
    errorCode: event.error?.code ?? null,
    actorId: actor.id,
    actorLabel: actor.label,
    resourceId: event.id,
    resourceLabel: event.label,
    changes: event.changes ?? [],
    decidedBy: event.error ? [] : decidedBy,
    ip: origin.ip,
    requestId: origin.requestId,
  }))

export function outcomeOf(error: ClustergateError | undefined): AuditEntry['outcome'] {
  if (!error) return 'SUCCEEDED'
  const { code } = error
  return code === 'FORBIDDEN' || code === 'UNAUTHENTICATED' || code === 'INVALID_CREDENTIALS' ? 'DENIED' : 'FAILED'
}
