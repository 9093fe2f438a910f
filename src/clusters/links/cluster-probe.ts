import type { Store } from '../../store/store.ts'
import type { Sql } from '../../store/tables.ts'
import type { Outcome, Settlement, Task, TaskKind } from '../../tasks/task.ts'
import { ClusterError } from '../drivers/driver.ts'
import { probeTask } from './breaker.ts'
import * as linkStore from './link.store.ts'
import { advice, healthWords } from './link-words.ts'
import type { LinkedClusters, OpenCluster } from './linked-clusters.ts'
import { healthAfter, noteOf, type Probed, probe, probeMilliseconds } from './probe.ts'

/** How often a cluster is probed that is well. */
const wellMilliseconds = 60_000

export interface ProbeLog {
  info(data: object, text: string): void
  warn(data: object, text: string): void
}

interface Subject {
  readonly target: OpenCluster
  /** Undefined until the attempt ends, and when it was cut short. */
  probed?: Probed
}

/**
 * Asks each linked cluster for its health, as a kind of task: every minute while it is well, and more often once it is
 * not, so that what waits for it waits no longer than it must.
 */
export class ClusterProbe implements TaskKind<Subject> {
  readonly name = probeTask
  readonly concurrency = 8
  readonly attemptMilliseconds = 15_000
  readonly retry = { delayMin: 1_000, delayMax: wellMilliseconds }

  /** `onRecovery` is called in the transaction that notes that a cluster is better than before. */
  constructor(
    private readonly store: Pick<Store, 'transaction'>,
    private readonly clusters: LinkedClusters,
    private readonly onRecovery: (db: Sql, accountId: string, clusterId: string, at: number) => Promise<void>,
    private readonly clock: () => number,
    private readonly log: ProbeLog,
  ) {}

  /** Undefined once the cluster is disconnected. */
  async read({ accountId, id }: Task): Promise<Subject | undefined> {
    const target = await this.clusters.open(accountId, id)
    return target && { target }
  }

  async attempt(subject: Subject, _task: Task, signal: AbortSignal): Promise<Outcome> {
    const probed = await probe(subject.target.driver, signal)
    subject.probed = probed
    if (probed.error) return { result: 'FAILED', failure: probed.error.code }
    return { result: 'DONE', again: this.clock() + wellMilliseconds }
  }

  transact(
    { accountId }: Task,
    _settlement: Settlement,
    subject: Subject | undefined,
    settle: (db: Sql, at: number) => Promise<void>,
  ): Promise<void> {
    const work = async (db: Sql) => {
      if (subject) await linkStore.lockHealth(db, accountId, subject.target.link)
      await settle(db, this.clock())
    }
    return this.store.transaction(work, undefined, accountId)
  }

  async settle(
    db: Sql,
    { accountId }: Task,
    _settlement: Settlement,
    at: number,
    subject: Subject | undefined,
  ): Promise<void> {
    if (!subject) return
    const { link } = subject.target
    const note = noteOf(endOf(subject), link, at)
    if (await linkStore.noteRecovery(db, accountId, link, note)) {
      await this.onRecovery(db, accountId, link.clusterId, at)
    } else {
      await linkStore.noteHealth(db, accountId, link, note)
    }
  }

  /** Logs what has changed, and nothing of a cluster that is as it was. */
  report({ accountId }: Task, _settlement: Settlement, subject: Subject | undefined): void {
    if (!subject) return
    const { link } = subject.target
    const { answer, error } = endOf(subject)
    const data = { accountId, clusterId: link.clusterId, cluster: link.clusterName, kind: link.kind }
    if (error) {
      const { code, message } = error
      const health = healthAfter(error)
      // A carried change may have met the fault before; then it was not logged as one of the cluster.
      if (link.failures > 0 && health === link.health && code === link.error?.code) return
      this.log.warn({ ...data, code, reason: `${message} ${advice[code]}` }, `a cluster ${healthWords[health]}`)
      return
    }
    const { version, warning } = answer
    if (link.health !== 'HEALTHY') this.log.info({ ...data, version }, 'a cluster is well')
    if (warning !== null && warning !== link.warning) this.log.warn({ ...data, warning }, 'a cluster should be mended')
  }
}

/** An attempt that did not end in time is a cluster that does not answer. */
const endOf = ({ probed }: Subject): Probed =>
  probed ?? {
    error: new ClusterError('UNREACHABLE', 'The cluster took too long to answer.', { retry: true, unknown: false }),
    milliseconds: probeMilliseconds,
  }
