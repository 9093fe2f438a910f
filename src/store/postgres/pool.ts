import pg from 'pg'
import { type PostgresTarget, parsePostgresUrl } from './url.ts'

/** No wait on the network, a lock or a statement is longer than this. */
export const waitMilliseconds = 5_000
const connectMilliseconds = 3_000

const int8 = 20

/** A pool of connections to whichever of the servers of a connection string answers, and takes what it must. */
export interface PostgresPool {
  readonly pool: pg.Pool
  /** Takes a connection from the pool; tries every server before it throws. */
  connect<T>(take: () => Promise<T>): Promise<T>
  /**
   * Whether the settings of a session cannot be relied on, because a pooler refuses or drops them: each transaction
   * then brings its own.
   */
  readonly isPooled: () => boolean
  /** Settings that went out with a connection did not arrive. */
  settingsAreLost(): void
}

export function openPool(url: string, statementMilliseconds: number): PostgresPool {
  const address = parsePostgresUrl(url)
  const targets = new Targets(address.targets)
  let isPooled = false
  class TargetClient extends pg.Client {
    constructor(options: pg.ClientConfig) {
      const { host, port, ssl } = targets.current
      const session = isPooled
        ? {}
        : {
            statement_timeout: statementMilliseconds,
            lock_timeout: waitMilliseconds,
            idle_in_transaction_session_timeout: waitMilliseconds,
          }
      super({ ...options, ...session, host, port, ssl })
    }
  }
  const pool = new pg.Pool({
    user: address.user,
    password: address.password,
    database: address.database,
    options: address.options,
    application_name: address.applicationName ?? 'clustergate',
    Client: TargetClient as unknown as new () => pg.ClientBase,
    max: 10,
    keepAlive: true,
    connectionTimeoutMillis: address.connectMilliseconds ?? connectMilliseconds,
    query_timeout: statementMilliseconds + 1_000,
    onConnect: address.mustTakeWrites ? expectWritable : undefined,
    types: {
      // Every 64-bit column of ours holds times, counts or sizes far below 2^53.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === int8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
    } as pg.CustomTypesConfig,
  })
  return {
    pool,
    isPooled: () => isPooled,
    settingsAreLost: () => {
      isPooled = true
    },
    async connect(take) {
      for (let attempt = 1; ; attempt++) {
        const tried = targets.current
        try {
          return await take()
        } catch (error) {
          if (!isPooled && isRefusedSetting(error)) isPooled = true
          else if (attempt > address.targets.length || !targets.moveOn(tried, error)) throw error
        }
      }
    },
  }
}

/** The servers of a connection string; the one that has answered last is where new connections go. */
class Targets {
  #at = 0

  constructor(private readonly all: readonly PostgresTarget[]) {}

  get current(): PostgresTarget {
    return this.all[this.#at] as PostgresTarget
  }

  /** Turns from the one that failed to the next; false when no other could do better. */
  moveOn(failed: PostgresTarget, error: unknown): boolean {
    if (this.all.length === 1 || isFinal(error)) return false
    // Somebody else has turned away from it already.
    if (this.current !== failed) return true
    const isSameHost = ({ host, port }: PostgresTarget) => host === failed.host && port === failed.port
    const next = (this.#at + 1) % this.all.length
    if (concernsEncryption(error)) {
      if (isDatabaseError(error) && !isSameHost(this.all[next] as PostgresTarget)) return false
      this.#at = next
      return true
    }
    // Whether encrypted or not, this host cannot be reached.
    const others = this.all.findIndex(
      (_, step) => !isSameHost(this.all[(next + step) % this.all.length] as PostgresTarget),
    )
    if (others < 0) {
      this.#at = this.all.findIndex(isSameHost)
      return false
    }
    this.#at = (next + others) % this.all.length
    return true
  }
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? ''

const isDatabaseError = (error: unknown): boolean => error instanceof pg.DatabaseError

/** No encryption at this server, or none of this kind, or none for this user. */
const concernsEncryption = (error: unknown): boolean =>
  codeOf(error) === '28000' || /SSL connection/.test((error as Error).message)

/** The server is there and says no, or all connections of the pool are taken. */
const isFinal = (error: unknown): boolean =>
  (isDatabaseError(error) && !/^(28000|57P0|53300|25006)/.test(codeOf(error))) || isPoolTaken(error)

/** No connection is free. */
export const isPoolTaken = (error: unknown): boolean =>
  (error as { message?: string }).message === 'timeout exceeded when trying to connect'

const isRefusedSetting = (error: unknown): boolean =>
  /unsupported startup parameter/.test((error as { message?: string }).message ?? '')

/** Throws as PostgreSQL does when it is asked to write where nothing can be written. */
async function expectWritable(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query(
    `select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as "isReadOnly"`,
  )
  if (rows[0].isReadOnly) {
    throw Object.assign(new Error('No server of DATABASE_URL takes writes.'), { code: '25006' })
  }
}
