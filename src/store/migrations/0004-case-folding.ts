import { sql } from 'kysely'
import { fold } from '../../values/text.ts'
import type { Migration } from '../migration.ts'
import type { Sql } from '../tables.ts'

const rowsMax = 1_000

/** Brings folded texts to Unicode's case folding, which neither engine can compute by itself. */
export const caseFolding: Migration = () => [
  (db) => refold(db, 'users', 'name', 'folded_name'),
  (db) => refold(db, 'database_tokens', 'description', 'folded_description'),
  (db) => refold(db, 'management_tokens', 'description', 'folded_description'),
]

interface Row {
  readonly account_id: string
  readonly id: string
  readonly text: string
  readonly folded: string
}

/** Walks a table by its primary key, and updates the rows whose folded text has changed. */
async function refold(db: Sql, tableName: string, textName: string, foldedName: string): Promise<void> {
  const [table, text, folded] = [sql.table(tableName), sql.ref(textName), sql.ref(foldedName)]
  let after: Pick<Row, 'account_id' | 'id'> = { account_id: '', id: '' }
  for (;;) {
    const { rows } = await sql<Row>`select account_id, id, ${text} as text, ${folded} as folded from ${table}
      where (account_id, id) > (${after.account_id}, ${after.id}) order by account_id, id limit ${rowsMax}`.execute(db)
    for (const row of rows) {
      if (fold(row.text) === row.folded) continue
      await sql`update ${table} set ${folded} = ${fold(row.text)}
        where account_id = ${row.account_id} and id = ${row.id}`.execute(db)
    }
    if (rows.length < rowsMax) return
    after = rows.at(-1) as Row
  }
}
