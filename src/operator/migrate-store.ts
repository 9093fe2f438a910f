import { readConfig } from '../config.ts'
import { openStore } from '../store/open-store.ts'
import { migratePostgres } from '../store/postgres/prepare.ts'
import { say } from './output.ts'

/** Brings the tables up to date; on PostgreSQL it also grants the gateway's role what it needs. */
export async function migrateStore(role: string | undefined): Promise<void> {
  const { databaseUrl, dataDirectory } = readConfig(process.env)
  if (databaseUrl !== undefined) {
    const grantee = await migratePostgres(databaseUrl, role)
    say('The tables are up to date.')
    if (grantee !== undefined) say(`${grantee} may do with them what the gateway needs, and no more.`)
    return
  }
  if (role !== undefined) throw new Error('--grant-to needs DATABASE_URL: the embedded store has no roles.')
  const store = await openStore({ databaseUrl, dataDirectory })
  await store.close()
  say('The tables are up to date.')
}
