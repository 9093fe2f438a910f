import type { CompiledQuery } from 'kysely'
import type { Deadline } from '../deadline.ts'
import { engineOf } from './engine.ts'
import type { Sql } from './tables.ts'

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
  const lane = db.isTransaction ? undefined : engineOf(db).lane
  return lane ? lane.run(compiled, deadline) : (await db.executeQuery(compiled)).rows
}
