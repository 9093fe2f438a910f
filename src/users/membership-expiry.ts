import { randomUUID } from 'node:crypto'
import type { Change, Changes } from '../changes/changes.ts'
import { differences } from '../ledger/chain.ts'
import { gatewayActions } from '../policy/audit-actions.ts'
import type { Sql } from '../store/tables.ts'
import { enqueueBy } from '../tasks/task.store.ts'
import type { Outcome, Task, TaskKind } from '../tasks/task.ts'
import { printDateTime } from '../values/date-time.ts'
import type { Departures } from './departures.ts'
import * as membershipStore from './membership.store.ts'
import * as userStore from './user.store.ts'

const action = gatewayActions.expireMembership

/** Has the memberships of a user looked after when the first of them ends. */
export const queueExpiry = ({ db, accountId, at }: Change, userId: string, until: number): Promise<void> =>
  enqueueBy(db, accountId, action, userId, until, at)

/**
 * Clears away the memberships of a user that have ended, as a kind of task. They grant nothing from their last
 * millisecond on, whatever becomes of the task: this takes them off the record, audits it, and ends what was sent under
 * them.
 */
export class MembershipExpiry implements TaskKind<number> {
  readonly name = action
  readonly concurrency = 2
  readonly attemptMilliseconds = 10_000
  readonly retry = { delayMin: 1_000, delayMax: 60_000 }

  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly departures: Pick<Departures, 'endInvitationsBeyond'>,
    private readonly clock: () => number,
  ) {}

  /** When the first membership ends or has ended; undefined where none does any more. */
  async read({ accountId, id }: Task): Promise<number | undefined> {
    return (await membershipStore.firstEnd(this.db, accountId, id)) ?? undefined
  }

  async attempt(firstEnd: number, task: Task): Promise<Outcome> {
    if (firstEnd > this.clock()) return { result: 'DONE', again: firstEnd }
    const { accountId, id } = task
    try {
      await this.changes.runAsGateway(accountId, action, randomUUID(), (change) => this.#clear(change, id))
    } catch (error) {
      if (error instanceof NotEnded) return { result: 'FAILED', failure: 'NOT_ENDED' }
      throw error
    }
    return { result: 'DONE', again: await this.read(task) }
  }

  async #clear(change: Change, userId: string): Promise<void> {
    const { db, accountId, at } = change
    const ended = await membershipStore.findEnded(db, accountId, userId, at)
    // Another gateway was faster, or the clock of the store is behind; nothing is audited then.
    if (ended.length === 0) throw new NotEnded()
    await membershipStore.remove(
      db,
      accountId,
      userId,
      ended.map(({ groupId }) => groupId),
    )
    const { email } = await userStore.update(db, accountId, userId, {})
    for (const { key, until, reason } of ended) {
      const membership = { group: key, until: printDateTime(until), reason }
      const changes = differences({ memberships: [membership] }, { memberships: [] })
      change.record({ id: userId, label: email, changes })
    }
    await this.departures.endInvitationsBeyond(change, userId, null)
  }
}

class NotEnded extends Error {}
