import type { QueryResult } from 'kysely'
import { isSqliteBusy, type SqliteConnection, type SqliteStatement } from '../../files/sqlite.ts'
import { inStatement } from '../../traces/statement-span.ts'

const statementsMax = 256

/** How long a statement may block the event loop, and how long one that blocked it for longer counts as slow. */
const slowMilliseconds = 25
const slowFor = 60_000

/** The text of a statement without the length of its lists. */
const formOf = (sql: string): string => sql.replace(/\?(?:, \?)+/g, '?')

/** A connection that prepares each text once, and keeps the statements that were used last. */
export class Statements {
  readonly #kept = new Map<string, { readonly statement: SqliteStatement; readonly reads: boolean }>()
  readonly #suspects = new Set<string>()
  readonly #slowUntil = new Map<string, number>()
  #halfRun: (() => unknown) | undefined

  constructor(
    readonly connection: SqliteConnection,
    private readonly onStatement: ((sql: string) => void) | undefined,
  ) {}

  run<Row>(sql: string, parameters: readonly unknown[]): QueryResult<Row> {
    this.onStatement?.(sql)
    return inStatement('sqlite', sql, () => {
      const { statement, reads } = this.#prepare(sql)
      if (reads) return { rows: this.#timed(sql, () => this.#read(() => statement.all(parameters))) as Row[] }
      return { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) }
    })
  }

  /** Whether a statement of this form has recently blocked the event loop, and should run elsewhere. */
  isSlow(sql: string): boolean {
    if (this.#slowUntil.size === 0) return false
    const form = formOf(sql)
    const until = this.#slowUntil.get(form)
    if (until === undefined) return false
    if (performance.now() < until) return true
    this.#slowUntil.delete(form)
    return false
  }

  /**
   * Measures a read. A slow one may only have waited for a processor, so it counts as slow when it is slow a second
   * time by its own processor time.
   */
  #timed<T>(sql: string, read: () => T): T {
    const isSuspect = this.#suspects.size > 0 && this.#suspects.delete(formOf(sql))
    const usedBefore = isSuspect ? process.cpuUsage() : undefined
    const begunAt = performance.now()
    const answer = read()
    if (performance.now() - begunAt < slowMilliseconds) return answer
    const form = formOf(sql)
    const { user, system } = process.cpuUsage(usedBefore)
    if (usedBefore && (user + system) / 1_000 >= slowMilliseconds) {
      if (this.#slowUntil.size >= statementsMax) this.#slowUntil.clear()
      this.#slowUntil.set(form, performance.now() + slowFor)
    } else if (this.#suspects.size < statementsMax) {
      this.#suspects.add(form)
    }
    return answer
  }

  /** The first row of a statement that reads. */
  first<Row>(sql: string, parameters: readonly unknown[]): Row | undefined {
    this.onStatement?.(sql)
    return inStatement('sqlite', sql, () => {
      const { statement } = this.#prepare(sql)
      return this.#read(() => statement.get(parameters)) as Row | undefined
    })
  }

  /**
   * libsql leaves a query that found the file locked unfinished, and later reads then see the store as it was at that
   * time. Such a query is run to its end before any other.
   */
  #read<T>(query: () => T): T {
    this.#halfRun?.()
    this.#halfRun = undefined
    try {
      return query()
    } catch (error) {
      // Within a transaction, which holds the lock, the cause is another one, and the statement might be a change.
      if (isSqliteBusy(error) && !this.connection.isInTransaction()) this.#halfRun = query
      throw error
    }
  }

  /** Runs a statement that begins or ends a transaction, and is not reported to `onStatement`. */
  command(sql: string): void {
    this.#prepare(sql).statement.run([])
  }

  #prepare(sql: string) {
    let kept = this.#kept.get(sql)
    if (!kept) {
      const statement = this.connection.prepare(sql)
      kept = { statement, reads: statement.reader }
    } else if (this.#kept.size === statementsMax) {
      this.#kept.delete(sql)
    }
    this.#kept.set(sql, kept)
    if (this.#kept.size > statementsMax) this.#kept.delete(this.#kept.keys().next().value as string)
    return kept
  }
}
