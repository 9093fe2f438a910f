import type { Tables } from '../../src/store/tables.ts'
import type { TestGateway } from '../gateway.ts'
import { idOfCopy } from '../id-of-copy.ts'

/** A table of which an account may have so many rows. */
export type Limited = 'databases' | 'database_tokens' | 'management_tokens' | 'invitations'

/** Columns that the store computes itself. */
const generatedColumns = ['expiry_key', 'last_use_key']

/** Copies a row until there are so many of it. */
export async function multiply(gateway: TestGateway, table: Limited, id: string, count: number): Promise<void> {
  const whole = await gateway.db.selectFrom(table).selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const isOfStore = (column: string) => generatedColumns.includes(column)
  const row = Object.fromEntries(Object.entries(whole).filter(([column]) => !isOfStore(column))) as typeof whole
  const copy = (at: number) => ({
    ...row,
    id: idOfCopy(row.id, at),
    ...('name' in row && { name: `${row.name}-${at}` }),
    ...('email' in row && { email: `${at}-${row.email}` }),
    ...('secret_hash' in row && { secret_hash: `${row.secret_hash} ${at}` }),
  })
  for (let made = 1; made < count; made += 500) {
    const rows = Array.from({ length: Math.min(500, count - made) }, (_, at) => copy(made + at))
    await gateway.db
      .insertInto(table as keyof Tables)
      .values(rows)
      .execute()
  }
}
