import { asRefusal } from '../api/refusal.ts'
import type { Connection } from './column.ts'

const pageSize = 100
const attemptsMax = 5
const pauseSecondsMax = 60

/** What a page of a list is asked for by. */
export interface AskedPage {
  readonly first?: number
  readonly after?: string | null
  readonly last?: number
  readonly before?: string | null
  readonly withTotalCount: boolean
}

export type ReadPage<Row> = (page: AskedPage) => Promise<Connection<Row> | null | undefined>

export interface WalkedPage<Row> {
  readonly rows: readonly Row[]
  /** The number of rows when the walk began. */
  readonly total: number
}

/**
 * All rows of a list, page by page, from its first to its last, or backward; rows that are added meanwhile come last.
 * Throws Refusal.
 */
export async function* walk<Row>(
  read: ReadPage<Row>,
  way: 'forward' | 'backward',
  signal: AbortSignal,
): AsyncGenerator<WalkedPage<Row>> {
  let place: string | null = null
  let total = 0
  do {
    const at: Omit<AskedPage, 'withTotalCount'> =
      way === 'forward' ? { first: pageSize, after: place } : { last: pageSize, before: place }
    const page: AskedPage = { ...at, withTotalCount: place === null }
    const connection: Connection<Row> | null | undefined = await patiently(() => read(page), signal)
    if (!connection || signal.aborted) return
    const { nodes, pageInfo }: Connection<Row> = connection
    total = connection.totalCount ?? total
    yield { rows: way === 'forward' ? nodes : nodes.toReversed(), total }
    place =
      (way === 'forward'
        ? pageInfo.hasNextPage && pageInfo.endCursor
        : pageInfo.hasPreviousPage && pageInfo.startCursor) || null
  } while (place !== null)
}

/** Repeats a request that the gateway refused as RATE_LIMITED, a few times, after the pause that it asks for. */
export async function patiently<T>(send: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send()
    } catch (error) {
      const { code, details } = asRefusal(error)
      if (code !== 'RATE_LIMITED' || attempt === attemptsMax || signal.aborted) throw error
      await pause(Math.min(Number(details['retryAfterSeconds']) || 1, pauseSecondsMax), signal)
      if (signal.aborted) throw error
    }
  }
}

const pause = (seconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1_000)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
