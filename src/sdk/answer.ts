import { ClustergateError, type GatewayError } from './error.ts'

/**
 * The data of a response without errors, and with `isDryRun` what would happen beside it; throws ClustergateError for any
 * other.
 */
export async function dataOf(response: Response, isDryRun: boolean): Promise<unknown> {
  const body = parse(await response.text())
  const [first] = body?.errors ?? []
  // GraphQL answers NOT_FOUND with 200: a 404 means that the URL has a wrong path, which the gateway reports in the
  // same form.
  if (first && response.status !== 404) throw refused(response, first, body?.errors)
  if (response.ok && body?.data && !isDryRun) return body.data
  if (response.ok && body?.data && body.dryRun) return { ...body.data, dryRun: body.dryRun }
  throw unintelligible(response)
}

interface Body {
  readonly data?: object
  readonly dryRun?: object
  readonly errors?: readonly GatewayError[]
}

/** The body as a GraphQL response; undefined when it is none. */
function parse(text: string): Body | undefined {
  try {
    const { data, errors, extensions } = Object(JSON.parse(text))
    const { dryRun } = Object(extensions)
    const isList = Array.isArray(errors) && errors.every((error) => typeof error?.message === 'string')
    return {
      ...(isList && { errors }),
      ...(data !== null && typeof data === 'object' && { data }),
      ...(dryRun !== null && typeof dryRun === 'object' && { dryRun }),
    }
  } catch {
    return undefined
  }
}

function refused(response: Response, first: GatewayError, errors: readonly GatewayError[] = []): ClustergateError {
  const { code, ...details } = first.extensions ?? {}
  const { status } = response
  return new ClustergateError(code ?? 'BAD_RESPONSE', first.message, {
    ...circumstances(response),
    ...details,
    status,
    errors,
  })
}

/** The error for a response that is not from a gateway, or is incomplete. */
function unintelligible(response: Response): ClustergateError {
  const { status, type } = response
  if (status === 429) {
    return new ClustergateError('RATE_LIMITED', 'Too many requests; try again later.', circumstances(response))
  }
  if (status >= 502 && status <= 504) {
    return new ClustergateError(
      'UNAVAILABLE',
      `The gateway is not available (HTTP ${status}).`,
      circumstances(response),
    )
  }
  const message =
    type === 'opaqueredirect' || (status >= 300 && status < 400)
      ? 'This address redirects elsewhere; give the address of the gateway itself.'
      : `This is not how a gateway answers (HTTP ${status}); check the address.`
  return new ClustergateError('BAD_RESPONSE', message, circumstances(response))
}

function circumstances({ headers, status }: Response) {
  const requestId = headers.get('x-request-id') ?? undefined
  return { status, requestId, retryAfterSeconds: secondsIn(headers.get('retry-after')) }
}

/** The seconds in a Retry-After header, which is a number or a date; undefined for anything else. */
function secondsIn(retryAfter: string | null): number | undefined {
  if (retryAfter === null) return undefined
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter)
  const seconds = Math.ceil((Date.parse(retryAfter) - Date.now()) / 1000)
  return Number.isNaN(seconds) ? undefined : Math.max(seconds, 0)
}
