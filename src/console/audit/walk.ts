import {
  type AuditEventFieldsFragment,
  AuditEventsDocument,
  type AuditEventsQuery,
  type AuditEventsQueryVariables,
  type AuditFilter,
} from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { asRefusal } from '../api/refusal.ts'

const pageSize = 100
const attemptsMax = 5
const pauseSecondsMax = 60

export interface WalkedPage {
  readonly events: readonly AuditEventFieldsFragment[]
  /** The number of events when the export began. */
  readonly total: number
}

/**
 * All events of a filter, oldest first, page by page; events that arrive meanwhile come last. Bypasses the console’s
 * cache. Throws Refusal.
 */
export async function* walk(filter: AuditFilter, signal: AbortSignal): AsyncGenerator<WalkedPage> {
  let before: string | null = null
  let total = 0
  do {
    const variables: AuditEventsQueryVariables = { filter, last: pageSize, before, withTotalCount: before === null }
    const { auditEvents }: AuditEventsQuery = await patiently(() => ask(AuditEventsDocument, variables), signal)
    if (!auditEvents || signal.aborted) return
    total = auditEvents.totalCount ?? total
    yield { events: auditEvents.nodes.toReversed(), total }
    before = auditEvents.pageInfo.hasPreviousPage ? auditEvents.pageInfo.startCursor : null
  } while (before !== null)
}

/** Repeats a request that the gateway refused as RATE_LIMITED, a few times, after the pause that it asks for. */
async function patiently<T>(read: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read()
    } catch (error) {
      const { code, details } = asRefusal(error)
      if (code !== 'RATE_LIMITED' || attempt === attemptsMax || signal.aborted) throw error
      await pause(Math.min(Number(details['retryAfterSeconds']) || 1, pauseSecondsMax), signal)
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
