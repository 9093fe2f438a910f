import { type CompiledQuery, Kysely, type LogEvent, PostgresDialect, PostgresDriver, sql } from 'kysely'
import pg from 'pg'
import { type Deadline, Overdue } from '../../deadline.ts'
import { ClustergateError } from '../../errors.ts'
import { accountOf } from '../account-scope.ts'
import { openLane } from '../aside.ts'
import type { Sql, Tables } from '../tables.ts'
import { asUnavailable, StoreUnavailable } from '../unavailable.ts'
import { WaitingLine } from '../waiting-line.ts'
import { isPoolTaken, openPool, type PostgresPool, waitMilliseconds } from './pool.ts'
import { querySettled, type Settings } from './settings.ts'

/** A statement of a migration may go through a whole table. */
export const migrationMilliseconds = 1_800_000

/** So many connections are for reads that may take long, however many come: changes and other reads go on. */
const asideConnections = 4

export interface Postgres {
  readonly db: Sql
  /** Finds out what the server makes of this user and of the settings that came with the connection. */
  inspect(): Promise<Inspection>
}

export interface Inspection {
  readonly role: string
  /** Whether the tables were ever made. */
  readonly hasTables: boolean
  /** Whether this role may change the tables themselves. */
  readonly isOwner: boolean
  readonly isSuperuser: boolean
  readonly mayCreateTables: boolean
}

export function openPostgres(
  url: string,
  onStatement?: (sql: string) => void,
  statementMilliseconds = waitMilliseconds,
): Postgres {
  const connections = openPool(url, statementMilliseconds)
  const { pool } = connections
  // An idle connection that breaks is replaced by the pool; the next statement tells whether the server is back.
  pool.on('error', () => {})
  // So is one that breaks while it is taken but runs no statement; unheard, that would end the process.
  pool.on('connect', (client) => {
    client.on('error', () => {})
    watch(client)
  })
  const driver = new GatewayPostgresDriver(connections, statementMilliseconds)
  const db = new Kysely<Tables>({
    dialect: new GatewayPostgresDialect(driver, connections),
    ...(onStatement && { log: (event: LogEvent) => onStatement(event.query.sql) }),
  })
  const line = new WaitingLine(asideConnections)
  openLane(db, {
    run: (query, deadline) =>
      line.take(async () => {
        const purpose = { deadline, accountId: undefined }
        return (await withPurpose(purpose, () => db.executeQuery(query))).rows
      }, deadline),
  })
  return {
    db,
    async inspect() {
      const { rows } = await inspection.execute(db)
      const { told, isWalled, ...found } = rows[0] as (typeof rows)[number]
      if (Number(told) !== statementMilliseconds) connections.settingsAreLost()
      driver.isWalled = isWalled
      return found
    },
  }
}

const inspection = sql<Inspection & { told: string; isWalled: boolean }>`
  select
    current_user as "role",
    (select setting from pg_settings where name = 'statement_timeout') as "told",
    events.oid is not null as "hasTables",
    coalesce(pg_has_role(events.relowner, 'USAGE'), false) as "isOwner",
    (select rolsuper from pg_roles where rolname = current_user) as "isSuperuser",
    coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) as "mayCreateTables",
    coalesce(row_security_active(events.oid), false) as "isWalled"
  from (select to_regclass('audit_events') as oid) as found
  left join pg_class as events on events.oid = found.oid`

type Query = (query: unknown, values?: readonly unknown[]) => Promise<pg.QueryResult>

/** What the statement that is being sent brings along; read before anything else can happen. */
let settings: Settings | undefined

/**
 * Lets statements bring settings along, and ends a client, which the pool then replaces, once nobody can tell what its
 * connection is doing: when the server gave no answer, or did not end a transaction. pg goes on with a statement that
 * it no longer waits for, and the next user of the connection would be in the midst of it.
 * https://github.com/brianc/node-postgres/issues/3399
 */
function watch(client: pg.PoolClient): void {
  const query = client.query.bind(client) as Query
  const sureQuery = async (text: string, values: readonly unknown[] = []) => {
    try {
      return await (settings ? querySettled(query, text, values, settings) : query(text, values))
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

/** What a transaction, or a statement outside of one, is for. */
interface Purpose {
  /** When the server stops its statements. */
  readonly deadline: Deadline | undefined
  /** Whose rows it may see and write; undefined leaves that to each statement. */
  readonly accountId: string | undefined
}

/** Of what is being begun; read before anything else can happen. */
let beginning: Purpose | undefined

/** Begins a transaction, or a statement, for a purpose, which `begin` must do at once. */
export function withPurpose<T>(purpose: Purpose, begin: () => T): T {
  beginning = purpose
  try {
    return begin()
  } finally {
    beginning = undefined
  }
}

type Connection = Awaited<ReturnType<PostgresDriver['acquireConnection']>>
type Held = Parameters<PostgresDriver['releaseConnection']>[0]
type Begun = Parameters<PostgresDriver['beginTransaction']>

/**
 * Tells the server, along with a statement, what holds for it: how much time its operation has left, and whose rows it
 * is about. Each setting ends with its transaction.
 */
class GatewayPostgresDriver extends PostgresDriver {
  /** Whether the server hides from this role what no account is named for. */
  isWalled = false
  readonly #heard = new WeakSet<Connection>()
  readonly #purposes = new WeakMap<Connection, Purpose>()
  /** What the server was told in a transaction that is under way. */
  readonly #told = new WeakMap<Connection, Map<string, string>>()

  constructor(
    private readonly connections: PostgresPool,
    private readonly statementMilliseconds: number,
  ) {
    super({ pool: connections.pool })
  }

  override async acquireConnection(): Promise<Connection> {
    const purpose = beginning
    const connection = await this.#connect()
    if (purpose) this.#purposes.set(connection, purpose)
    if (!this.#heard.has(connection)) this.#hear(connection)
    return connection
  }

  async #connect(): Promise<Connection> {
    try {
      return await this.connections.connect(() => super.acquireConnection())
    } catch (error) {
      throw isPoolTaken(error) ? error : new StoreUnavailable('unreachable', error)
    }
  }

  override async beginTransaction(connection: Begun[0], how: Begun[1]): Promise<void> {
    await super.beginTransaction(connection, how)
    this.#told.set(connection, new Map())
  }

  override async releaseConnection(connection: Held): Promise<void> {
    this.#purposes.delete(connection)
    this.#told.delete(connection)
    await super.releaseConnection(connection)
  }

  override async rollbackTransaction(connection: Connection): Promise<void> {
    try {
      await super.rollbackTransaction(connection)
    } catch {
      // Its connection has been ended, with which the server rolls back; what went wrong before is what counts.
    }
  }

  #hear(connection: Connection): void {
    this.#heard.add(connection)
    const execute = connection.executeQuery.bind(connection)
    connection.executeQuery = async (query) => {
      try {
        return (await withSettings(this.#settingsOf(connection, query), () => execute(query))) as never
      } catch (error) {
        // What the server was told in a statement that failed is undone with it.
        this.#told.get(connection)?.clear()
        if (isStopped(error)) throw new Overdue()
        throw query.sql === 'commit' ? ofCommit(error) : ofStatement(error)
      }
    }
  }

  #settingsOf(connection: Connection, query: CompiledQuery): Settings | undefined {
    // A transaction begins and ends whatever the time is.
    if (/^(begin|start transaction|commit|rollback)$/.test(query.sql)) return undefined
    const purpose = this.#purposes.get(connection)
    const told = this.#told.get(connection)
    const deadline = purpose?.deadline
    const usual = this.statementMilliseconds
    const milliseconds = (told ? deadline?.allowChange(usual) : deadline?.allow(usual)) ?? usual
    const wanted = new Map<string, string>()
    if (this.connections.isPooled()) {
      wanted.set('lock_timeout', String(waitMilliseconds))
      if (told) wanted.set('idle_in_transaction_session_timeout', String(waitMilliseconds))
    }
    if (this.connections.isPooled() || milliseconds !== usual || told?.has('statement_timeout'))
      wanted.set('statement_timeout', String(milliseconds))
    if (this.isWalled) wanted.set('app.account', accountOf(query, purpose?.accountId))
    for (const [name, value] of wanted) {
      if (told?.get(name) === value) wanted.delete(name)
      else told?.set(name, value)
    }
    return wanted.size > 0 ? wanted : undefined
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

function withSettings<T>(wanted: Settings | undefined, send: () => T): T {
  settings = wanted
  try {
    return send()
  } finally {
    settings = undefined
  }
}

class GatewayPostgresDialect extends PostgresDialect {
  constructor(
    private readonly driver: PostgresDriver,
    { pool }: PostgresPool,
  ) {
    super({ pool })
  }

  override createDriver(): PostgresDriver {
    return this.driver
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
export const isPostgresBusy = isPoolTaken
