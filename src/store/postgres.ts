import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  sql,
} from 'kysely'
import pg from 'pg'
import { type Deadline, Overdue } from '../deadline.ts'
import { ClustergateError } from '../errors.ts'
import { openLane } from './aside.ts'
import type { Sql, Tables } from './tables.ts'
import { asUnavailable, StoreUnavailable } from './unavailable.ts'
import { WaitingLine } from './waiting-line.ts'

/** No wait on the network, a lock or a statement is longer than this. */
const waitMilliseconds = 5_000
const connectMilliseconds = 3_000

/** A statement of a migration may go through a whole table. */
export const migrationMilliseconds = 1_800_000

const connections = 10
/** So many of them are for reads that may take long, however many come: changes and other reads go on. */
const asideConnections = 4

const int8 = 20

export function openPostgres(
  url: string,
  onStatement?: (sql: string) => void,
  statementMilliseconds = waitMilliseconds,
): Sql {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    keepAlive: true,
    connectionTimeoutMillis: connectMilliseconds,
    statement_timeout: statementMilliseconds,
    query_timeout: statementMilliseconds + 1_000,
    lock_timeout: waitMilliseconds,
    idle_in_transaction_session_timeout: waitMilliseconds,
    application_name: 'clustergate',
    types: {
      // Every 64-bit column of ours holds times, counts or sizes far below 2^53.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === int8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
    } as pg.CustomTypesConfig,
  })
  // An idle connection that breaks is replaced by the pool; the next statement tells whether the server is back.
  pool.on('error', () => {})
  // So is one that breaks while it is taken but runs no statement; unheard, that would end the process.
  pool.on('connect', (client) => {
    client.on('error', () => {})
    endWhenUnsure(client)
  })
  const db = new Kysely<Tables>({
    dialect: new TimedPostgresDialect({ pool }),
    log: onStatement && ((event) => onStatement(event.query.sql)),
  })
  const line = new WaitingLine(asideConnections)
  return openLane(db, { run: (query) => line.take(async () => (await db.executeQuery(query)).rows) })
}

type Query = (text: string, values?: readonly unknown[]) => Promise<pg.QueryResult>

/**
 * Ends a client, which the pool then replaces, once nobody can tell what its connection is doing: when the server gave
 * no answer, or did not end a transaction. pg goes on with a statement that it no longer waits for, and whoever got the
 * connection next would be in the midst of it. https://github.com/brianc/node-postgres/issues/3399
 */
function endWhenUnsure(client: pg.PoolClient): void {
  const query = client.query.bind(client) as Query
  const sureQuery: Query = async (text, values) => {
    try {
      return await query(text, values)
    } catch (error) {
      // Nobody waits for the end, which cuts off a statement that still runs; the client takes no other.
      // A session that may only read stays so, also when its server, or another one behind the address, takes changes.
      if (!(error instanceof pg.DatabaseError) || endsTransaction(text) || isReadOnly(error)) void client.end()
      throw error
    }
  }
  client.query = sureQuery as typeof client.query
}

const isReadOnly = ({ code }: pg.DatabaseError): boolean => code === '25006'

const endsTransaction = (text: string): boolean => text === 'commit' || text === 'rollback'

/** Of the transaction that is being begun; read before anything else can happen. */
let beginning: Deadline | undefined

/** Begins a transaction, which `begin` must do at once; the server stops its statements at the deadline. */
export function withinDeadline<T>(deadline: Deadline | undefined, begin: () => T): T {
  beginning = deadline
  try {
    return begin()
  } finally {
    beginning = undefined
  }
}

type Held = Parameters<PostgresDriver['releaseConnection']>[0]

/** Gives each statement of a transaction no more time than its operation has left. */
class TimedPostgresDriver extends PostgresDriver {
  readonly #timed = new WeakSet<DatabaseConnection>()
  readonly #deadlines = new WeakMap<DatabaseConnection, Deadline>()
  /** What the server was told last, where that was not the usual. */
  readonly #told = new WeakMap<DatabaseConnection, number>()

  override async acquireConnection(): Promise<DatabaseConnection> {
    const deadline = beginning
    const connection = await this.#connect()
    if (deadline) this.#deadlines.set(connection, deadline)
    if (!this.#timed.has(connection)) this.#time(connection)
    return connection
  }

  async #connect(): Promise<DatabaseConnection> {
    try {
      return await super.acquireConnection()
    } catch (error) {
      throw isPostgresBusy(error) ? error : new StoreUnavailable('unreachable', error)
    }
  }

  override async releaseConnection(connection: Held): Promise<void> {
    this.#deadlines.delete(connection)
    await super.releaseConnection(connection)
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection)
    } catch {
      // Its connection has been ended, with which the server rolls back; what went wrong before is what counts.
    }
    // What was told within the transaction is undone with it, what was told before is not.
    this.#told.set(connection, Number.NaN)
  }

  #time(connection: DatabaseConnection): void {
    this.#timed.add(connection)
    const execute = connection.executeQuery.bind(connection)
    connection.executeQuery = async (query) => {
      try {
        // A transaction ends whatever the time is.
        if (!endsTransaction(query.sql)) {
          const wanted = allowedMilliseconds(this.#deadlines.get(connection))
          if (wanted !== (this.#told.get(connection) ?? waitMilliseconds)) {
            await execute(CompiledQuery.raw(`set statement_timeout = ${wanted}`))
            this.#told.set(connection, wanted)
          }
        }
        return (await execute(query)) as never
      } catch (error) {
        if (isStopped(error)) throw new Overdue()
        throw query.sql === 'commit' ? ofCommit(error) : ofStatement(error)
      }
    }
  }
}

/** What a statement failed with; where no answer came, its connection has been ended, with which it is undone. */
function ofStatement(error: unknown): unknown {
  const isAnswer = error instanceof pg.DatabaseError || error instanceof ClustergateError || error instanceof TypeError
  return isAnswer ? error : new StoreUnavailable('unreachable', error)
}

/** Where the server went away in the midst of a commit, nobody knows whether it is done: nothing may say that it is not. */
const ofCommit = (error: unknown): unknown =>
  asUnavailable(error) ? new Error('The server did not say whether it committed.', { cause: error }) : error

/** Throws Overdue once the time is over. */
function allowedMilliseconds(deadline: Deadline | undefined): number {
  deadline?.check()
  const remaining = Math.ceil(deadline?.remainingMilliseconds ?? waitMilliseconds)
  return remaining > 0 ? Math.min(remaining, waitMilliseconds) : waitMilliseconds
}

class TimedPostgresDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig

  constructor(config: PostgresDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): Driver {
    return new TimedPostgresDriver(this.#config)
  }
}

/** The server stopped a statement, or a wait for a lock, that took too long. */
const isStopped = (error: unknown): boolean => ['57014', '55P03'].includes((error as { code?: string }).code ?? '')

export async function lockName(transaction: Sql, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(transaction)
}

const safeguards = ['fsync', 'synchronous_commit', 'full_page_writes']

/** The server's safeguards against a power cut that are off. */
export async function postgresRisks(db: Sql): Promise<readonly string[]> {
  const names = sql.join(safeguards)
  const { rows } = await sql<{ name: string }>`
    select name from pg_settings where name in (${names}) and setting = 'off' order by name`.execute(db)
  return rows.map(({ name }) => `PostgreSQL runs with ${name} off; set it to on.`)
}

const transientCodes = new Set(['40001', '40P01'])

/** Serialization failures and deadlocks: the server rolled back, and the same work may succeed. */
export const isTransient = (error: unknown): boolean => transientCodes.has((error as { code?: string }).code ?? '')

/** No connection is free. */
export const isPostgresBusy = (error: unknown): boolean =>
  (error as { message?: string }).message === 'timeout exceeded when trying to connect'
