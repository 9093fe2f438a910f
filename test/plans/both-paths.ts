import { expect } from 'vitest'
import { eventually, type TestGateway } from '../gateway.ts'
import type { GeneratedDocument } from './documents.ts'
import { type Posted, post } from './post.ts'

export interface Compared {
  readonly status: number
  readonly planned: boolean
}

/**
 * Asks Apollo Server and the plain shield, then the plan, and expects the same bytes; says whether a plan answered. Only
 * errors send a query back to Apollo Server, and null where it may not fit: nothing else may fall back in silence.
 */
export async function compareBothPaths(
  gateway: TestGateway,
  token: string | undefined,
  { query, variables }: GeneratedDocument,
): Promise<Compared> {
  const document = `${query}\n${JSON.stringify(variables)}`
  const askBoth = async () => {
    // What may be a persisted query is for Apollo Server.
    const reference = comparable(
      await post(gateway.url, token, { query, variables, extensions: { persistedQuery: null } }),
    )
    const posted = await post(gateway.url, token, { query, variables })
    return { reference, posted, answer: comparable(posted) }
  }
  let asked = await askBoth()
  // When somebody was last seen is noted once a minute, perhaps between the two.
  if (JSON.stringify(asked.answer) !== JSON.stringify(asked.reference)) asked = await askBoth()
  const { reference, posted, answer } = asked
  if (JSON.stringify(answer) !== JSON.stringify(reference)) expect(answer, document).toEqual(reference)
  const planned = await wasPlanned(gateway, posted.headers['x-request-id'])
  const mayBeLeft = reference.text.startsWith('{"errors"') || Object.values(variables).includes(null)
  if (!planned && !mayBeLeft) expect.fail(`No plan answered.\n${document}`)
  return { status: answer.status, planned }
}

/** An answer without what differs from request to request. */
const comparable = ({ status, headers, text }: Posted) => ({
  status,
  type: headers['content-type'],
  text: inOrder(text.replaceAll(/"requestId":"[0-9a-f-]{36}"(?=\})/g, '"requestId":""')),
})

/** Errors come in the order in which their fields happen to end. */
function inOrder(text: string): string {
  if (!text.startsWith('{"errors"')) return text
  const { errors, ...rest } = JSON.parse(text) as { errors: { path?: unknown }[] }
  const keyed = errors.map((error) => [JSON.stringify(error.path), error] as const)
  return JSON.stringify({ errors: keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, error]) => error), ...rest })
}

/** The log says so once the answer has left. */
export async function wasPlanned(gateway: TestGateway, requestId: unknown): Promise<boolean> {
  const line = await eventually(() =>
    gateway.log.findLast((one) => one.requestId === requestId && one.msg === 'request'),
  )
  return line.planned === true
}
