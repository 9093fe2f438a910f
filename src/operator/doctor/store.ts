import { sql } from 'kysely'
import type { PostgresTarget } from '../../store/postgres/url.ts'
import { parsePostgresUrl } from '../../store/postgres/url.ts'
import type { Sql } from '../../store/tables.ts'
import { isLoopback } from '../../values/loopback.ts'
import { version } from '../../version.ts'
import { describeFailure } from '../failure.ts'
import { type Check, failed, ok, type Setup, type Verdict, warning } from './check.ts'

/** Whether the store can be reached, is up to date, keeps what it acknowledges, and gives its role no more than it needs. */
export const store: Check = async (setup) => {
  const { store, opened, fault, config } = setup
  if (store.kind === 'MISSING')
    return [
      failed(
        `There is no store in ${placeOf(setup)}.`,
        'Start the gateway once, or check DATABASE_URL and CLUSTERGATE_DATA_DIR.',
      ),
    ]
  if (store.kind === 'FAULTY')
    return [failed(describeFailure(store.fault), 'A gateway cannot start before that is mended.')]
  if (store.kind === 'BEHIND') return [behind(store.missing)]
  if (!opened) return [failed(describeFailure(fault), 'A gateway cannot start before that is mended.')]
  const found = [
    ...(await opened.store.risks()).map((risk) => warning(risk, null)),
    ...opened.store.roleRisks.map((risk) => warning(risk, null)),
    ...(config.databaseUrl === undefined ? [] : await encryption(opened.store.db, config.databaseUrl)),
  ]
  return found.length > 0 ? found : [ok(`The store in ${placeOf(setup)} is up to date with version ${version}.`)]
}

const placeOf = ({ config }: Setup): string =>
  config.databaseUrl === undefined ? config.dataDirectory : 'the database of DATABASE_URL'

const behind = (missing: readonly string[]): Verdict =>
  warning(
    `The store was made by an earlier version, and lacks ${missing.join(', ')}; what needs it is not looked at.`,
    `Make a backup. Version ${version} brings the store up to date when it starts (with two roles: \`clustergate migrate\`).`,
  )

/** How the connection to PostgreSQL is protected, where it leaves this machine. */
async function encryption(db: Sql, databaseUrl: string): Promise<readonly Verdict[]> {
  const far = parsePostgresUrl(databaseUrl).targets.filter(isFar)
  if (far.length === 0) return []
  const { rows } = await sql<{ ssl: boolean }>`select ssl from pg_stat_ssl where pid = pg_backend_pid()`.execute(db)
  if (rows[0]?.ssl === false) {
    return [
      warning(
        'The connection to PostgreSQL is not encrypted: the network between sees all that the gateway reads and writes.',
        'Set up TLS there, and write sslmode=verify-full in DATABASE_URL.',
      ),
    ]
  }
  if (
    far.every(({ ssl }) => ssl !== false && ssl.rejectUnauthorized !== false && ssl.checkServerIdentity === undefined)
  )
    return []
  return [
    warning(
      'The connection to PostgreSQL is encrypted, but the server need not prove that it is the right one.',
      'Write sslmode=verify-full in DATABASE_URL, with sslrootcert where the authority is your own.',
    ),
  ]
}

const isFar = ({ host }: PostgresTarget): boolean => host !== undefined && !host.startsWith('/') && !isLoopback(host)
