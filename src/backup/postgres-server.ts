import pg from 'pg'
import { migrationMilliseconds } from '../store/postgres/engine.ts'
import { type PostgresTarget, parsePostgresUrl } from '../store/postgres/url.ts'

const connectMilliseconds = 10_000

/** A connection of its own to the first server of a connection string that answers. */
export interface PostgresServer {
  readonly client: pg.Client
  readonly target: PostgresTarget
  /** Such as 150004. */
  readonly version: number
}

/** Works on a connection of its own, in which no limit but that of a long statement ends a transaction. */
export async function withServer<T>(url: string, work: (server: PostgresServer) => Promise<T>): Promise<T> {
  const { client, target } = await connect(url)
  try {
    await client.query(`set statement_timeout = ${migrationMilliseconds}`)
    await client.query('set idle_in_transaction_session_timeout = 0')
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`)
    return await work({ client, target, version: Number(rows[0]?.version) })
  } finally {
    await client.end().catch(() => {})
  }
}

async function connect(url: string): Promise<Pick<PostgresServer, 'client' | 'target'>> {
  const { targets, user, password, database, options } = parsePostgresUrl(url)
  let failure: unknown
  for (const target of targets) {
    const { host, port, ssl } = target
    const client = new pg.Client({
      ...{ host, port, ssl, user, password, database, options },
      connectionTimeoutMillis: connectMilliseconds,
      application_name: 'clustergate backup',
    })
    // A connection that breaks while no statement runs: the next statement tells.
    client.on('error', () => {})
    try {
      await client.connect()
      return { client, target }
    } catch (error) {
      failure ??= error
      await client.end().catch(() => {})
    }
  }
  throw failure
}
