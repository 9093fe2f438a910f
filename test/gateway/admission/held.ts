import pg from 'pg'
import { onTestFinished } from 'vitest'
import type { TestGateway } from '../../gateway.ts'

export type HeldTable = 'clusters' | 'databases' | 'invitations' | 'sessions'

/** Keeps a table from everybody (on SQLite, where nothing stops readers: from writers) until the answer is called. */
export async function hold(gateway: TestGateway, table: HeldTable): Promise<() => Promise<void>> {
  const { databaseUrl } = gateway.config
  const letGo = await (databaseUrl === undefined ? holdWriters(gateway) : lock(databaseUrl, table))
  onTestFinished(letGo)
  return letGo
}

async function lock(databaseUrl: string, table: HeldTable): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('begin')
  await client.query(`lock table ${table} in access exclusive mode`)
  let over: Promise<void> | undefined
  return () => {
    over ??= client.end()
    return over
  }
}

async function holdWriters(gateway: TestGateway): Promise<() => Promise<void>> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let held = () => {}
  const holding = new Promise<void>((resolve) => {
    held = resolve
  })
  const over = gateway.app.core.store.transaction(async () => {
    held()
    await released
  })
  await holding
  return async () => {
    release()
    await over
  }
}

/** How many statements wait for a lock of PostgreSQL's. */
export async function waiting(gateway: TestGateway): Promise<number> {
  const client = new pg.Client({ connectionString: gateway.config.databaseUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query(
      "select 1 from pg_stat_activity where datname = current_database() and state = 'active' and wait_event_type = 'Lock'",
    )
    return rowCount ?? 0
  } finally {
    await client.end()
  }
}
