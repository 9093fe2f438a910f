import { setTimeout as delay } from 'node:timers/promises'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  DummyDriver,
  Kysely,
  type QueryResult,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { isSqliteBusy } from '../../files/sqlite.ts'
import { Queue } from '../../queue.ts'
import { inAsyncStatement, inWait } from '../../traces/statement-span.ts'
import { type LastWrites, writeAll } from '../last-writes.ts'
import type { Sql, Tables } from '../tables.ts'
import { StoreUnavailable } from '../unavailable.ts'
import { SqliteEngine } from './engine.ts'
import type { SqliteReaders } from './readers.ts'
import type { Statements } from './statements.ts'

/** How many turns of the event loop a commit waits for others at most. */
const turnsMax = 4

/** How long a change waits for another process, such as an operator's command, to finish writing. */
export const busyMilliseconds = 1_000
const retryMilliseconds = 20

/** Changes that are committed together, and the outcome that they wait for. */
interface Group {
  /** How many changes have ended. */
  size: number
  last: LastWrites
  outcome?: Promise<void>
  resolve?: () => void
  reject?: (error: unknown) => void
}

/**
 * Reads on one connection and writes on another, so that no list waits for a change or sees half of one. Writing
 * transactions run one after the other. Those that come in consecutive turns of the event loop share a commit, the most
 * expensive part of each: none succeeds before all of them are on disk, and one that is rolled back does not affect the
 * others.
 */
export class SqliteDriver implements Driver {
  readonly #turns = new Queue({ atOnce: 1 })
  #group: Group | undefined
  /** The transaction whose turn it is, while its work is under way. */
  #working: Sql | undefined
  readonly db: Sql = kyselyOver(this, new SqliteEngine(this))
  readonly #within = kyselyOver(new Within(this), new SqliteEngine())

  constructor(
    readonly reading: Statements,
    readonly writing: Statements,
    readonly readers: SqliteReaders,
  ) {}

  writingFor(transaction: Sql): Statements | undefined {
    return transaction === this.#working ? this.writing : undefined
  }

  /**
   * Runs the work of a transaction, whose statements may then run at once, and which leaves last writes to the commit
   * that it will be part of. Work that fails leaves none.
   */
  async work<T>(transaction: Sql, work: (last: LastWrites) => Promise<T>): Promise<T> {
    this.#working = transaction
    try {
      const last = new Map(this.#underWay.last)
      const answer = await work(last)
      this.#underWay.last = last
      return answer
    } finally {
      this.#working = undefined
    }
  }

  get #underWay(): Group {
    if (!this.#group) throw new Error('There is no transaction.')
    return this.#group
  }

  /** How many changes wait for their turn. */
  get waitingCount(): number {
    return this.#turns.waitingCount
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Route> {
    return new Route(this)
  }

  async releaseConnection(): Promise<void> {}

  /** Every transaction writes, so each takes the write lock before it reads anything. */
  async beginTransaction(route: Route): Promise<void> {
    const cameAt = performance.now()
    const end = await this.#takeTurn()
    route.isFirst = !this.#openGroup()
    try {
      if (route.isFirst) await this.#begin(cameAt)
      else this.writing.command('savepoint change')
    } catch (error) {
      end()
      throw error
    }
    this.#group ??= { size: 0, last: new Map() }
    route.endTransaction = end
  }

  #takeTurn(): Promise<() => void> {
    return this.#turns.isIdle ? this.#turns.enter() : inWait('sqlite', 'turn', () => this.#turns.enter())
  }

  /** Takes the write lock. It waits here, because a wait inside SQLite would block the whole process. */
  async #begin(cameAt: number): Promise<void> {
    for (;;) {
      try {
        // Not prepared: libsql leaves a statement that found the file locked unfinished, which would block later
        // commits.
        return void this.writing.connection.exec('begin immediate')
      } catch (error) {
        if (!isSqliteBusy(error) || performance.now() - cameAt > busyMilliseconds) throw error
      }
      await delay(retryMilliseconds)
    }
  }

  async commitTransaction(route: Route): Promise<void> {
    const group = this.#openGroup()
    if (!group) throw takenBack()
    try {
      if (!route.isFirst) this.writing.command('release change')
    } catch (error) {
      // Its last writes may stand in for those of earlier changes of the group, so the group cannot be committed
      // without it.
      this.#giveUp(error)
      throw error
    }
    const outcome = this.#commitSoon(group)
    route.end()
    await inAsyncStatement('sqlite', 'commit', () => outcome)
  }

  async rollbackTransaction(route: Route): Promise<void> {
    // A failed commit of the group has rolled everything back already.
    if (!route.endTransaction) return
    try {
      if (route.isFirst) this.#giveUp()
      else if (this.#openGroup()) this.writing.connection.exec('rollback to change; release change')
    } catch (error) {
      // A change that cannot be rolled back alone must not be committed with the others.
      this.#giveUp(error)
      throw error
    } finally {
      route.end()
    }
  }

  /** Runs a statement of the transaction that is open. */
  runWithin<Row>(sql: string, parameters: readonly unknown[]): QueryResult<Row> {
    try {
      return this.writing.run(sql, parameters)
    } catch (error) {
      // On a full disk, say, SQLite rolls back the whole transaction: all changes of the group fail with the reason.
      if (!this.writing.connection.isInTransaction()) this.#giveUp(error)
      throw error
    }
  }

  /** Runs a single statement as a transaction too, so that only the begin of a transaction can find the file locked. */
  async write<Row>(route: Route, sql: string, parameters: readonly unknown[]): Promise<QueryResult<Row>> {
    await this.beginTransaction(route)
    try {
      const result = this.runWithin<Row>(sql, parameters)
      await this.commitTransaction(route)
      return result
    } catch (error) {
      await this.rollbackTransaction(route)
      throw error
    }
  }

  /**
   * Commits as soon as a turn of the event loop brings no further change: a commit costs as much as several changes.
   */
  #commitSoon(group: Group): Promise<void> {
    group.size++
    if (group.outcome !== undefined) return group.outcome
    const afterTurn = (turn: number, sizeBefore: number) => {
      const { size } = group
      if (size === sizeBefore || turn === turnsMax) void this.#commit(group)
      else setImmediate(afterTurn, turn + 1, size)
    }
    setImmediate(afterTurn, 1, 0)
    group.outcome = new Promise((resolve, reject) => Object.assign(group, { resolve, reject }))
    return group.outcome
  }

  async #commit(group: Group): Promise<void> {
    const end = await this.#turns.enter()
    try {
      if (this.#openGroup() === group) await this.#commitNow(group)
    } finally {
      end()
    }
  }

  async #commitNow(group: Group): Promise<void> {
    try {
      await writeAll(this.#within, group.last)
      this.writing.command('commit')
      this.#group = undefined
      group.resolve?.()
    } catch (error) {
      this.#giveUp(error)
    }
  }

  /**
   * The group that a change can join. A group that SQLite has rolled back by itself, on a full disk say, is given up.
   */
  #openGroup(): Group | undefined {
    if (this.#group && !this.writing.connection.isInTransaction()) {
      this.#giveUp(takenBack())
    }
    return this.#group
  }

  /** Rolls back the whole group, and fails all changes that wait for it with the error. */
  #giveUp(error?: unknown): void {
    const group = this.#group
    this.#group = undefined
    try {
      if (this.writing.connection.isInTransaction()) this.writing.command('rollback')
    } finally {
      group?.reject?.(error)
    }
  }

  /** Lets the transaction under way end, and commits the changes that wait. */
  async destroy(): Promise<void> {
    await this.readers.close()
    const end = await this.#turns.enter()
    const group = this.#openGroup()
    if (group) await this.#commitNow(group)
    this.reading.connection.close()
    this.writing.connection.close()
    end()
  }
}

const takenBack = () => new StoreUnavailable('failing', new Error('SQLite has taken back the transaction.'))

/** Routes statements to one of the connections: during a transaction, all go to the one that writes. */
class Route implements DatabaseConnection {
  endTransaction: (() => void) | undefined
  /** Whether its transaction is the outer one, in which the others of the group are savepoints. */
  isFirst = false

  constructor(private readonly driver: SqliteDriver) {}

  end(): void {
    this.endTransaction?.()
    this.endTransaction = undefined
  }

  async executeQuery<Row>(compiled: CompiledQuery<unknown>): Promise<QueryResult<Row>> {
    const { query, sql, parameters } = compiled
    const { reading, readers } = this.driver
    if (this.endTransaction) return this.driver.runWithin(sql, parameters)
    if (query.kind !== 'SelectQueryNode') return this.driver.write(this, sql, parameters)
    if (reading.isSlow(sql)) return { rows: [...(await readers.run(compiled as CompiledQuery<Row>))] }
    return reading.run(sql, parameters)
  }

  // biome-ignore lint/correctness/useYield: nothing is streamed.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('SQLite answers whole.')
  }
}

/** Runs statements as part of the open transaction. */
class Within extends DummyDriver {
  constructor(private readonly driver: SqliteDriver) {
    super()
  }

  override async acquireConnection(): Promise<Route> {
    const route = new Route(this.driver)
    route.endTransaction = () => {}
    return route
  }
}

const kyselyOver = (driver: Driver, engine: SqliteEngine) =>
  new Kysely<Tables>({
    dialect: {
      createDriver: () => driver,
      createAdapter: () => engine,
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createIntrospector: (db) => new SqliteIntrospector(db),
    },
  })
