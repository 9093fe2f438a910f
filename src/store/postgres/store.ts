import { sql } from 'kysely'
import type { Deadline } from '../../deadline.ts'
import { QueuePerName } from '../../queue.ts'
import { BaseStore, type OnOutage, type Work } from '../base-store.ts'
import { type LastWrites, writeAll } from '../last-writes.ts'
import type { Connections } from '../store.ts'
import type { Sql } from '../tables.ts'
import { openPostgres, type Postgres } from './connect.ts'
import { preparePostgres } from './prepare.ts'

/** How many changes of one account may wait for another. */
const changesWaitingMax = 1_000

const safeguards = ['fsync', 'synchronous_commit', 'full_page_writes']

/** A store on a PostgreSQL server, which several gateways may share. */
export class PostgresStore extends BaseStore {
  readonly #changes = new QueuePerName(changesWaitingMax)
  readonly #driver: Postgres['driver']

  constructor(
    { db, driver }: Postgres,
    readonly roleRisks: readonly string[],
    onOutage?: OnOutage,
  ) {
    super(db, onOutage)
    this.#driver = driver
  }

  readonly connections = (): Connections => {
    const { totalCount, idleCount } = this.#driver.connections.pool
    return { open: totalCount, idle: idleCount }
  }

  get waitingCount(): number {
    return this.#driver.connections.pool.waitingCount + this.#changes.waitingCount
  }

  protected attempt<T>(work: Work<T>, deadline?: Deadline, accountId?: string): Promise<T> {
    return this.db.transaction().execute(async (transaction) => {
      await this.#driver.serve(transaction, { deadline, accountId })
      const last: LastWrites = new Map()
      const answer = await work(transaction, last)
      await writeAll(transaction, last)
      // Up to here everything can be undone; after it, only the server's answer tells.
      deadline?.commit()
      return answer
    })
  }

  /** A change that waits holds no connection, so that a busy account leaves them to the others. */
  change<T>(accountId: string, work: Work<T>, deadline?: Deadline): Promise<T> {
    return this.#changes.run(accountId, () => this.transaction(work, deadline, accountId))
  }

  async lock(transaction: Sql, name: string): Promise<void> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(transaction)
  }

  /** The server's safeguards against a power cut that are off. */
  async risks(): Promise<readonly string[]> {
    const { rows } = await sql<{ name: string }>`
      select name from pg_settings where name in (${sql.join(safeguards)}) and setting = 'off' order by name`.execute(
      this.db,
    )
    return rows.map(({ name }) => `PostgreSQL runs with ${name} off; set it to on.`)
  }
}

/** Brings the tables up to date where the role of the connection may. */
export async function openPostgresStore(
  url: string,
  onStatement?: (sql: string) => void,
  onOutage?: OnOutage,
): Promise<PostgresStore> {
  const postgres = openPostgres(url, onStatement)
  try {
    return new PostgresStore(postgres, await preparePostgres(postgres, url), onOutage)
  } catch (error) {
    await postgres.db.destroy()
    throw error
  }
}
