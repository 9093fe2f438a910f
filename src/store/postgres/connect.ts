import { Kysely, type LogEvent, PostgresDialect, sql } from 'kysely'
import { Queue } from '../../queue.ts'
import type { Sql, Tables } from '../tables.ts'
import { GatewayPostgresDriver } from './driver.ts'
import { PostgresEngine } from './engine.ts'
import { openPool, waitMilliseconds } from './pool.ts'

/** How many connections serve reads that may take long; the others stay free for changes and other reads. */
export const longReadConnections = 4

export interface Postgres {
  readonly db: Sql
  readonly driver: GatewayPostgresDriver
  /** Asks the server what this role may do, and whether it accepted the settings of the connection. */
  inspect(): Promise<Inspection>
}

export interface Inspection {
  readonly role: string
  /** Whether the tables were ever made. */
  readonly hasTables: boolean
  /** Whether this role may change the tables themselves. */
  readonly isOwner: boolean
  readonly isSuperuser: boolean
  readonly mayCreateTables: boolean
}

/** Connects to PostgreSQL, whatever the state of its tables. */
export function openPostgres(
  url: string,
  onStatement?: (sql: string) => void,
  statementMilliseconds = waitMilliseconds,
): Postgres {
  const connections = openPool(url, statementMilliseconds)
  const { pool } = connections
  // An idle connection that breaks is replaced by the pool; the next statement tells whether the server is back.
  pool.on('error', () => {})
  // A connection may also break while it is taken but runs no statement; an unhandled error event ends the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  const driver = new GatewayPostgresDriver(connections, statementMilliseconds)
  const engine = new PostgresEngine()
  const db = new Kysely<Tables>({
    dialect: new GatewayPostgresDialect({ pool }, driver, engine),
    ...(onStatement && { log: (event: LogEvent) => onStatement(event.query.sql) }),
  })
  const queue = new Queue({ atOnce: longReadConnections, waitMilliseconds })
  engine.longReads = {
    run: (query, deadline) =>
      queue.run(
        () =>
          db.connection().execute(async (connection) => {
            await driver.serve(connection, { deadline })
            return (await connection.executeQuery(query)).rows
          }),
        deadline,
      ),
  }
  return {
    db,
    driver,
    async inspect() {
      const { rows } = await inspection.execute(db)
      const { told, isWalled, ...found } = rows[0] as (typeof rows)[number]
      if (Number(told) !== statementMilliseconds) connections.settingsAreLost()
      driver.isWalled = isWalled
      return found
    },
  }
}

const inspection = sql<Inspection & { told: string; isWalled: boolean }>`
  select
    current_user as "role",
    (select setting from pg_settings where name = 'statement_timeout') as "told",
    events.oid is not null as "hasTables",
    coalesce(pg_has_role(events.relowner, 'USAGE'), false) as "isOwner",
    (select rolsuper from pg_roles where rolname = current_user) as "isSuperuser",
    coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) as "mayCreateTables",
    coalesce(row_security_active(events.oid), false) as "isWalled"
  from (select to_regclass('audit_events') as oid) as found
  left join pg_class as events on events.oid = found.oid`

class GatewayPostgresDialect extends PostgresDialect {
  constructor(
    config: ConstructorParameters<typeof PostgresDialect>[0],
    private readonly driver: GatewayPostgresDriver,
    private readonly engine: PostgresEngine,
  ) {
    super(config)
  }

  override createDriver(): GatewayPostgresDriver {
    return this.driver
  }

  override createAdapter(): PostgresEngine {
    return this.engine
  }
}
