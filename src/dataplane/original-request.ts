import type { IncomingHttpHeaders } from 'node:http'
import { Refusal } from './refusal.ts'

/** The request of the client, as the proxy describes it. */
export interface OriginalRequest {
  readonly method: string
  /** Path and query string, exactly as the client sent them. */
  readonly target: string
  readonly body: 'none' | 'some' | 'unknown'
  /** Whether the proxy replaces the query string by the canonical one. */
  readonly isRewritten: boolean
  readonly authorization: string | undefined
}

/** The visible characters of ASCII but `#`. All others are sent percent-encoded. */
const targetForm = /^\/[!"$-~]*$/
const targetLengthMax = 65_536

const methodForm = /^[A-Z]{1,16}$/

/**
 * Reads the headers by which a proxy describes the request of its client. nginx is told to send X-Original-Method and
 * X-Original-URI; Caddy and Traefik send X-Forwarded-Method and X-Forwarded-Uri by themselves. A client may send the
 * headers of the other kind along, and a proxy that does not remove them would let it choose what is checked, so both
 * at once are refused. Throws Refusal.
 */
export function readOriginalRequest(headers: IncomingHttpHeaders): OriginalRequest {
  const original = headers['x-original-uri']
  const forwarded = headers['x-forwarded-uri']
  if (original !== undefined && forwarded !== undefined) {
    throw new Refusal('The proxy must remove X-Original-URI or X-Forwarded-Uri of its clients.', 'ADDRESS')
  }
  const isOriginal = original !== undefined
  return describe(
    headers,
    headers[isOriginal ? 'x-original-method' : 'x-forwarded-method'],
    isOriginal ? original : forwarded,
    isOriginal,
  )
}

/**
 * Reads the request of Envoy, which asks with the client's own method, and with its path and query string behind a
 * prefix. Throws Refusal.
 */
export const readEnvoyRequest = (headers: IncomingHttpHeaders, method: string, target: string): OriginalRequest =>
  describe(headers, method, target, false)

function describe(
  headers: IncomingHttpHeaders,
  method: string | string[] | undefined,
  target: string | string[] | undefined,
  isRewritten: boolean,
): OriginalRequest {
  // A header that came twice is joined with a comma and a blank, which neither form has.
  if (typeof method !== 'string' || !methodForm.test(method)) {
    throw new Refusal('The proxy does not say which method the request has.', 'ADDRESS')
  }
  if (typeof target !== 'string' || !targetForm.test(target)) {
    throw new Refusal('The proxy does not say which address the request has, or it is not a valid one.', 'ADDRESS')
  }
  if (target.length > targetLengthMax) {
    throw new Refusal(`The address is longer than ${targetLengthMax} characters.`, 'ADDRESS')
  }
  return { method, target, body: bodyOf(headers), isRewritten, authorization: headers.authorization }
}

/** Whether the request has a body. The check does not see it; the cluster would. */
function bodyOf(headers: IncomingHttpHeaders): OriginalRequest['body'] {
  if ((headers['x-original-transfer-encoding'] ?? '') !== '') return 'some'
  const length = headers['x-original-content-length']
  if (length === undefined) return 'unknown'
  return length === '' || length === '0' || length === 'none' ? 'none' : 'some'
}
