import { setTimeout as delay } from 'node:timers/promises'
import type { AuditEventFieldsFragment, AuditFilter, Client } from '../sdk/index.ts'
import type { Column } from './columns.ts'
import type { Output } from './format.ts'
import { harmless, harmlessLines } from './harmless.ts'
import type { ListOptions } from './list.ts'
import { say, tell } from './streams.ts'

type Row = AuditEventFieldsFragment

const pollMilliseconds = 2_000
/** Small, as most polls find nothing new; a burst of events takes more pages. */
const pollPageSize = 10

/** Prints the last events, oldest first, and then new ones as they come, one per line, until SIGINT or SIGTERM. */
export async function follow(
  client: Client,
  filter: AuditFilter,
  { limit, ...output }: ListOptions<Row>,
  columns: readonly Column<Row>[],
): Promise<void> {
  const stop = new AbortController()
  const { signal } = stop
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort())
  const show = await lineWriter(output, columns)
  try {
    tell('Following the audit log; Ctrl+C ends it.')
    let seen = 0n
    for (let isFirst = true; ; isFirst = false) {
      const pageSize = isFirst ? Math.min(limit, 100) : pollPageSize
      const newest = client.auditEvents.all({ filter }, { pageSize, signal })
      const fresh = await eventsAfter(seen, newest, isFirst ? limit : Number.POSITIVE_INFINITY)
      for (const event of fresh) show(event)
      seen = BigInt(fresh.at(-1)?.sequence ?? seen)
      await delay(pollMilliseconds, undefined, { signal })
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/**
 * The events after the sequence number `seen`, oldest first, from a list that has the newest first; at most the newest
 * `max`.
 */
async function eventsAfter(seen: bigint, newest: AsyncIterable<Row>, max: number): Promise<readonly Row[]> {
  const fresh: Row[] = []
  for await (const event of newest) {
    if (BigInt(event.sequence) <= seen || fresh.length === max) break
    fresh.push(event)
  }
  return fresh.reverse()
}

/**
 * Prints events one by one. Column widths cannot be known beforehand, so the values are two blanks apart, not aligned.
 */
async function lineWriter(
  { format, columns: named }: Output<Row>,
  columns: readonly Column<Row>[],
): Promise<(event: Row) => void> {
  if (format === 'json') return (event) => say(harmlessLines(JSON.stringify(event)))
  if (format === 'csv') {
    const { csvHeader, csvLine } = await import('./csv.ts')
    const chosen = named ?? columns
    say(csvHeader(chosen))
    return (event) => say(csvLine(chosen, event))
  }
  const chosen = named ?? columns.filter(({ isExtra }) => !isExtra)
  const between = format === 'plain' ? '\t' : '  '
  return (event) => {
    say(
      chosen.map(({ value, none }) => harmless(String(value(event) ?? (format === 'plain' ? '' : none)))).join(between),
    )
  }
}
