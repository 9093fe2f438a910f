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
  /** The path of the file to write; undefined for standard output. */
  readonly output?: string
  readonly force?: boolean
}

/**
 * Exports the events that exist now, oldest first. Throws when the hash chain shows that one is missing. A file gets the
 * signed head of the log beside it, with the public keys, so that it can be verified by itself, for ever.
 */
export async function exportEvents(
  client: Client,
  filter: AuditFilter,
  { format, output, force }: Export,
  columns: readonly Column<Row>[],
): Promise<void> {
  const { header, line } = await linesOf(format, columns)
  if (output === undefined) {
    if (header !== undefined) say(header)
    // On a terminal the lines themselves show the progress.
    const write = async (rows: readonly Row[]) => {
      for (const row of rows) say(line(row))
    }
    return walk(client, filter, write, process.stdout.isTTY)
  }
  await refuseToReplace(output, force)
  const signed = await signedHead(client)
  await writeWhole(output, async (file, signal) => {
    if (header !== undefined) await file.write(`${header}\n`)
    const write = async (rows: readonly Row[]) => void (await file.write(rows.map((row) => `${line(row)}\n`).join('')))
    await walk(client, filter, write, false, signal, signed.head.sequence)
  })
  const text = `${JSON.stringify({ format: 1, ...signed }, null, 2)}\n`
  await writeWhole(`${output}.head.json`, async (file) => void (await file.write(text)))
}

async function signedHead(client: Client) {
  const { auditHead } = await patiently(() => client.auditHead({}))
  const { auditKeys } = await patiently(() => client.auditKeys({}))
  return { head: existing('audit log', 'yours', auditHead), keys: existing('audit log', 'yours', auditKeys) }
}

async function walk(
  client: Client,
  filter: AuditFilter,
  write: (rows: readonly Row[]) => Promise<void>,
  isQuiet: boolean,
  signal?: AbortSignal,
  lastSequence?: string,
): Promise<void> {
  const progress = isQuiet ? undefined : await openProgress()
  const isWhole = Object.values(filter).every((value) => value === undefined)
  let before: Row | undefined
  let count = 0
  try {
    for await (const rows of pagesOldestFirst(client, filter, signal, lastSequence)) {
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
 * The events, oldest first, page by page: read backwards from the end of the list, as the API lists the newest first.
 * Events that arrive during the export, or after `lastSequence`, are left out, so that the export of a busy log ends.
 */
async function* pagesOldestFirst(
  client: Client,
  filter: AuditFilter,
  signal: AbortSignal | undefined,
  lastSequence: string | undefined,
): AsyncGenerator<readonly Row[]> {
  const page = async (part: { first: number } | { last: number; before: string | null | undefined }) =>
    existing(
      'audit log',
      'yours',
      (await patiently(() => client.auditEvents({ filter, ...part }, { signal }))).auditEvents,
    )
  const newest = (await page({ first: 1 })).nodes[0]
  if (newest === undefined) return
  const until = BigInt(lastSequence ?? newest.sequence)
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

/**
 * Repeats a request that the gateway refused as RATE_LIMITED, after the pause that it asks for: a long log exceeds the
 * limit.
 */
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

/**
 * Throws when an event is missing. Without a filter the sequence has no gaps; with one, only neighbours must be
 * chained.
 */
function refuseGap(before: Row | undefined, row: Row, isWhole: boolean): void {
  const expected = before === undefined ? 1n : BigInt(before.sequence) + 1n
  const sequence = BigInt(row.sequence)
  const isInOrder = isWhole ? sequence === expected : sequence >= expected
  const isChained = before === undefined || sequence !== expected || row.previousHash === before.hash
  if (isInOrder && isChained) return
  const where = before === undefined ? 'at its beginning' : `after event ${before.sequence}`
  throw failed(`The log is not whole ${where}, where event ${row.sequence} comes; see clustergate audit verify.`)
}

/** Throws wrong usage for a file that exists, unless --force is given: it may be an earlier, longer export. */
async function refuseToReplace(path: string, force: boolean | undefined): Promise<void> {
  const present = await stat(path).catch(() => undefined)
  if (present && !present.isFile()) throw wrongUsage(`${path} is no file; leave --output out to write elsewhere.`)
  if (present && !force) throw wrongUsage(`${path} exists already; --force replaces it.`)
}

/** Writes a file atomically: to a temporary file beside it, which is renamed once it is complete. */
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
