import type { Caller, SignedIn } from '../auth/caller.ts'
import type { Changes, GuardedChange } from '../changes/changes.ts'
import type { ObservedDatabase } from '../clusters/drivers/driver.ts'
import { closesTheWay, probeTask } from '../clusters/links/breaker.ts'
import type { LinkedClusters } from '../clusters/links/linked-clusters.ts'
import { carry } from '../clusters/work/carry.ts'
import * as driftStore from '../clusters/work/drift.store.ts'
import { wantTokensOf } from '../clusters/work/reaching-tokens.store.ts'
import { readDifferences } from '../clusters/work/sync.store.ts'
import * as workStore from '../clusters/work/work.store.ts'
import { refuseToCarry } from '../databases/carry-into-scope.ts'
import * as databaseStore from '../databases/database.store.ts'
import { auditView } from '../databases/database.ts'
import type { Database } from '../databases/database.type.ts'
import { decideOnDatabase, resourcesOf } from '../databases/decide-on-database.ts'
import { tellReach } from '../databases/tell-reach.ts'
import { conflict, expectVersion, notFound, unsupported } from '../errors.ts'
import { differences, type FieldChange } from '../ledger/chain.ts'
import { decide, decideOn, refusal } from '../policy/decide.ts'
import { changePermissions } from '../policy/operations.ts'
import { reachToChange, wholeAccount } from '../policy/reach.ts'
import type { Sql } from '../store/tables.ts'
import { isId, kindOfId } from '../values/id.ts'
import type { AtVersion } from '../values/version.type.ts'
import { labelOf } from './carried.store.ts'
import { listForCaller } from './cluster-content.ts'
import { differencesOf } from './find-drift.ts'
import { takenOver } from './importer.ts'
import { finders, isSynced, type Synced } from './limited-objects.ts'
import { databaseBar, isSame } from './unmanaged.ts'

/** The object of an id, which the caller may change. Throws NOT_FOUND, FORBIDDEN, STALE_VERSION. */
async function requireSynced(change: GuardedChange, { id, expectedVersion }: AtVersion): Promise<Synced> {
  const kind = kindOfId(id)
  if (!isSynced(kind)) throw notFound('database, table or database token', 'id')
  const refused = refusal(decide(change.caller, changePermissions[kind], undefined))
  if (refused) throw refused
  const found = await finders[kind](change, id, changePermissions[kind])
  if (!found) throw notFound('database, table or database token', 'id')
  expectVersion(found.version, expectedVersion)
  return found
}

/** The row of an object that its cluster has otherwise. Throws CONFLICT. */
async function requireDrifted({ db, accountId }: GuardedChange, id: string): Promise<workStore.Work> {
  const work = await workStore.find(db, accountId, id)
  if (work?.state === 'DRIFTED') return work
  throw conflict('It has not drifted: there is nothing to decide.', 'id')
}

/** The differences of an object as a change from one side to the other. */
const decided = (work: workStore.Work, from: 'here' | 'onCluster', to: 'here' | 'onCluster'): FieldChange[] =>
  readDifferences(work.differences).map(({ field, ...sides }) => ({ field, before: sides[from], after: sides[to] }))

/** Tries again what has not reached its cluster, and decides what counts where the two differ. */
export class SyncService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly clusters: LinkedClusters,
    private readonly clock: () => number,
  ) {}

  /**
   * Tries now, whatever it waits for. What is applied already is left alone. A database that is gone from the cluster is
   * created anew, empty. Throws NOT_FOUND, FORBIDDEN, STALE_VERSION, CONFLICT for one that has drifted.
   */
  retry(caller: Caller, input: AtVersion): Promise<Synced> {
    const { id } = input
    return this.changes.run(caller, 'retrySync', async (change) => {
      const found = await requireSynced(change, input)
      const work = await workStore.find(change.db, change.accountId, id)
      if (work) await this.#retry(change, work)
      change.record({ id, label: work ? await labelOf(change.db, work) : null })
      return found
    })
  }

  /**
   * DRIFTED: makes the cluster as it is here. Throws NOT_FOUND, FORBIDDEN, STALE_VERSION, CONFLICT for one that has not
   * drifted.
   */
  restore(caller: Caller, input: AtVersion): Promise<Synced> {
    const { id } = input
    return this.changes.run(caller, 'restoreOnCluster', async (change) => {
      const found = await requireSynced(change, input)
      const work = await requireDrifted(change, id)
      change.record({ id, label: await labelOf(change.db, work), changes: decided(work, 'onCluster', 'here') })
      if (isId('database', id)) await tellReach(change, found as Database)
      await carry(change, work)
      return found
    })
  }

  /**
   * DRIFTED: makes it here as the cluster has it, if it still has what is shown. Throws NOT_FOUND, FORBIDDEN,
   * STALE_VERSION, UNSUPPORTED for what cannot be here, CLUSTER_UNAVAILABLE, CONFLICT for one that has not drifted or
   * differs otherwise.
   */
  async accept(caller: SignedIn, input: AtVersion): Promise<Synced> {
    const { id } = input
    // The cluster is asked for nobody who may not change the database; the transaction decides again.
    const mayAsk = isId('database', id) && (await this.#mayChange(caller, id))
    const seen = mayAsk ? await workStore.find(this.db, caller.accountId, id) : undefined
    const observed = seen?.state === 'DRIFTED' ? await this.#observe(caller, seen) : undefined
    return this.changes.run(caller, 'acceptFromCluster', async (change) => {
      const { db, accountId, at } = change
      await requireSynced(change, input)
      const work = await requireDrifted(change, id)
      const before = (await databaseStore.find(db, wholeAccount(accountId), id, at)) as Database
      const here = { ...before, retentionSeconds: before.retentionPeriod }
      const isShown = observed && JSON.stringify(differencesOf(here, observed)) === work.differences
      if (!isShown) throw conflict('The cluster has something else by now. Look at the difference again.', 'id')
      const bar = databaseBar(observed)
      if (bar !== null) throw unsupported('id', bar)
      const name = observed.externalName
      const holder = await databaseStore.findActiveId(db, accountId, work.clusterId, name)
      if (holder !== undefined && holder !== id) {
        throw conflict('Another active database of the cluster has the name that this one has there.', 'id')
      }
      const after = { ...takenOver(before, observed, at), name }
      // It is renamed by this: the caller must be allowed to change it under both names.
      await decideOnDatabase(change, after, 'DATABASE_UPDATE')
      if (name !== before.name) await refuseToCarry(change, before, { name }, 'id')
      await databaseStore.save(db, accountId, after)
      await driftStore.noteAccepted(db, work, name, at)
      if (name !== before.name) await wantTokensOf(db, accountId, after, change)
      change.record({ id, label: name, changes: differences(auditView(before), auditView(after)) })
      await tellReach(change, after)
      return after
    })
  }

  async #mayChange(caller: SignedIn, id: string): Promise<boolean> {
    if (!decide(caller, changePermissions.database, undefined).allowed) return false
    if (caller.permissions.has(changePermissions.database)) return true
    const reach = reachToChange(caller, 'DATABASE_READ', changePermissions.database)
    const database = await databaseStore.find(this.db, reach, id, this.clock())
    const [resource] = database ? await resourcesOf(this.db, caller, [database]) : []
    return resource !== undefined && decideOn(caller, changePermissions.database, resource).allowed
  }

  /** What the cluster has of a database now; undefined when that is gone. Throws CLUSTER_UNAVAILABLE. */
  async #observe({ accountId, origin }: SignedIn, work: workStore.Work): Promise<ObservedDatabase | undefined> {
    const target = await this.clusters.open(accountId, work.clusterId)
    if (!target) return undefined
    const { databases } = await listForCaller(target, origin.deadline)
    return databases.find((one) => isSame(one, work))
  }

  async #retry(change: GuardedChange, work: workStore.Work): Promise<void> {
    const { db, accountId } = change
    const { clusterId, state, kind } = work
    if (state === 'APPLIED' || state === 'CREATING') return
    if (state === 'DRIFTED') {
      throw conflict('The cluster has something else. Decide which of the two counts: restore or accept it.')
    }
    if (work.errorCode === 'MISSING') await workStore.forget(db, work)
    const target = await this.clusters.capabilitiesOf(db, accountId, clusterId)
    if (target && closesTheWay(target.link.health)) {
      // Only the probe calls it; what waits is due as soon as that succeeds.
      await change.attempt(probeTask, clusterId)
    }
    await carry(change, work)
    if (kind === 'DATABASE') await wantTokensOf(db, accountId, { id: work.id, clusterId }, change)
  }
}
