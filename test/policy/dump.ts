import { sql } from 'kysely'
import type { TestGateway } from '../gateway.ts'

/** All rows of all tables of a store, each as it is stored, as one comparable text. */
export async function dumpOf({ db }: TestGateway): Promise<string> {
  const tables = await db.introspection.getTables()
  const dumped: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<object>`select * from ${sql.table(name)}`.execute(db)
    dumped.push(...rows.map((row) => `${name} ${JSON.stringify(row)}`))
  }
  return dumped.sort().join('\n')
}
