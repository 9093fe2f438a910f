import { type RawBuilder, sql } from 'kysely'
import { engineOf } from './engine.ts'
import type { Sql } from './tables.ts'

/** Epoch milliseconds, as the store has them: the one authority on what has expired, for all instances alike. */
export interface Clock {
  (): number
  /** By how much tests have moved the time of the store itself. */
  readonly shift?: () => number
}

export interface ClockOptions {
  /** The clock of this machine. */
  readonly machine: () => number
  readonly shift: () => number
  /** Hears of a machine whose clock is wrong, by so many milliseconds beyond doubt, and of one that is right again. */
  readonly onSkew: (milliseconds: number | undefined) => void
}

const measureMilliseconds = 10_000
/** What passes for the same time. */
const skewMilliseconds = 5_000

/**
 * The clock of the store. SQLite goes by this machine's. With PostgreSQL several machines share a store: what decides
 * about a credential or a change is read from the server within its own statement (`storeNow`), and everything else
 * goes by how far the machine's clock is off, which is measured at the start and every ten seconds.
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
    // Set meanwhile: the next one tells.
    if (after < before) return
    const doubt = (after - before) / 2
    offset = (rows[0]?.storeNow as number) - (before + doubt)
    const wasOff = isOff
    isOff = Math.abs(offset) - doubt > skewMilliseconds
    if (isOff !== wasOff) onSkew(isOff ? Math.round(-offset) : undefined)
  }
  await measure()
  // While the server is away nothing is decided by any clock.
  const timer = setInterval(() => void measure().catch(() => {}), measureMilliseconds).unref()
  return {
    clock: Object.assign(() => Math.round(machine() + offset + shift()), { shift }),
    close: () => clearInterval(timer),
  }
}

/** The time of the store within a statement: the server's own, or else `now`, which is the same clock. */
export function storeNow(db: Sql, now: number, shift: number): RawBuilder<number> {
  const { serverTime } = engineOf(db)
  return serverTime ? sql<number>`(${serverTime} + ${shift})` : sql<number>`${now}`
}
