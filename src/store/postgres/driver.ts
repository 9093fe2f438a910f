import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely'
import pg from 'pg'
import { type Deadline, Overdue } from '../../deadline.ts'
import { ClustergateError, UnknownOutcome } from '../../errors.ts'
import { inAsyncStatement, inWait } from '../../traces/statement-span.ts'
import { accountOf } from '../account-scope.ts'
import type { Sql } from '../tables.ts'
import { asUnavailable, StoreUnavailable } from '../unavailable.ts'
import { isPoolTaken, type PostgresPool, waitMilliseconds } from './pool.ts'
import { querySettled, type Settings } from './settings.ts'

/** The operation for which a transaction, or a statement outside of one, runs. */
interface Purpose {
  /** The deadline at which the server stops its statements. */
  readonly deadline?: Deadline | undefined
  /** The account whose rows it may see and write; undefined leaves that to each statement. */
  readonly accountId?: string | undefined
}

/** Takes connections from the pool, and sends the settings of their statements to the server. */
export class GatewayPostgresDriver implements Driver {
  /** Whether the server hides rows from this role unless their account is named. */
  isWalled = false

  constructor(
    readonly connections: PostgresPool,
    readonly statementMilliseconds: number,
  ) {}

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Connection> {
    const { connections } = this
    const connect = () => connections.connect(() => connections.pool.connect())
    try {
      const client = connections.pool.idleCount > 0 ? connect() : inWait('postgresql', 'connection', connect)
      return new Connection(await client, this)
    } catch (error) {
      throw isPoolTaken(error) ? error : new StoreUnavailable('unreachable', error)
    }
  }

  /** Sets the purpose of the connection that `db`, a transaction for instance, has for itself. */
  serve(db: Sql, purpose: Purpose): Promise<void> {
    return db.getExecutor().provideConnection(async (connection) => {
      ;(connection as Connection).purpose = purpose
    })
  }

  async beginTransaction(connection: Connection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'))
    connection.told = new Map()
  }

  async commitTransaction(connection: Connection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: Connection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw('rollback'))
    } catch {
      // Its connection has been closed, on which the server rolls back; the error that came before is the one to
      // report.
    }
  }

  async releaseConnection({ client }: Connection): Promise<void> {
    client.release()
  }

  destroy(): Promise<void> {
    return this.connections.pool.end()
  }
}

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/**
 * A connection, from when it is taken until it is given back. Along with a statement, it sends the server the time that
 * the operation has left, and the account that the statement is about. Each setting ends with its transaction.
 */
class Connection implements DatabaseConnection {
  purpose: Purpose = {}
  /** The settings that were sent in the transaction under way; undefined when there is none. */
  told: Map<string, string> | undefined

  constructor(
    readonly client: pg.PoolClient,
    private readonly driver: GatewayPostgresDriver,
  ) {}

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return inAsyncStatement('postgresql', query.sql, () => this.#execute(query))
  }

  async #execute<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      const { command, rowCount, rows } = await this.#send(query)
      return { rows, ...(changing.has(command) && { numAffectedRows: BigInt(rowCount ?? 0) }) }
    } catch (error) {
      // Settings that were sent with a failed statement are undone with it.
      this.told?.clear()
      if (isStopped(error)) throw Object.assign(new Overdue(), { cause: error })
      throw query.sql === 'commit' ? ofCommit(error) : ofStatement(error)
    }
  }

  // biome-ignore lint/correctness/useYield: nothing is streamed.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('PostgreSQL answers whole.')
  }

  /**
   * Closes the client, which the pool then replaces, when the state of its connection is unknown: the server gave no
   * answer, or did not end a transaction. pg goes on with a statement that it no longer waits for, so the next user of
   * the connection would get its results. https://github.com/brianc/node-postgres/issues/3399
   */
  async #send(query: CompiledQuery): Promise<pg.QueryResult> {
    const { client } = this
    const settings = this.#settingsOf(query)
    const { sql, parameters } = query
    try {
      if (settings) return await querySettled((one) => client.query(one), sql, parameters, settings)
      return await client.query(sql, parameters as unknown[])
    } catch (error) {
      // Not awaited: closing cuts off a statement that still runs, and the client takes no other. A session that is
      // read-only stays so, even when its server, or another one at the address, takes changes.
      if (!(error instanceof pg.DatabaseError) || endsTransaction(sql) || isReadOnly(error)) void client.end()
      throw error
    }
  }

  #settingsOf(query: CompiledQuery): Settings | undefined {
    // Beginning and ending a transaction have no deadline.
    if (query.sql === 'begin' || endsTransaction(query.sql)) return undefined
    const { told, driver } = this
    const { deadline, accountId } = this.purpose
    const usual = driver.statementMilliseconds
    const milliseconds = (told ? deadline?.allowChange(usual) : deadline?.allow(usual)) ?? usual
    const isPooled = driver.connections.isPooled()
    const wanted = new Map<string, string>()
    if (isPooled) wanted.set('lock_timeout', String(waitMilliseconds))
    if (isPooled && told) wanted.set('idle_in_transaction_session_timeout', String(waitMilliseconds))
    if (isPooled || milliseconds !== usual || told?.has('statement_timeout'))
      wanted.set('statement_timeout', String(milliseconds))
    if (driver.isWalled) wanted.set('app.account', accountOf(query, accountId))
    for (const [name, value] of wanted) {
      if (told?.get(name) === value) wanted.delete(name)
      else told?.set(name, value)
    }
    return wanted.size > 0 ? wanted : undefined
  }
}

const isReadOnly = ({ code }: pg.DatabaseError): boolean => code === '25006'

const endsTransaction = (text: string): boolean => text === 'commit' || text === 'rollback'

/** Whether the server stopped a statement, or a wait for a lock, that took too long. */
const isStopped = (error: unknown): boolean => ['57014', '55P03'].includes((error as { code?: string }).code ?? '')

const isAnswer = (error: unknown): boolean =>
  error instanceof pg.DatabaseError || error instanceof ClustergateError || error instanceof TypeError

/** The error of a statement. Without an answer its connection was closed, and the statement is undone. */
const ofStatement = (error: unknown): unknown => (isAnswer(error) ? error : new StoreUnavailable('unreachable', error))

/** The error of a commit: where the server went away during it, it may be done. */
const ofCommit = (error: unknown): unknown =>
  isAnswer(error) && !asUnavailable(error) ? error : new UnknownOutcome(error)
