import type { Change } from '../../changes/changes.ts'
import { probeTask } from '../../clusters/links/breaker.ts'
import { driftTask } from '../../clusters/links/drift-task.ts'
import type { LinkedClusters } from '../../clusters/links/linked-clusters.ts'
import { withdrawEmailChange } from '../../email-changes/withdrawal.ts'
import { revokeInvitations } from '../../invitations/revocation.ts'
import { differences } from '../../ledger/chain.ts'
import { laterHead } from '../../ledger/checkpoint.ts'
import type { AuditHead } from '../../ledger/ledger.store.ts'
import type { LaterEvents } from './later-events.ts'
import * as restoredStore from './restored.store.ts'
import { findRevivals, type Revival, revocationOf } from './revivals.ts'
import { type Losses, takeAway } from './take-away.ts'

/**
 * What is known of the time after a backup. NONE: nothing was done. CARRIED_OUT: what took something away then has been
 * done again. OPEN: more was done than is known, or may have been. UNKNOWN: nothing is known.
 */
export type Gap = 'NONE' | 'CARRIED_OUT' | 'OPEN' | 'UNKNOWN'

/** What is known of an account that was put back. */
export interface Lost {
  /** Where its log ends in the backup. */
  readonly head: AuditHead
  /** The last head that is known of the store that was lost. */
  readonly known: AuditHead | undefined
  /** Whether nothing can have been done after that head. */
  readonly isLast: boolean
  readonly later: LaterEvents | undefined
}

export interface Settled {
  readonly gap: Gap
  /** What ended with the restore. */
  readonly ended: Losses
  /** What was taken away again, by the export of the log. */
  readonly again: Losses
  /** Events of the export that were not carried out again, by action. */
  readonly notAgain: Losses
  /** The credentials that work and may have been revoked after the backup. */
  readonly revivals: readonly Revival[]
  readonly areRevoked: boolean
}

export const gapOf = ({ head, known, isLast, later }: Lost): Gap => {
  if (!known || known.sequence < head.sequence) return 'UNKNOWN'
  if (known.sequence === head.sequence && known.hash !== head.hash) return 'OPEN'
  if ((lastKnownOf({ known, later }) ?? 0) <= head.sequence) return isLast ? 'NONE' : 'UNKNOWN'
  return isLast && later && later.end.sequence >= known.sequence ? 'CARRIED_OUT' : 'OPEN'
}

/** The last event that is known of the log that was lost; null where none is. */
export const lastKnownOf = ({ known, later }: Pick<Lost, 'known' | 'later'>): number | null =>
  laterHead(known, later?.end)?.sequence ?? null

/**
 * Ends, in one change of an account that was put back, what must not live again: sessions, mailed links, mail on its
 * way, and what the export says was taken away since. Where more may have been, tells what works, or revokes it.
 */
export async function settleAccount(
  change: Change,
  clusters: LinkedClusters,
  backupAt: string,
  lost: Lost,
  revokesUnknown: boolean,
): Promise<Settled> {
  const { db, accountId, at } = change
  const gap = gapOf(lost)
  const ended = { ...(await endWhatWasOpen(change)), ...(gap === 'NONE' ? {} : await stopOnClusters(change)) }
  await compareClusters(change)
  const again = lost.later ? await takeAway(change, clusters, lost.later.taken) : {}
  const isOpen = gap === 'OPEN' || gap === 'UNKNOWN'
  const revivals = isOpen ? await findRevivals(db, accountId, at) : []
  const areRevoked = revokesUnknown && revivals.length > 0
  if (areRevoked) await takeAway(change, clusters, revocationOf(revivals))
  const lastKnownSequence = lastKnownOf(lost)
  const told = { backupAt, gap, lastSequence: lost.head.sequence, lastKnownSequence, ...some(ended) }
  change.record({ id: accountId, label: null, changes: differences({}, told) })
  return { gap, ended, again, notAgain: Object.fromEntries(lost.later?.taken.others ?? []), revivals, areRevoked }
}

async function endWhatWasOpen(change: Change): Promise<Losses> {
  const { db, accountId, at } = change
  const mails = await restoredStore.withdrawAllMail(db, accountId, at)
  const sessions = await restoredStore.endSessions(db, accountId, at)
  const resetLinks = await restoredStore.removeResets(db, accountId, at)
  const changing = await restoredStore.peopleChangingAddress(db, accountId)
  for (const userId of changing) await withdrawEmailChange(db, accountId, userId, at)
  const invitations = await restoredStore.countPendingInvitations(db, accountId, at)
  // Their links have been sent, and one may have been revoked after the backup: an Admin invites anew.
  await revokeInvitations(change, { account_id: accountId }, null)
  await restoredStore.removeIdempotencyKeys(db, accountId)
  return { sessions, resetLinks, emailChangeLinks: changing.length, invitations, mails }
}

/** What a cluster was to have may have been undone after the backup, and what was deleted undeleted. */
async function stopOnClusters({ db, accountId, at }: Change): Promise<Losses> {
  return {
    deletedDatabasesKept: await restoredStore.keepDeletedDatabases(db, accountId, at),
    stoppedOnClusters: await restoredStore.stopWork(db, accountId, at),
  }
}

async function compareClusters(change: Change): Promise<void> {
  for (const clusterId of await restoredStore.forgetHealth(change.db, change.accountId)) {
    await change.enqueue(probeTask, clusterId)
    await change.enqueue(driftTask, clusterId)
  }
}

/** Without what there was none of. */
const some = (counts: Losses): Losses => Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
