import { expect, vi } from 'vitest'
import { Bucket } from '../../src/gateway/admission/rate-limit.ts'
import { eventually, type TestGateway } from '../gateway.ts'
import type { GeneratedDocument } from './documents.ts'
import { type Posted, post } from './post.ts'

export interface Compared {
  readonly status: number
  readonly planned: boolean
  readonly data: unknown
}

/** All that a client is told, that the log is told, and that is charged. */
export interface Told {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly line: Readonly<Record<string, unknown>>
  readonly points: readonly number[]
}

/**
 * Asks Apollo Server and the plain shield, then the plan, and expects the same bytes, headers, points and line of the
 * log; says whether a plan answered. Only errors send a query back to Apollo Server, and null where it may not fit:
 * nothing else may fall back in silence.
 */
export async function compareBothPaths(
  gateway: TestGateway,
  token: string | undefined,
  { query, variables }: GeneratedDocument,
): Promise<Compared> {
  const document = `${query}\n${JSON.stringify(variables)}`
  const askBoth = async () => {
    // What may be a persisted query is for Apollo Server.
    const reference = await tell(gateway, () =>
      post(gateway.url, token, { query, variables, extensions: { persistedQuery: null } }),
    )
    const posted = await tell(gateway, () => post(gateway.url, token, { query, variables }))
    return { reference, posted }
  }
  let asked = await askBoth()
  // When somebody was last seen is noted once a minute, perhaps between the two.
  if (JSON.stringify(asked.posted.told) !== JSON.stringify(asked.reference.told)) asked = await askBoth()
  const { reference, posted } = asked
  if (JSON.stringify(posted.told) !== JSON.stringify(reference.told)) {
    expect(posted.told, document).toEqual(reference.told)
  }
  const mayBeLeft =
    reference.told.text.startsWith('{"errors"') ||
    Object.values(variables).includes(null) ||
    query.includes('__proto__:')
  if (!posted.planned && !mayBeLeft) expect.fail(`No plan answered.\n${document}`)
  return { status: posted.told.status, planned: posted.planned, data: JSON.parse(posted.told.text).data }
}

/** Sends something, and gives all that came of it without what differs from request to request. */
export async function tell(
  gateway: TestGateway,
  send: () => Promise<Posted>,
): Promise<{ readonly told: Told; readonly planned: boolean }> {
  const spend = vi.spyOn(Bucket.prototype, 'spend')
  try {
    const sentAt = Date.now()
    const { status, headers, text: answered } = await send()
    const text = withoutNow(answered, sentAt)
    const points = spend.mock.calls.map(([cost]) => cost)
    const line = await lineOf(gateway, headers['x-request-id'])
    const { 'x-request-id': _id, date: _date, ...others } = headers
    const { planned, requestId: _requestId, durationMs: _duration, time: _time, outcome, ...rest } = line
    const told = {
      status,
      headers: sorted(others),
      text: inOrder(text.replaceAll(/"requestId":"[0-9a-f-]{36}"(?=\})/g, '"requestId":""')),
      line: { ...rest, outcome: String(outcome).split(',').sort() },
      points,
    }
    return { told, planned: planned === true }
  } finally {
    spend.mockRestore()
  }
}

/** A cluster's `unmanaged` tells when it was read: while the request was answered. */
const withoutNow = (text: string, sentAt: number): string => {
  const answeredAt = Date.now()
  return text.replaceAll(/"\d{4}-\d\d-\d\dT[0-9:.]+Z"/g, (time) => {
    const at = Date.parse(JSON.parse(time))
    return at >= sentAt && at <= answeredAt ? '"while it was answered"' : time
  })
}

const sorted = (headers: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1)))

/** Errors come in the order in which their fields happen to end. */
function inOrder(text: string): string {
  if (!text.startsWith('{"errors"')) return text
  const { errors, ...rest } = JSON.parse(text) as { errors: { path?: unknown }[] }
  const keyed = errors.map((error) => [JSON.stringify(error.path), error] as const)
  return JSON.stringify({ errors: keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, error]) => error), ...rest })
}

/** The log says so once the answer has left. */
export async function wasPlanned(gateway: TestGateway, requestId: unknown): Promise<boolean> {
  return (await lineOf(gateway, requestId))['planned'] === true
}

const lineOf = (gateway: TestGateway, requestId: unknown): Promise<Record<string, unknown>> =>
  eventually(() => gateway.log.findLast((one) => one['requestId'] === requestId && one['msg'] === 'request'))
