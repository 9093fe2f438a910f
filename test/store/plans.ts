import { CompiledQuery, sql } from 'kysely'
import type { Sql } from '../../src/store/tables.ts'
import { onPostgres } from '../store.ts'

/** How the store would go about a statement, whatever its parameters and the number of rows. */
export async function planOf(db: Sql, statement: string): Promise<string> {
  if (!onPostgres) {
    const parameters = Array(statement.split('?').length - 1).fill(null)
    const { rows } = await db.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${statement}`, parameters),
    )
    return rows.map(({ detail }) => detail).join('\n')
  }
  return db.transaction().execute(async (transaction) => {
    for (const way of ['sort', 'seqscan', 'bitmapscan', 'hashjoin', 'mergejoin']) {
      await sql.raw(`set local enable_${way} = off`).execute(transaction)
    }
    await sql.raw(`set local plan_cache_mode = force_generic_plan`).execute(transaction)
    await sql.raw(`prepare read as ${statement}`).execute(transaction)
    const nulls = [...new Set(statement.match(/\$\d+/g))].map(() => 'null').join()
    const { rows } = await sql.raw<Record<string, string>>(`explain execute read(${nulls})`).execute(transaction)
    await sql`deallocate read`.execute(transaction)
    return rows.map((row) => Object.values(row)[0]).join('\n')
  })
}
