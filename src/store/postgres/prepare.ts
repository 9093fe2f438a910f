import { grantedRole, grantToGateway } from '../gateway-role.ts'
import { migrate, missingMigrations } from '../migrate.ts'
import { type Inspection, openPostgres, type Postgres } from './connect.ts'
import { migrationMilliseconds } from './engine.ts'

/**
 * Brings the tables up to date where the role of the connection may, and expects them to be so where another role owns
 * them. Returns warnings for the operator's log about rights that the role does not need.
 */
export async function preparePostgres(postgres: Postgres, url: string): Promise<readonly string[]> {
  const found = await postgres.inspect()
  if (found.hasTables ? found.isOwner : found.mayCreateTables) {
    await migratePostgres(url)
    return [ownerRisk(found)]
  }
  if (!found.hasTables) {
    throw new Error(
      `The database of DATABASE_URL has no tables of Clustergate, and ${found.role} may not make them. ${howTo(found)}`,
    )
  }
  const missing = await missingMigrations(postgres.db)
  if (missing.length > 0) {
    throw new Error(
      `The tables of the store are not up to date (${missing.join(', ')}), and ${found.role} may not change them. ` +
        howTo(found),
    )
  }
  return []
}

const howTo = ({ role }: Inspection) =>
  `Run \`clustergate migrate --grant-to ${role}\` with the DATABASE_URL of the role that owns them, then start again.`

const ownerRisk = ({ role, isSuperuser }: Inspection) =>
  `${role}, the role of DATABASE_URL, ${isSuperuser ? 'is a superuser' : 'owns the tables'}: it could change the audit ` +
  'log, and row-level security does not bind it. Let another role own the tables, and start the gateway with one that ' +
  '`clustergate migrate --grant-to ROLE` has granted what it needs.'

/**
 * Migrates on a connection of its own, whose statements have the time that a large table needs. The role that was
 * granted the gateway's rights gets those on new tables as well; `role` sets it or replaces it. Returns that role.
 */
export async function migratePostgres(url: string, role?: string): Promise<string | undefined> {
  const { db } = openPostgres(url, undefined, migrationMilliseconds)
  try {
    await migrate(db)
    const grantee = role ?? (await grantedRole(db))
    if (grantee !== undefined) await grantToGateway(db, grantee)
    return grantee
  } finally {
    await db.destroy()
  }
}
