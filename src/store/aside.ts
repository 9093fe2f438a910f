import type { CompiledQuery } from 'kysely'
import type { Deadline } from '../deadline.ts'
import type { Sql } from './tables.ts'

/** Where reads go that may take long, so that they hold nobody but each other. */
export interface Lane {
  /** Throws Overdue for a read that took too long, or beyond its operation's deadline, and was stopped. */
  run<Row>(query: CompiledQuery<Row>, deadline: Deadline | undefined): Promise<readonly Row[]>
}

/** Each store has one. */
const lanes = new WeakMap<Sql, Lane>()

export function openLane(db: Sql, lane: Lane): Sql {
  lanes.set(db, lane)
  return db
}

/**
 * Runs a read whose work grows with a table: a count, a search, a list that no index holds in its order. It ends with
 * the operation that it is for, where there is one. Within a transaction it runs there, like everything else.
 */
export async function readAside<Row>(
  db: Sql,
  query: { compile(): CompiledQuery<Row> },
  deadline: Deadline | undefined,
): Promise<readonly Row[]> {
  const compiled = query.compile()
  const lane = db.isTransaction ? undefined : lanes.get(db)
  return lane ? lane.run(compiled, deadline) : (await db.executeQuery(compiled)).rows
}
