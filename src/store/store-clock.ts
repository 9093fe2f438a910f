import { type RawBuilder, sql } from 'kysely'
import { engineOf } from './engine.ts'
import type { Sql } from './tables.ts'

/** The store's time in epoch milliseconds, which decides for all instances alike what has expired. */
export interface Clock {
  (): number
  /** By how much tests have shifted the store's time. */
  readonly shift?: () => number
}

export interface ClockOptions {
  /** The clock of this machine. */
  readonly machine: () => number
  readonly shift: () => number
  /**
   * Called when this machine's clock becomes wrong, with the certain part of the difference, and when it is right
   * again.
   */
  readonly onSkew: (milliseconds: number | undefined) => void
}

const measureMilliseconds = 10_000
/** The largest difference that counts as none. */
const skewMilliseconds = 5_000

/**
 * Opens the clock of the store. On SQLite it is the clock of this machine. On PostgreSQL several machines share a
 * store: decisions about a credential or a change read the server's time within their own statement (`storeNow`), and
 * everything else corrects the machine's clock by its difference, which is measured at the start and every ten seconds.
 */
export async function openClock(
  db: Sql,
  { machine, shift, onSkew }: ClockOptions,
): Promise<{ clock: Clock; close(): void }> {
  const { serverTime } = engineOf(db)
  if (!serverTime) return { clock: Object.assign(() => machine() + shift(), { shift }), close: () => {} }
  let offset = 0
  let isOff = false
  const measure = async () => {
    const before = machine()
    const { rows } = await sql<{ storeNow: number }>`select ${serverTime} as "storeNow"`.execute(db)
    const after = machine()
    // The clock was set meanwhile; the next measurement counts.
    if (after < before) return
    const doubt = (after - before) / 2
    offset = (rows[0]?.storeNow as number) - (before + doubt)
    const wasOff = isOff
    isOff = Math.abs(offset) - doubt > skewMilliseconds
    if (isOff !== wasOff) onSkew(isOff ? Math.round(-offset) : undefined)
  }
  await measure()
  // While the server is away, no clock decides anything.
  const timer = setInterval(() => void measure().catch(() => {}), measureMilliseconds).unref()
  return {
    clock: Object.assign(() => Math.round(machine() + offset + shift()), { shift }),
    close: () => clearInterval(timer),
  }
}

/** The store's time within a statement: the server's own, or else `now`, which is from the same clock. */
export function storeNow(db: Sql, now: number, shift: number): RawBuilder<number> {
  const { serverTime } = engineOf(db)
  return serverTime ? sql<number>`(${serverTime} + ${shift})` : sql<number>`${now}`
}
