import type { CompiledQuery } from 'kysely'
import type { Deadline } from '../deadline.ts'
import { engineOf } from './engine.ts'
import type { Sql } from './tables.ts'

/**
 * Runs a read whose work grows with a table, such as a count, a search, or a list that no index holds in its order,
 * apart from other statements. It ends with the deadline of its operation. Within a transaction it runs there, like
 * every statement.
 */
export async function runLongRead<Row>(
  db: Sql,
  query: { compile(): CompiledQuery<Row> },
  deadline: Deadline | undefined,
): Promise<readonly Row[]> {
  const compiled = query.compile()
  const longReads = db.isTransaction ? undefined : engineOf(db).longReads
  return longReads ? longReads.run(compiled, deadline) : (await db.executeQuery(compiled)).rows
}
