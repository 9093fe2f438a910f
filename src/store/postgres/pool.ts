import pg from 'pg'
import { type PostgresTarget, parsePostgresUrl } from './url.ts'

/** The limit of every wait for the network, a lock or a statement. */
export const waitMilliseconds = 5_000
const connectMilliseconds = 3_000
/** The connections of one instance. */
export const connectionsMax = 10

const int8 = 20

/** A pool of connections to the first server of a connection string that answers and fits its requirements. */
export interface PostgresPool {
  readonly pool: pg.Pool
  /** Takes a connection from the pool; tries every server before it throws. */
  connect<T>(take: () => Promise<T>): Promise<T>
  /**
   * Whether session settings cannot be relied on, because a pooler refuses or drops them: then each transaction sends
   * its own.
   */
  readonly isPooled: () => boolean
  /** Called when settings that were sent with a connection did not take effect. */
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
      // The pool hides the password in its options, which a copy of them would not have.
      super({ ...options, ...session, host, port, ssl, password: address.password })
    }
  }
  const pool = new pg.Pool({
    user: address.user,
    password: address.password,
    database: address.database,
    options: address.options,
    application_name: address.applicationName ?? 'clustergate',
    Client: TargetClient as unknown as new () => pg.ClientBase,
    max: connectionsMax,
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

/** The servers of a connection string; new connections go to the one that answered last. */
class Targets {
  #at = 0

  constructor(private readonly all: readonly PostgresTarget[]) {}

  get current(): PostgresTarget {
    return this.all[this.#at] as PostgresTarget
  }

  /** Moves from a failed server to the next one; false when no other server could do better. */
  moveOn(failed: PostgresTarget, error: unknown): boolean {
    if (this.all.length === 1 || isFinal(error)) return false
    // Another connection attempt has moved on already.
    if (this.current !== failed) return true
    const isSameHost = ({ host, port }: PostgresTarget) => host === failed.host && port === failed.port
    const next = (this.#at + 1) % this.all.length
    if (concernsEncryption(error)) {
      if (isDatabaseError(error) && !isSameHost(this.all[next] as PostgresTarget)) return false
      this.#at = next
      return true
    }
    // This host cannot be reached, encrypted or not.
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

/** Whether the server offers no encryption, or not this kind, or not to this user. */
const concernsEncryption = (error: unknown): boolean =>
  codeOf(error) === '28000' || /SSL connection/.test((error as Error).message)

/**
 * Whether trying another server is of no use: this one has answered with a refusal, or the pool has no free connection.
 */
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
