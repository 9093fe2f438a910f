import type { Caller, SignedIn } from '../auth/caller.ts'
import type { Change, Changes, GuardedChange } from '../changes/changes.ts'
import type { LinkedClusters } from '../clusters/links/linked-clusters.ts'
import { carry } from '../clusters/work/carry.ts'
import * as databaseStore from '../databases/database.store.ts'
import { expectOwnName } from '../databases/database.ts'
import type { Database } from '../databases/database.type.ts'
import { decideOnDatabase } from '../databases/decide-on-database.ts'
import { parsePartitionTemplate } from '../databases/partition-template.ts'
import { tellReach } from '../databases/tell-reach.ts'
import { badInput, conflict, expectVersion, notFound, unsupported } from '../errors.ts'
import { differences } from '../ledger/chain.ts'
import type { Connection, Order, Pager } from '../pages/page.ts'
import { reachOf, wholeAccount } from '../policy/reach.ts'
import { parseFilter } from '../restorable/restorable-filter.ts'
import type { DeleteInput, RenameInput } from '../restorable/restorable-input.type.ts'
import { expectActive, expectDeleted, lifecycle } from '../restorable/restorable-status.ts'
import type { Sql } from '../store/tables.ts'
import { isId, newId } from '../values/id.ts'
import type { AtVersion } from '../values/version.type.ts'
import * as tableStore from './table.store.ts'
import { auditView, parseTableName } from './table.ts'
import type { CreateTableInput, Table, TablesArgs } from './table.type.ts'

export class TableService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly pager: Pager,
    private readonly clusters: LinkedClusters,
    private readonly clock: () => number,
  ) {}

  /** Undefined when the caller has no such table. */
  async find(caller: SignedIn, id: string): Promise<Table | undefined> {
    return isId('table', id) ? tableStore.find(this.db, reachOf(caller, 'TABLE_READ'), id, this.clock()) : undefined
  }

  findMany(caller: SignedIn, ids: readonly string[]): Promise<readonly Table[]> {
    return tableStore.findMany(this.db, reachOf(caller, 'TABLE_READ'), ids, this.clock())
  }

  /** The same page of the tables of each database, in the order of the databases. */
  async pagesOfDatabases(
    caller: SignedIn,
    databaseIds: readonly string[],
    args: TablesArgs,
  ): Promise<Connection<Table>[]> {
    const { accountId, origin } = caller
    const filter = parseFilter(args.filter, this.clock())
    const window = this.pager.window(accountId, byName, args)
    const reach = reachOf(caller, 'TABLE_READ')
    const slices = await tableStore.pagesOfDatabases(this.db, reach, databaseIds, filter, window, origin.deadline)
    return this.pager.connections(window, databaseIds, slices, () =>
      tableStore.countOfDatabases(this.db, reach, databaseIds, filter, origin.deadline),
    )
  }

  /**
   * Throws BAD_INPUT, NOT_FOUND for the database, FORBIDDEN, CONFLICT when that is deleted or at its table limit, or the name is
   * taken.
   */
  create(caller: Caller, input: CreateTableInput): Promise<Table> {
    return this.changes.run(caller, 'createTable', async (change) => {
      const { db, accountId, at } = change
      const { databaseId } = input
      const name = parseTableName(input.name, 'input.name')
      const ownTemplate = input.partitionTemplate
        ? parsePartitionTemplate(input.partitionTemplate, 'input.partitionTemplate')
        : undefined
      const reach = change.decisions.reach('DATABASE_READ')
      const database = isId('database', databaseId) ? await databaseStore.find(db, reach, databaseId, at) : undefined
      if (!database) throw notFound('database', 'input.databaseId')
      await decideOnDatabase(change, database)
      expectActive('database', database)
      expectOwnName(database, 'input.databaseId')
      const table: Table = {
        id: newId('table'),
        databaseId,
        name,
        ...lifecycle(null),
        partitionTemplate: ownTemplate ?? database.partitionTemplate,
        inheritsPartitionTemplate: !ownTemplate,
        createdAt: at,
        version: 1,
      }
      const isLinked = await this.#expectTables(change, database, 'input.databaseId')
      await expectFreeName(change, table, name, 'input.name')
      await expectRoom(change, database)
      await tableStore.insert(db, accountId, table)
      change.record({ id: table.id, label: name, changes: differences({}, auditView(table)), isNew: true })
      if (isLinked) await carry(change, workOf(table, database))
      return table
    })
  }

  /** Throws BAD_INPUT, NOT_FOUND, FORBIDDEN, STALE_VERSION, CONFLICT when it or its database is deleted or the name is taken. */
  rename(caller: Caller, input: RenameInput): Promise<Table> {
    return this.changes.run(caller, 'renameTable', async (change) => {
      const name = parseTableName(input.name, 'input.name')
      const { table, database } = await requireTable(change, input, 'input.id')
      expectActive('table', table)
      await expectFreeName(change, table, name, 'input.name')
      return this.#save(change, table, database, { name }, 'input.id')
    })
  }

  /**
   * Throws NOT_FOUND, STALE_VERSION, CONFLICT when it or its database is deleted, BAD_INPUT when the name is not
   * confirmed.
   */
  delete(caller: Caller, input: DeleteInput): Promise<Table> {
    return this.changes.run(caller, 'deleteTable', async (change) => {
      const { table, database } = await requireTable(change, input, 'input.id')
      expectActive('table', table)
      if (input.confirmName !== table.name) {
        throw badInput('input.confirmName', 'Confirm with the exact name of the table, upper and lower case included.')
      }
      return this.#save(change, table, database, lifecycle(change.at), 'input.id')
    })
  }

  /**
   * Restores a table. Throws NOT_FOUND, STALE_VERSION, CONFLICT when it is active, its name is taken, or its database is
   * deleted or at its table limit.
   */
  undelete(caller: Caller, input: AtVersion): Promise<Table> {
    return this.changes.run(caller, 'undeleteTable', async (change) => {
      const { table, database } = await requireTable(change, input, 'id')
      expectDeleted('table', table)
      await expectFreeName(change, table, table.name)
      await expectRoom(change, database)
      return this.#save(change, table, database, lifecycle(null), 'id')
    })
  }

  /** Saves the changed fields of a table, and records them in the audit log; its cluster, if any, learns of them. */
  async #save(
    change: GuardedChange,
    before: Table,
    database: Database,
    changed: Partial<Table>,
    field: string,
  ): Promise<Table> {
    const isLinked = await this.#expectTables(change, database, field)
    const after = { ...before, ...changed, version: before.version + 1 }
    await tableStore.save(change.db, change.accountId, after)
    change.record({ id: after.id, label: after.name, changes: differences(auditView(before), auditView(after)) })
    await tellReach(change, database)
    if (isLinked) await carry(change, workOf(after, database))
    return after
  }

  /**
   * Whether a cluster stands behind the database. Throws UNSUPPORTED where tables cannot be managed there: they come into
   * being by writing to them.
   */
  async #expectTables({ db, accountId }: Change, { clusterId }: Database, field: string): Promise<boolean> {
    const target = await this.clusters.capabilitiesOf(db, accountId, clusterId)
    if (target && !target.capabilities.tables) {
      throw unsupported(field, 'On clusters of this kind tables are not managed: they are made by writing to them.')
    }
    return target !== undefined
  }
}

const workOf = ({ id }: Table, { clusterId }: Database) => ({ id, clusterId, kind: 'TABLE' }) as const

/**
 * The table of an id, which the caller may change, and its database. Throws NOT_FOUND, FORBIDDEN, STALE_VERSION, and
 * CONFLICT when the database is deleted.
 */
async function requireTable(
  change: GuardedChange,
  { id, expectedVersion }: AtVersion,
  field: string,
): Promise<{ readonly table: Table; readonly database: Database }> {
  const { db, accountId, at, decisions } = change
  const table = isId('table', id) ? await tableStore.find(db, decisions.reach('TABLE_READ'), id, at) : undefined
  const database = table && (await databaseStore.find(db, wholeAccount(accountId), table.databaseId, at))
  if (!database) throw notFound('table', field)
  await decideOnDatabase(change, database)
  expectVersion(table.version, expectedVersion)
  expectActive('database of this table', database)
  return { table, database }
}

async function expectFreeName(
  { db, accountId }: Change,
  { id, databaseId }: Table,
  name: string,
  field?: string,
): Promise<void> {
  const holder = await tableStore.findActiveId(db, accountId, databaseId, name)
  if (holder !== undefined && holder !== id)
    throw conflict('Another active table of the database has this name.', field)
}

async function expectRoom({ db, accountId }: Change, { id, maxTables }: Database): Promise<void> {
  if ((await tableStore.countActive(db, accountId, id)) < maxTables) return
  throw conflict(
    `The database has room for ${maxTables} active tables, and has as many. Raise its \`maxTables\` first.`,
  )
}

const byName: Order<tableStore.TableKey> = {
  name: 'tables by name',
  columns: ['tables.name', 'tables.id'],
  direction: 'asc',
  key: ({ name, id }) => [name, id],
}
