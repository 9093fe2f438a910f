import type { Keys } from '../auth/keys.ts'
import type { Changes } from '../changes/changes.ts'
import { ClusterError, type Known } from '../clusters/drivers/driver.ts'
import { closesTheWay, noteUnreachable } from '../clusters/links/breaker.ts'
import * as linkStore from '../clusters/links/link.store.ts'
import type { LinkedClusters } from '../clusters/links/linked-clusters.ts'
import { wantTokensOf } from '../clusters/work/reaching-tokens.store.ts'
import * as workStore from '../clusters/work/work.store.ts'
import { type Work, workTask } from '../clusters/work/work.store.ts'
import type { FieldChange } from '../ledger/chain.ts'
import { type AuditAction, gatewayActions } from '../policy/audit-actions.ts'
import { Queue } from '../queue.ts'
import type { Store } from '../store/store.ts'
import type { Sql } from '../store/tables.ts'
import { enqueue } from '../tasks/task.store.ts'
import type { Outcome, Settlement, Task, TaskKind } from '../tasks/task.ts'
import type { Applied, AttemptContext, Journey, Waiting } from './attempt.ts'
import { labelOf } from './carried.store.ts'
import { attemptDatabase } from './database-attempt.ts'
import { attemptTable } from './table-attempt.ts'
import { abandonment, attemptToken, takesAccessAway } from './token-attempt.ts'

/** How many calls of one cluster run at a time in this process. */
const attemptsOfClusterMax = 4

/** How long an object waits for others: they are usually done in a moment. */
const waitMillisecondsMin = 50
const waitMillisecondsMax = 5_000

/** When an object of an unreachable cluster is looked at, should no probe have found the cluster before. */
const unreachableMilliseconds = 5 * 60_000

export interface CarrierLog {
  info(data: object, text: string): void
  warn(data: object, text: string): void
}

/**
 * Brings databases, tables and tokens to their clusters, as a kind of task: the rows say what is wanted at the moment of
 * the attempt, so that an attempt may be repeated, and ten changes are one. No cluster is ever called inside a
 * transaction.
 */
export class Carrier implements TaskKind<Journey> {
  readonly name = workTask
  readonly concurrency = 16
  readonly attemptMilliseconds = 15_000
  readonly retry = { delayMin: 1_000, delayMax: 5 * 60_000 }
  readonly #turns = new Map<string, Queue>()

  constructor(
    private readonly store: Pick<Store, 'db' | 'transaction'>,
    private readonly clusters: LinkedClusters,
    private readonly changes: Changes,
    private readonly keys: Keys,
    private readonly clock: () => number,
    private readonly log: CarrierLog,
  ) {}

  /** Undefined for an object that no cluster has to know of any more. */
  async read({ accountId, id }: Task): Promise<Journey | undefined> {
    const work = await workStore.find(this.store.db, accountId, id)
    const target = work && (await this.clusters.open(accountId, work.clusterId))
    return target && { work, target }
  }

  async attempt(journey: Journey, task: Task, signal: AbortSignal): Promise<Outcome> {
    const { work, target } = journey
    const now = this.clock()
    const { health } = target.link
    if (work.state === 'CREATING') {
      journey.end = abandonment(work, now)
      return { result: 'DONE', again: now }
    }
    if (closesTheWay(health)) {
      // Only the probe calls it; once that succeeds, all of the cluster's work is due.
      journey.end = new ClusterError(health, target.link.error?.message ?? 'The cluster does not answer.')
      return { result: 'FAILED', failure: health, again: now + unreachableMilliseconds }
    }
    const { db } = this.store
    const context = {
      ...{ db, now, signal },
      keep: (known: Known) => workStore.noteKnown(db, work, known),
      creates: () => workStore.noteCreation(db, work, now),
    }
    try {
      journey.end = await this.#turnsOf(work.clusterId).run(() => this.#bring(journey, context))
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error
      journey.end = error
      return this.#failed(journey, error, context)
    }
    if ('known' in journey.end) return { result: 'DONE', again: journey.end.again }
    const wait = Math.min(waitMillisecondsMin * 2 ** (task.attempt - 1), waitMillisecondsMax)
    return { result: 'FAILED', failure: 'WAITS', again: journey.end.until ?? now + wait }
  }

  /** Audits in the same transaction what people should know of. */
  async transact(
    task: Task,
    settlement: Settlement,
    journey: Journey | undefined,
    settle: (db: Sql, at: number) => Promise<void>,
  ): Promise<void> {
    const { accountId, id } = task
    const [event, ...others] = journey ? eventsOf(settlement, journey) : []
    if (!journey || !event) {
      const work = async (db: Sql) => {
        if (journey && mayClose(settlement, journey)) await linkStore.lockHealth(db, accountId, journey.target.link)
        await settle(db, this.clock())
      }
      return this.store.transaction(work, undefined, accountId)
    }
    await this.changes.runAsGateway(accountId, event.action, journey.work.requestId, async (change) => {
      await settle(change.db, change.at)
      const own = { id, label: await labelOf(change.db, journey.work) }
      for (const one of [event, ...others]) change.record({ ...own, ...one })
    })
  }

  async settle(db: Sql, task: Task, settlement: Settlement, at: number, journey: Journey | undefined): Promise<void> {
    if (!journey) return
    const { work, end } = journey
    if (settlement.state === 'DONE') {
      const { known, follow } = end as Applied
      await workStore.noteApplied(db, work, known, at)
      await follow?.(db, at)
      return
    }
    let nextAttemptAt = settlement.state === 'PUT_OFF' ? settlement.until : null
    if (end && 'waitsFor' in end) {
      await workStore.noteWaiting(db, work, nextAttemptAt ?? at)
      await end.follow?.(db, at)
      return
    }
    const { code, message, outcome } = errorOf(journey)
    if (closesTheWay(code)) {
      const isOpenAgain = await noteUnreachable(db, task.accountId, journey.target.link, { code, message, at })
      if (isOpenAgain) {
        nextAttemptAt = at
        await enqueue(db, task.accountId, workTask, task.id, at)
      }
    }
    const { error: onWay } = journey.target.link
    const since = closesTheWay(code) && onWay?.code === code ? onWay.at : at
    const failed = { error: { code, message, at: since }, attempts: task.attempt, nextAttemptAt }
    await workStore.noteFailure(db, work, failed, at)
    const isNameRefused = code === 'EXISTS_ON_CLUSTER' || outcome.isNameRefused === true
    // Until an attempt is refused for good, an earlier one may have got the name all the same.
    const isFirst = work.createStartedAt === null
    if (work.kind === 'DATABASE' && isNameRefused && (isFirst || nextAttemptAt === null)) await leaveName(db, work, at)
  }

  report(task: Task, settlement: Settlement, journey: Journey | undefined): void {
    const end = journey?.end
    if (!journey || settlement.state === 'DONE' || (end && 'waitsFor' in end)) return
    const { failure } = settlement
    const data = { id: task.id, clusterId: journey.work.clusterId, attempt: task.attempt, failure }
    if (settlement.state === 'GIVEN_UP') this.log.warn(data, 'a cluster has refused what was wanted')
    else this.log.info(data, 'a cluster does not have yet what was wanted')
  }

  async #bring(journey: Journey, context: AttemptContext): Promise<Applied | Waiting> {
    switch (journey.work.kind) {
      case 'DATABASE':
        return attemptDatabase(journey, context)
      case 'TABLE':
        return attemptTable(journey, context)
      case 'DATABASE_TOKEN':
        return attemptToken(journey, this.keys, context)
    }
  }

  async #failed(journey: Journey, { code, outcome }: ClusterError, context: AttemptContext): Promise<Outcome> {
    if (closesTheWay(code)) return { result: 'FAILED', failure: code, again: context.now + unreachableMilliseconds }
    if (outcome.retry || (await takesAccessAway(journey, context))) return { result: 'FAILED', failure: code }
    return { result: 'REFUSED', failure: code }
  }

  #turnsOf(clusterId: string): Queue {
    const turns = this.#turns.get(clusterId) ?? new Queue({ atOnce: attemptsOfClusterMax })
    this.#turns.set(clusterId, turns)
    return turns
  }
}

/**
 * The database did not get the name: what has that later is another's, and tokens that were given the name on the way
 * lose it again.
 */
async function leaveName(db: Sql, work: Work, at: number): Promise<void> {
  await workStore.noteNoCreation(db, work)
  if (work.createStartedAt === null) return
  await wantTokensOf(db, work.accountId, work, { requestId: work.requestId, at })
}

/** Why an attempt failed. One that has no end was cut short, or met a fault of ours, which says nothing of the cluster. */
const errorOf = ({ end }: Journey): ClusterError =>
  end instanceof ClusterError
    ? end
    : new ClusterError('CLUSTER_FAULT', 'The attempt was not finished; it is made again.')

/** Whether a settlement notes that the cluster is out of reach. */
const mayClose = ({ state }: Settlement, journey: Journey): boolean =>
  state === 'PUT_OFF' && !(journey.end && 'waitsFor' in journey.end) && closesTheWay(errorOf(journey).code)

interface GatewayEvent {
  readonly action: AuditAction
  readonly changes: readonly FieldChange[]
  /** Of another object than that of the attempt. */
  readonly id?: string
  readonly label?: string
}

/** What the gateway records of an attempt: its own doing, a failure, and what came true later than it was answered. */
function eventsOf(settlement: Settlement, { work, end }: Journey): readonly GatewayEvent[] {
  const stateBecomes = (after: string): FieldChange => ({ field: 'sync.state', before: work.state, after })
  switch (settlement.state) {
    case 'PUT_OFF': {
      const { repairs = [] } = end && 'waitsFor' in end ? end : {}
      return repairs.map(({ before, after, ...token }) => ({
        ...{ action: gatewayActions.repair, ...token },
        changes: [{ field: 'permissions', before: [...before], after: [...after] }],
      }))
    }
    case 'GIVEN_UP': {
      const error: FieldChange = { field: 'sync.lastError', before: work.errorCode, after: settlement.failure }
      return [{ action: gatewayActions.fail, changes: [stateBecomes('FAILED'), error] }]
    }
    case 'DONE': {
      const { event } = end as Applied
      if (event) return [{ action: event, changes: [] }]
      return work.errorCode === null ? [] : [{ action: gatewayActions.apply, changes: [stateBecomes('APPLIED')] }]
    }
  }
}
