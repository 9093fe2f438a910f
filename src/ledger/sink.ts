import { appendFile, readFile } from 'node:fs/promises'
import type { Keys } from '../auth/keys.ts'
import { type Checkpoint, type Heads, laterHead, readCheckpoint } from './checkpoint.ts'
import type { AuditHead } from './ledger.store.ts'

/** How many checkpoints wait while the sink takes none; beyond that, the oldest are dropped. */
const waitingMax = 100
const sendMilliseconds = 5_000
const againMilliseconds = 10_000

/**
 * The second place of checkpoints, out of reach of the gateway's own files and store: a file that gets a line for each,
 * or a URL that gets a POST for each. It never delays a commit: while it fails, checkpoints wait, within bounds, and
 * `onFault` is called once until it works again.
 */
export class Sink {
  readonly #waiting: Checkpoint[] = []
  #sending: Promise<void> | undefined
  #isFaulty = false
  #again: NodeJS.Timeout | undefined

  constructor(
    readonly place: string,
    private readonly onFault: (error: unknown) => void,
  ) {}

  send(checkpoint: Checkpoint): void {
    this.#waiting.push(checkpoint)
    if (this.#waiting.length > waitingMax) this.#waiting.shift()
    if (!this.#again) this.#start()
  }

  /** What waits for the sink; `since` is when the oldest of it was made, in epoch milliseconds. */
  get backlog(): { readonly waiting: number; readonly since: number | undefined } {
    const oldest = this.#waiting[0]
    return { waiting: this.#waiting.length, since: oldest && Date.parse(oldest.at) }
  }

  /** The latest heads in the file; undefined when the sink is a URL. Throws when a line was edited. */
  async read(keys: Keys): Promise<Heads | undefined> {
    return isAddress(this.place) ? undefined : readHeads(keys, this.place)
  }

  /** Tries once more to send the checkpoints that wait. */
  async close(): Promise<void> {
    clearTimeout(this.#again)
    this.#again = undefined
    await this.#sending
    clearTimeout(this.#again)
    this.#start()
    await this.#sending
    clearTimeout(this.#again)
  }

  #start(): void {
    this.#again = undefined
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined
    })
  }

  async #sendAll(): Promise<void> {
    try {
      for (;;) {
        const checkpoint = this.#waiting[0]
        if (!checkpoint) break
        await handOver(this.place, checkpoint)
        // It may have been dropped meanwhile.
        if (this.#waiting[0] === checkpoint) this.#waiting.shift()
      }
      this.#isFaulty = false
    } catch (error) {
      if (!this.#isFaulty) this.onFault(new Error('CLUSTERGATE_AUDIT_SINK takes no checkpoints.', { cause: error }))
      this.#isFaulty = true
      this.#again = setTimeout(() => this.#start(), againMilliseconds).unref()
    }
  }
}

/**
 * The latest heads in a file that has a checkpoint on each line; none where there is no file. A chain that begins where a
 * store was restored from a backup takes the place of all before. Throws when a line was edited.
 */
export async function readHeads(keys: Keys, path: string): Promise<Heads> {
  const text = await readFile(path, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  let heads: Record<string, AuditHead> = {}
  // A copy of a line from before must not take the place of what came after it.
  const chains = new Set<string>()
  for (const [at, line] of text.split('\n').entries()) {
    if (line === '') continue
    const checkpoint = readLine(keys, line, `Line ${at + 1} of ${path}`)
    if (checkpoint.restoredFrom !== undefined && !chains.has(checkpoint.chain)) heads = {}
    chains.add(checkpoint.chain)
    for (const [accountId, head] of Object.entries(checkpoint.heads))
      heads[accountId] = laterHead(head, heads[accountId]) as AuditHead
  }
  return heads
}

function readLine(keys: Keys, line: string, place: string): Checkpoint {
  try {
    return readCheckpoint(keys, line)
  } catch (cause) {
    throw new Error(`${place} is no checkpoint that this gateway has signed.`, { cause })
  }
}

const isAddress = (place: string): boolean => /^https?:/.test(place)

/** Puts a checkpoint there. Throws where it is not taken. */
export async function handOver(place: string, checkpoint: Checkpoint): Promise<void> {
  const text = JSON.stringify(checkpoint)
  if (!isAddress(place)) return appendFile(place, `${text}\n`, { mode: 0o600, flush: true })
  const { ok, status, body } = await fetch(place, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: text,
    redirect: 'error',
    signal: AbortSignal.timeout(sendMilliseconds),
  })
  await body?.cancel()
  if (!ok) throw new Error(`It answered ${status}.`)
}
