import { setTimeout as delay } from 'node:timers/promises'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Client, SyncFieldsFragment } from '../sdk/index.ts'
import type { Column } from './columns.ts'
import type { Connection } from './connection.ts'
import { exitCodes } from './exit-codes.ts'
import { describeFailure } from './failure.ts'
import type { Output } from './format.ts'
import { harmless } from './harmless.ts'
import { showOne, showRows } from './output.ts'
import { tell } from './streams.ts'
import { differencesOf, endedText, isEnded, type Synced, whyNotYet } from './sync-words.ts'
import { durationMilliseconds } from './times.ts'

/** What `withWaiting` adds: how long to wait, in milliseconds; false for not looking at all. */
export interface Waiting {
  readonly wait?: number | false
}

/** A changed database, table or token. */
type Changed = Synced & { readonly id: string } & ({ readonly name: string } | { readonly description: string })

const waitMillisecondsMax = 3_600_000
const pauseMillisecondsMax = 2_000

/** Adds --wait and --no-wait to a command that changes what a cluster has to know. */
export const withWaiting = (command: Command): Command =>
  command
    .addOption(
      new Option('--wait <duration>', 'wait this long for the cluster to have it, as in 30s').argParser(parseWait),
    )
    .addOption(new Option('--no-wait', 'exit with 0 whether the cluster has it yet or not'))

/** Shows a changed object, once its cluster has it or --wait is over, and says whether it has. */
export async function showChanged<Row extends Changed>(
  connection: Connection,
  row: Row,
  columns: readonly Column<Row>[],
  options: Output<Row> & Waiting,
): Promise<void> {
  const [settled = row] = await awaitSync(connection, [row], options)
  await showOne(settled, columns, options)
  await tellSync(connection, [settled], options)
}

/** As `showChanged`, for a list. */
export async function showAllChanged<Row extends Changed>(
  connection: Connection,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  options: Output<Row> & Waiting,
): Promise<void> {
  const settled = await awaitSync(connection, rows, options)
  await showRows(settled, columns, options)
  await tellSync(connection, settled, options)
}

/** As `showChanged`, for what has been shown already, such as a secret. */
export async function tellSyncAfterWait(connection: Connection, row: Changed, options: Waiting): Promise<void> {
  await tellSync(connection, await awaitSync(connection, [row], options), options)
}

/** The rows as they are once the clusters have them, or have refused them, or --wait is over. */
async function awaitSync<Row extends Pick<Changed, 'id' | 'sync'>>(
  { client }: Connection,
  rows: readonly Row[],
  { wait }: Waiting,
): Promise<readonly Row[]> {
  if (!wait) return rows
  const until = performance.now() + wait
  const found = new Map<string, SyncFieldsFragment>()
  const current = () => rows.map((row) => ({ ...row, sync: found.get(row.id) ?? row.sync }))
  for (let pause = 100; ; pause = Math.min(pause * 2, pauseMillisecondsMax)) {
    const ids = current().flatMap(({ id, sync }) => (sync.state === 'PENDING' ? [id] : []))
    const left = until - performance.now()
    if (ids.length === 0 || left <= 0) return current()
    await delay(Math.min(pause, left))
    const read = await readStates(client, ids)
    if (!read) return current()
    for (const [id, sync] of read) found.set(id, sync)
  }
}

type States = readonly (readonly [id: string, sync: SyncFieldsFragment])[]

/** Where these stand now; undefined, after saying why, when that could not be read. */
async function readStates(client: Client, ids: readonly string[]): Promise<States | undefined> {
  try {
    // The API answers for a hundred at a time; those behind them come next, when some of these are done.
    const { nodes } = await client.syncStates({ ids: ids.slice(0, 100) })
    return (nodes ?? []).flatMap((node) => (node && 'sync' in node ? [[node.id, node.sync] as const] : []))
  } catch (error) {
    // The change is made: that it could not be watched must not look as if it had failed.
    const failure = describeFailure(error, process.env)
    if (!failure) throw error
    tell(`Waiting ended: ${failure.sentence}`)
    return undefined
  }
}

/** Says on standard error which of these the cluster does not have as they are here, and sets the exit code. */
async function tellSync(connection: Connection, changed: readonly Changed[], { wait }: Waiting): Promise<void> {
  const open = wait === false ? [] : changed.filter(({ sync }) => sync.state !== 'APPLIED')
  if (open.length === 0) return
  const clusters = await clusterNames(connection, open)
  for (const one of open) {
    const cluster = one.cluster ?? clusters.get(one.id)
    tell(
      harmless(
        `${JSON.stringify('name' in one ? one.name : one.description)}: ${tidings({ ...one, ...(cluster && { cluster }) })}`,
      ),
    )
    endWith(one.sync.state === 'PENDING' ? exitCodes.notOnCluster : exitCodes.failed)
  }
}

/** What became of a change that the cluster does not have. */
function tidings(changed: Changed): string {
  const { id, sync, cluster } = changed
  const name = cluster?.name ?? 'its cluster'
  const again = `clustergate sync retry ${id} tries it again.`
  if (sync.state === 'PENDING')
    return isEnded(changed)
      ? `${endedText(changed)}. It is told by itself, as soon as that is possible.`
      : `accepted, not on ${name} yet: ${whyNotYet(sync)}. It is tried again by itself.`
  if (sync.state === 'FAILED') return `recorded here, not on ${name}: ${sync.lastError?.message ?? 'refused.'} ${again}`
  const differs = differencesOf(sync) || whyNotYet(sync)
  return `recorded here, not on ${name}: ${differs}. Decide with clustergate sync restore ${id}, or sync accept ${id}.`
}

/** The clusters by the ids of what lies on them; none where the caller may not read clusters. */
async function clusterNames(
  { client }: Connection,
  changed: readonly Changed[],
): Promise<ReadonlyMap<string, { readonly name: string }>> {
  const ids = changed.flatMap(({ id, cluster }) => (cluster ? [] : [id])).slice(0, 100)
  if (ids.length === 0) return new Map()
  try {
    const { nodes } = await client.clustersOf({ ids })
    return new Map(
      (nodes ?? []).flatMap((node) => {
        if (node && 'cluster' in node) return [[node.id, node.cluster] as const]
        return node && 'database' in node ? [[node.id, node.database.cluster] as const] : []
      }),
    )
  } catch {
    return new Map()
  }
}

/** Sets the exit code, unless something worse has set it: a failure is worse than what only takes its time. */
function endWith(code: number): void {
  const { exitCode = exitCodes.done } = process
  if (exitCode === exitCodes.done || exitCode === exitCodes.notOnCluster) process.exitCode = code
}

function parseWait(given: string): number {
  const milliseconds = durationMilliseconds(given)
  if (milliseconds !== undefined && milliseconds > 0 && milliseconds <= waitMillisecondsMax) return milliseconds
  throw new InvalidArgumentError('A duration of at most an hour, such as 30s or 5m.')
}
