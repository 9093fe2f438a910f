import { expectRoom } from '../accounts/quotas.ts'
import type { Caller, SignedIn } from '../auth/caller.ts'
import type { Change, Changes } from '../changes/changes.ts'
import type { Capabilities } from '../clusters/drivers/driver.ts'
import type { LinkedClusters } from '../clusters/links/linked-clusters.ts'
import { badInput, conflict, unsupported } from '../errors.ts'
import { differences } from '../ledger/chain.ts'
import type { Connection, Pager } from '../pages/page.ts'
import { reachOf } from '../policy/reach.ts'
import type { DeleteInput, RenameInput } from '../restorable/restorable-input.type.ts'
import { expectDeleted, lifecycle } from '../restorable/restorable-status.ts'
import type { Fields } from '../store/columns.ts'
import type { Sql } from '../store/tables.ts'
import { isId, newId } from '../values/id.ts'
import { valuesByKey } from '../values/pairs.ts'
import type { AtVersion } from '../values/version.type.ts'
import { carryDatabase, carryWithTokens } from './carry-database.ts'
import { refuseToCarry } from './carry-into-scope.ts'
import { requireActiveDatabase, requireDatabase, saveChanged } from './change-database.ts'
import {
  expectChangeable,
  expectNameLeftFree,
  expectNotDrifted,
  expectRenamable,
  expectSupported,
} from './cluster-limits.ts'
import * as databaseStore from './database.store.ts'
import {
  auditView,
  expectOwnName,
  parseDatabaseFilter,
  parseDatabaseName,
  parseMaxColumnsPerTable,
  parseMaxTables,
  parseRetentionPeriod,
} from './database.ts'
import type { CreateDatabaseInput, Database, DatabasesArgs, UpdateDatabaseInput } from './database.type.ts'
import { orderOf } from './database-order.ts'
import { decideOnDatabase } from './decide-on-database.ts'
import { decideOnNew, isKnownCluster } from './known-cluster.ts'
import * as labelStore from './label.store.ts'
import { labelsView, parseLabels } from './labels.ts'
import { maxColumnsPerTableDefault, maxTablesDefault } from './limits.ts'
import { parsePartitionTemplate, partitionTemplateDefault } from './partition-template.ts'
import { tellReach } from './tell-reach.ts'

export class DatabaseService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly pager: Pager,
    private readonly clusters: LinkedClusters,
    private readonly clock: () => number,
  ) {}

  /** Undefined when the caller has no such database. */
  async find(caller: SignedIn, id: string): Promise<Database | undefined> {
    return isId('database', id)
      ? databaseStore.find(this.db, reachOf(caller, 'DATABASE_READ'), id, this.clock())
      : undefined
  }

  findMany(caller: SignedIn, ids: readonly string[]): Promise<readonly Database[]> {
    return databaseStore.findMany(this.db, reachOf(caller, 'DATABASE_READ'), ids, this.clock())
  }

  /** A page of the databases of the caller, or of one cluster; undefined when they know of no such cluster. */
  async page(
    caller: SignedIn,
    clusterId: string | undefined,
    args: DatabasesArgs,
    fields?: Fields,
  ): Promise<Connection<Database> | undefined> {
    const { accountId, origin } = caller
    const filter = parseDatabaseFilter(args.filter, this.clock())
    const window = this.pager.window(accountId, orderOf(args.orderBy), args)
    if (clusterId !== undefined && !(await isKnownCluster(this.db, caller, clusterId, filter.now))) return undefined
    const reach = reachOf(caller, 'DATABASE_READ')
    const slice = await databaseStore.page(this.db, reach, clusterId, filter, window, origin.deadline, fields)
    return this.pager.connection(window, slice, () =>
      databaseStore.count(this.db, reach, clusterId, filter, origin.deadline),
    )
  }

  /** The same page of the databases of each cluster, in the order of the clusters. */
  async pagesOfClusters(
    caller: SignedIn,
    clusterIds: readonly string[],
    args: DatabasesArgs,
    fields?: Fields,
  ): Promise<Connection<Database>[]> {
    const { accountId, origin } = caller
    const filter = parseDatabaseFilter(args.filter, this.clock())
    const window = this.pager.window(accountId, orderOf(args.orderBy), args)
    const reach = reachOf(caller, 'DATABASE_READ')
    const slices = await databaseStore.pagesOfClusters(
      this.db,
      reach,
      clusterIds,
      filter,
      window,
      origin.deadline,
      fields,
    )
    return this.pager.connections(window, clusterIds, slices, () =>
      databaseStore.countOfClusters(this.db, reach, clusterIds, filter, origin.deadline),
    )
  }

  /** Throws BAD_INPUT, NOT_FOUND for the cluster, FORBIDDEN, CONFLICT when the name is taken or the account is at its limit. */
  create(caller: Caller, input: CreateDatabaseInput): Promise<Database> {
    return this.changes.run(caller, 'createDatabase', async (change) => {
      const { clusterId, partitionTemplate } = input
      const database: Database = {
        id: newId('database'),
        clusterId,
        name: parseDatabaseName(input.name, 'input.name'),
        ...lifecycle(null),
        retentionPeriod: parseRetentionPeriod(input.retentionPeriod, 'input.retentionPeriod'),
        maxTables: parseMaxTables(input.maxTables, 'input.maxTables') ?? maxTablesDefault,
        maxColumnsPerTable:
          parseMaxColumnsPerTable(input.maxColumnsPerTable, 'input.maxColumnsPerTable') ?? maxColumnsPerTableDefault,
        partitionTemplate: partitionTemplate
          ? parsePartitionTemplate(partitionTemplate, 'input.partitionTemplate')
          : partitionTemplateDefault,
        createdAt: change.at,
        updatedAt: change.at,
        version: 1,
        syncRow: undefined,
      }
      const labels = parseLabels(input.labels, 'input.labels')
      const toBe = { clusterId, name: database.name, labels: valuesByKey(labels) }
      await decideOnNew(change, toBe, 'input.clusterId')
      const capabilities = await this.#capabilitiesOf(change, clusterId)
      if (capabilities) await expectSupported(change, capabilities, database, input)
      await expectFreeName(change, capabilities, database, database.name, 'input.name')
      await expectRoom(change, 'databases')
      await databaseStore.insert(change.db, change.accountId, database)
      await labelStore.insert(change.db, change.accountId, database.id, labels)
      if (capabilities) await carryDatabase(change, database)
      const view = { ...auditView(database), ...(labels.length > 0 && { labels: labelsView(labels) }) }
      change.record({ id: database.id, label: database.name, changes: differences({}, view), isNew: true })
      await tellReach(change, database)
      return database
    })
  }

  /** Throws BAD_INPUT, NOT_FOUND, FORBIDDEN, STALE_VERSION, CONFLICT when it is deleted. */
  update(caller: Caller, input: UpdateDatabaseInput): Promise<Database> {
    return this.changes.run(caller, 'updateDatabase', async (change) => {
      const { retentionPeriod } = input
      const maxTables = parseMaxTables(input.maxTables, 'input.maxTables')
      const maxColumnsPerTable = parseMaxColumnsPerTable(input.maxColumnsPerTable, 'input.maxColumnsPerTable')
      const period = parseRetentionPeriod(retentionPeriod, 'input.retentionPeriod')
      if (retentionPeriod === undefined && maxTables === undefined && maxColumnsPerTable === undefined) {
        throw badInput('input', 'Give at least one of `retentionPeriod`, `maxTables` and `maxColumnsPerTable`.')
      }
      const before = await requireActiveDatabase(change, input, 'input.id')
      expectOwnName(before, 'input.id')
      const changed = {
        // An absent period stays as it is; an explicit null keeps data for ever.
        retentionPeriod: retentionPeriod === undefined ? before.retentionPeriod : period,
        maxTables: maxTables ?? before.maxTables,
        maxColumnsPerTable: maxColumnsPerTable ?? before.maxColumnsPerTable,
      }
      const capabilities = await this.#capabilitiesOf(change, before.clusterId)
      if (capabilities) {
        expectChangeable(capabilities, before, changed)
        await expectNotDrifted(change, before)
      }
      const after = await saveChanged(change, before, changed)
      if (capabilities) await carryDatabase(change, after)
      return after
    })
  }

  /** Throws BAD_INPUT, NOT_FOUND, FORBIDDEN, STALE_VERSION, CONFLICT when it is deleted or the name is taken. */
  rename(caller: Caller, input: RenameInput): Promise<Database> {
    return this.changes.run(caller, 'renameDatabase', async (change) => {
      const name = parseDatabaseName(input.name, 'input.name')
      const before = await requireActiveDatabase(change, input, 'input.id')
      await decideOnDatabase(change, { ...before, name })
      await refuseToCarry(change, before, { name }, 'input.name')
      expectOwnName(before, 'input.id')
      const capabilities = await this.#capabilitiesOf(change, before.clusterId)
      if (capabilities) {
        expectRenamable(capabilities, name)
        await expectNotDrifted(change, before)
      }
      await expectFreeName(change, capabilities, before, name, 'input.name')
      const after = await saveChanged(change, before, { name })
      if (capabilities) await carryWithTokens(change, after)
      return after
    })
  }

  /** Throws NOT_FOUND, STALE_VERSION, CONFLICT when it is deleted already, BAD_INPUT when the name is not confirmed. */
  delete(caller: Caller, input: DeleteInput): Promise<Database> {
    return this.changes.run(caller, 'deleteDatabase', async (change) => {
      const before = await requireActiveDatabase(change, input, 'input.id')
      expectConfirmed(before, input.confirmName)
      const capabilities = await this.#capabilitiesOf(change, before.clusterId)
      const after = await saveChanged(change, before, lifecycle(change.at))
      if (capabilities) await carryWithTokens(change, after)
      return after
    })
  }

  /**
   * Restores a database as it was. Throws NOT_FOUND, STALE_VERSION, CONFLICT when it is active, its name is taken or the
   * account is at its limit.
   */
  undelete(caller: Caller, input: AtVersion): Promise<Database> {
    return this.changes.run(caller, 'undeleteDatabase', async (change) => {
      const before = await requireDatabase(change, input, 'id')
      expectDeleted('database', before)
      const capabilities = await this.#capabilitiesOf(change, before.clusterId)
      await expectFreeName(change, capabilities, before, before.name)
      await expectRoom(change, 'databases')
      const after = await saveChanged(change, before, lifecycle(null))
      if (capabilities) await carryWithTokens(change, after)
      return after
    })
  }

  /**
   * Removes a deleted database for good, before its time. Throws NOT_FOUND, STALE_VERSION, CONFLICT when it is active,
   * BAD_INPUT when the name is not confirmed, UNSUPPORTED where the cluster itself keeps deleted databases.
   */
  purge(caller: Caller, input: DeleteInput): Promise<string> {
    return this.changes.run(caller, 'purgeDatabase', async (change) => {
      const { id } = input
      const before = await requireDatabase(change, input, 'input.id')
      if (before.status === 'ACTIVE') throw conflict('The database is active. Delete it first.')
      expectConfirmed(before, input.confirmName)
      const capabilities = await this.#capabilitiesOf(change, before.clusterId)
      if (capabilities?.undeleteDatabase === 'NATIVE') {
        throw unsupported('input.id', 'Clusters of this kind keep deleted databases, and remove them by themselves.')
      }
      await databaseStore.purge(change.db, change.accountId, id, change.at)
      change.record({ id, label: before.name, changes: differences(auditView(before), {}) })
      await tellReach(change, before)
      if (capabilities) await carryDatabase(change, before)
      return id
    })
  }

  /** What the cluster of a database can do; undefined where the gateway keeps records only. */
  async #capabilitiesOf({ db, accountId }: Change, clusterId: string): Promise<Capabilities | undefined> {
    return (await this.clusters.capabilitiesOf(db, accountId, clusterId))?.capabilities
  }
}

function expectConfirmed({ name }: Database, confirmName: string): void {
  if (confirmName === name) return
  throw badInput('input.confirmName', 'Confirm with the exact name of the database, upper and lower case included.')
}

async function expectFreeName(
  change: Change,
  capabilities: Capabilities | undefined,
  { id, clusterId }: Database,
  name: string,
  field?: string,
): Promise<void> {
  const { db, accountId } = change
  const holder = await databaseStore.findActiveId(db, accountId, clusterId, name)
  if (holder !== undefined && holder !== id)
    throw conflict('Another active database of the cluster has this name.', field)
  if (capabilities) await expectNameLeftFree(change, capabilities, { id, clusterId, name }, field)
}
