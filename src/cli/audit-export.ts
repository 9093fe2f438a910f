import { type FileHandle, open, rm, stat } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { draftOf, putInPlace } from '../files/write-whole.ts'
import type { AuditEventFieldsFragment, AuditFilter, Client } from '../sdk/index.ts'
import type { Column } from './columns.ts'
import { failed, wrongUsage } from './exit-codes.ts'
import { openProgress } from './progress.ts'
import { existing } from './references.ts'
import { say, tell } from './streams.ts'

type Row = AuditEventFieldsFragment

export interface Export {
  readonly format: 'jsonl' | 'csv'
  /** A file; undefined for standard output. */
  readonly output?: string
  readonly force?: boolean
}

/** Writes out all events that there are now, oldest first; throws when one is missing among them. */
export async function exportEvents(
  client: Client,
  filter: AuditFilter,
  { format, output, force }: Export,
  columns: readonly Column<Row>[],
): Promise<void> {
  const { header, line } = await linesOf(format, columns)
  if (output === undefined) {
    if (header !== undefined) say(header)
    // On a terminal the lines themselves show how far it is.
    const write = async (rows: readonly Row[]) => {
      for (const row of rows) say(line(row))
    }
    return walk(client, filter, write, process.stdout.isTTY)
  }
  await refuseToReplace(output, force)
  await writeWhole(output, async (file, signal) => {
    if (header !== undefined) await file.write(`${header}\n`)
    const write = async (rows: readonly Row[]) => void (await file.write(rows.map((row) => `${line(row)}\n`).join('')))
    await walk(client, filter, write, false, signal)
  })
}

async function walk(
  client: Client,
  filter: AuditFilter,
  write: (rows: readonly Row[]) => Promise<void>,
  isQuiet: boolean,
  signal?: AbortSignal,
): Promise<void> {
  const progress = isQuiet ? undefined : await openProgress()
  const isWhole = Object.values(filter).every((value) => value === undefined)
  let before: Row | undefined
  let count = 0
  try {
    for await (const rows of pagesOldestFirst(client, filter, signal)) {
      for (const row of rows) {
        refuseGap(before, row, isWhole)
        before = row
      }
      await write(rows)
      count += rows.length
      progress?.show(count)
    }
  } finally {
    progress?.close()
  }
}

/**
 * From the end of the list to its beginning, as the API has the newest first. What comes while it is read is left
 * out, so that a busy log has an end.
 */
async function* pagesOldestFirst(
  client: Client,
  filter: AuditFilter,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly Row[]> {
  const page = async (part: { first: number } | { last: number; before: string | null | undefined }) =>
    existing(
      'audit log',
      'yours',
      (await patiently(() => client.auditEvents({ filter, ...part }, { signal }))).auditEvents,
    )
  const newest = (await page({ first: 1 })).nodes[0]
  if (newest === undefined) return
  const until = BigInt(newest.sequence)
  for (let before: string | null | undefined; ; ) {
    const { nodes, pageInfo } = await page({ last: 100, before })
    const rows = nodes.toReversed().filter(({ sequence }) => BigInt(sequence) <= until)
    yield rows
    if (rows.length < nodes.length || !pageInfo.hasPreviousPage || pageInfo.startCursor === before) return
    before = pageInfo.startCursor
  }
}

const pausesMax = 20
const pauseSecondsMax = 120

/** A long log takes more than a minute's share of the gateway: waits as long as it asks for. */
async function patiently<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (let pauses = 0; ; pauses++) {
    try {
      return await work()
    } catch (error) {
      const { code, retryAfterSeconds } = error as { code?: string; retryAfterSeconds?: number }
      if (code !== 'RATE_LIMITED' || retryAfterSeconds === undefined) throw error
      if (pauses === pausesMax || retryAfterSeconds > pauseSecondsMax) throw error
      tell(`The gateway asks for a pause of ${retryAfterSeconds} s.`)
      await delay(retryAfterSeconds * 1_000)
    }
  }
}

/** Of the whole log, each event follows the one before; of a part of it, those that are neighbours do. */
function refuseGap(before: Row | undefined, row: Row, isWhole: boolean): void {
  const expected = before === undefined ? 1n : BigInt(before.sequence) + 1n
  const sequence = BigInt(row.sequence)
  const isInOrder = isWhole ? sequence === expected : sequence >= expected
  const isChained = before === undefined || sequence !== expected || row.previousHash === before.hash
  if (isInOrder && isChained) return
  const where = before === undefined ? 'at its beginning' : `after event ${before.sequence}`
  throw failed(`The log is not whole ${where}, where event ${row.sequence} comes; see clustergate audit verify.`)
}

/** A log that was exported before is not to be lost to a shorter one. */
async function refuseToReplace(path: string, force: boolean | undefined): Promise<void> {
  const present = await stat(path).catch(() => undefined)
  if (present && !present.isFile()) throw wrongUsage(`${path} is no file; leave --output out to write elsewhere.`)
  if (present && !force) throw wrongUsage(`${path} exists already; --force replaces it.`)
}

/** The file is there as a whole, or not at all: written beside its place, and put there when it is complete. */
async function writeWhole(
  path: string,
  write: (file: FileHandle, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const written = draftOf(path)
  const stop = new AbortController()
  const end = () => stop.abort()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, end)
  const file = await open(written, 'wx', 0o600)
  try {
    await write(file, stop.signal)
    await file.sync()
    await file.close()
    putInPlace(written, path)
  } catch (error) {
    await file.close().catch(() => {})
    await rm(written, { force: true })
    if (stop.signal.aborted) throw failed(`Interrupted; ${path} was not written.`)
    throw error
  } finally {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, end)
  }
}

interface Lines {
  readonly header: string | undefined
  line(event: Row): string
}

async function linesOf(format: Export['format'], columns: readonly Column<Row>[]): Promise<Lines> {
  if (format === 'jsonl') {
    const { harmlessLines } = await import('./harmless.ts')
    return { header: undefined, line: (event) => harmlessLines(JSON.stringify(event)) }
  }
  const { csvHeader, csvLine } = await import('./csv.ts')
  return { header: csvHeader(columns), line: (event) => csvLine(columns, event) }
}
