import type { CompiledQuery } from 'kysely'
import type { Sql } from './tables.ts'

/** Where reads go that may take long, so that they hold nobody but each other. */
export interface Lane {
  /** Throws Overdue for a read that took too long, and was stopped. */
  run<Row>(query: CompiledQuery<Row>): Promise<readonly Row[]>
}

/** Each store has one. */
const lanes = new WeakMap<Sql, Lane>()

export function openLane(db: Sql, lane: Lane): Sql {
  lanes.set(db, lane)
  return db
}

/**
 * Runs a read whose work grows with a table: a count, a search, a list that no index holds in its order. Within a
 * transaction it runs there, like everything else.
 */
export async function readAside<Row>(db: Sql, query: { compile(): CompiledQuery<Row> }): Promise<readonly Row[]> {
  const compiled = query.compile()
  const lane = db.isTransaction ? undefined : lanes.get(db)
  return lane ? lane.run(compiled) : (await db.executeQuery(compiled)).rows
}
