import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import { type Check, failed, ok, skipped, type Verdict, warning } from './check.ts'

const gigabyte = 1_000_000_000
const shareMin = 0.1
const bytesMin = gigabyte
/** Below that, a single backup or a mail may fill the disk. */
const bytesLeast = 50_000_000

/** How much room the data directory has. PostgreSQL does not tell of its disk. */
export const disk: Check = async ({ config, opened }) => {
  const { dataDirectory, databaseUrl } = config
  const stats = await statfs(dataDirectory).catch(() => undefined)
  const here = stats
    ? judgeRoom(dataDirectory, stats.bavail * stats.bsize, stats.blocks * stats.bsize)
    : skipped(`There is no ${dataDirectory} yet.`)
  if (databaseUrl === undefined || !opened) return [here]
  const { rows } = await sql<{ bytes: string }>`select pg_database_size(current_database()) as bytes`.execute(
    opened.store.db,
  )
  const size = (Number(rows[0]?.bytes) / 1_000_000).toFixed(0)
  return [
    here,
    skipped(`PostgreSQL does not tell how much room it has: its database takes ${size} MB. Watch its disk there.`),
  ]
}

/** What free room means; exported to be tried with disks of all sizes. */
export function judgeRoom(path: string, free: number, size: number): Verdict {
  const share = size > 0 ? free / size : 0
  const message = `The disk of ${path} has ${(free / gigabyte).toFixed(1)} GB left, ${Math.floor(share * 100)} % of it.`
  const remedy = 'Make room, or give the data directory a larger disk: a full one stops every change.'
  if (free < bytesLeast) return failed(message, remedy)
  return share < shareMin || free < bytesMin ? warning(message, remedy) : ok(message)
}
