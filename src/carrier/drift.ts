import { randomUUID } from 'node:crypto'
import type { Change, Changes } from '../changes/changes.ts'
import { ClusterError } from '../clusters/drivers/driver.ts'
import { closesTheWay, noteUnreachable } from '../clusters/links/breaker.ts'
import { driftTask } from '../clusters/links/drift-task.ts'
import type { LinkedClusters, OpenCluster } from '../clusters/links/linked-clusters.ts'
import * as driftStore from '../clusters/work/drift.store.ts'
import { wantTokensOf } from '../clusters/work/reaching-tokens.store.ts'
import { want, workTask } from '../clusters/work/work.store.ts'
import { grantsOfCluster } from '../database-tokens/cluster-grants.store.ts'
import type { FieldChange } from '../ledger/chain.ts'
import { type AuditAction, gatewayActions } from '../policy/audit-actions.ts'
import type { Store } from '../store/store.ts'
import type { Sql } from '../store/tables.ts'
import type { Outcome, Settlement, Task, TaskKind } from '../tasks/task.ts'
import { listContent } from './cluster-content.ts'
import { findSettled } from './drift.store.ts'
import { type Finding, findDrift } from './find-drift.ts'
import { knownContent } from './known-content.store.ts'
import { unmanagedOf } from './unmanaged.ts'

/** How often each cluster is compared with what is known here. */
const checkMilliseconds = 5 * 60_000

/** More in one transaction would keep others waiting; the next comparison goes on. */
const findingsMax = 200

interface Subject {
  readonly target: OpenCluster
  findings: readonly Finding[]
  unmanaged?: driftStore.Unmanaged
  error?: ClusterError
}

export interface DriftLog {
  info(data: object, text: string): void
}

/**
 * Compares each linked cluster with what is known here, as a kind of task. Access is put right at once; settings that
 * somebody has changed there, and what is gone, are for people to decide.
 */
export class ClusterDrift implements TaskKind<Subject> {
  readonly name = driftTask
  readonly concurrency = 2
  readonly attemptMilliseconds = 30_000
  readonly retry = { delayMin: 60_000, delayMax: checkMilliseconds }

  constructor(
    private readonly store: Pick<Store, 'db' | 'transaction'>,
    private readonly clusters: LinkedClusters,
    private readonly changes: Changes,
    private readonly clock: () => number,
    private readonly log: DriftLog,
  ) {}

  /** Undefined once the cluster is disconnected. */
  async read({ accountId, id }: Task): Promise<Subject | undefined> {
    const target = await this.clusters.open(accountId, id)
    return target && { target, findings: [] }
  }

  async attempt(subject: Subject, { accountId, id }: Task, signal: AbortSignal): Promise<Outcome> {
    const { target } = subject
    const { db } = this.store
    const again = this.clock() + checkMilliseconds
    // Only the probe calls it.
    if (closesTheWay(target.link.health)) return { result: 'DONE', again }
    // Read before the lists: what changes while those are read is left alone.
    const settled = await findSettled(db, accountId, id, this.clock())
    const grants = await grantsOfCluster(db, accountId, id, target.capabilities)
    try {
      const content = await listContent(target, { signal })
      const known = await knownContent(db, accountId, id)
      const all = findDrift(target, settled, grants, content, known)
      const { databases, tokens } = unmanagedOf(content, known)
      subject.findings = all.slice(0, findingsMax)
      subject.unmanaged = { databases: databases.length, credentials: tokens.length }
      return { result: 'DONE', again: all.length > findingsMax ? this.clock() : again }
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error
      subject.error = error
      return { result: 'FAILED', failure: error.code }
    }
  }

  /** Audits in the same transaction what was found. */
  async transact(
    { accountId }: Task,
    _settlement: Settlement,
    subject: Subject | undefined,
    settle: (db: Sql, at: number) => Promise<void>,
  ): Promise<void> {
    const plainly = () => this.store.transaction((db) => settle(db, this.clock()), undefined, accountId)
    if (!subject || subject.findings.length === 0) return plainly()
    try {
      await this.changes.runAsGateway(accountId, gatewayActions.findDrift, randomUUID(), async (change) => {
        await settle(change.db, change.at)
        let count = 0
        for (const finding of subject.findings) if (await react(change, subject.target, finding)) count++
        if (count === 0) throw new NothingLeft()
      })
    } catch (error) {
      if (!(error instanceof NothingLeft)) throw error
      await plainly()
    }
  }

  async settle(
    db: Sql,
    { accountId }: Task,
    _settlement: Settlement,
    at: number,
    subject: Subject | undefined,
  ): Promise<void> {
    if (!subject) return
    const { target, unmanaged, error } = subject
    if (unmanaged) await driftStore.noteChecked(db, accountId, target.link, unmanaged, at)
    if (error && closesTheWay(error.code)) {
      await noteUnreachable(db, accountId, target.link, { code: error.code, message: error.message, at })
    }
  }

  report({ accountId, id }: Task, _settlement: Settlement, subject: Subject | undefined): void {
    if (!subject || subject.findings.length === 0) return
    this.log.info({ accountId, clusterId: id, found: subject.findings.length }, 'a cluster differs from what is known')
  }
}

/** Ends a transaction in which everything that was found has changed meanwhile. */
class NothingLeft extends Error {}

/** Does about a finding what is to be done. False when the object has changed meanwhile. */
async function react(change: Change, { link: { clusterId } }: OpenCluster, finding: Finding): Promise<boolean> {
  const { db, accountId, at } = change
  const { kind, label } = finding
  const record = (id: string, action: AuditAction, changes: readonly FieldChange[]) =>
    change.record({ id, label, action, changes })
  switch (kind) {
    case 'AGREES': {
      const { work } = finding
      if (!(await driftStore.noteDifferences(db, work, null, at))) return false
      record(work.id, gatewayActions.apply, [stateBecomes(work.state, 'APPLIED')])
      return true
    }
    case 'DIFFERS': {
      const { work, differences } = finding
      if (!(await driftStore.noteDifferences(db, work, JSON.stringify(differences), at))) return false
      const changes = differences.map(({ field, here, onCluster }) => ({ field, before: here, after: onCluster }))
      record(work.id, gatewayActions.findDrift, [stateBecomes(work.state, 'DRIFTED'), ...changes])
      return true
    }
    case 'GONE': {
      const { work, error } = finding
      if (!(await driftStore.noteLoss(db, work, error, at))) return false
      // Whatever is created under its name is not for them.
      if (work.kind === 'DATABASE') await wantTokensOf(db, accountId, { id: work.id, clusterId }, change)
      const reason = { field: 'sync.lastError', before: work.errorCode, after: error.code }
      record(work.id, gatewayActions.findDrift, [stateBecomes(work.state, 'FAILED'), reason])
      return true
    }
    case 'REPAIR': {
      const { id, work, here, onCluster } = finding
      if (work && !(await driftStore.wantUnchanged(db, work, change))) return false
      if (!work) await want(db, accountId, { clusterId, kind: 'DATABASE_TOKEN', id }, change)
      await change.enqueue(workTask, id)
      record(id, gatewayActions.repair, [{ field: 'permissions', before: [...onCluster], after: [...here] }])
      return true
    }
  }
}

const stateBecomes = (before: string, after: string): FieldChange => ({ field: 'sync.state', before, after })
