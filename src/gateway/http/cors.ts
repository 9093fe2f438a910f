import type { IncomingHttpHeaders } from 'node:http'

type Headers = Readonly<Record<string, string>>

/** The CORS headers, by which browsers let pages of other origins read answers. By default no origin is allowed. */
export class Cors {
  constructor(private readonly allowedOrigins: ReadonlySet<string>) {}

  headersFor({ origin }: IncomingHttpHeaders): Headers | undefined {
    if (origin === undefined || !this.allowedOrigins.has(origin)) return undefined
    return {
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'Retry-After, X-Request-Id',
    }
  }

  /** The headers of the answer to a preflight; undefined for an origin that is not allowed, and for other requests. */
  preflightFor(headers: IncomingHttpHeaders): Headers | undefined {
    const allowed = this.headersFor(headers)
    if (!allowed || headers['access-control-request-method'] === undefined) return undefined
    const asked = headers['access-control-request-headers']
    return {
      ...allowed,
      'access-control-allow-methods': 'GET, POST',
      // An allowed origin may send any header.
      ...(asked !== undefined && { 'access-control-allow-headers': asked }),
      'access-control-max-age': '600',
      // Chromium requires this of a gateway on localhost, or in a private network.
      ...(headers['access-control-request-private-network'] && { 'access-control-allow-private-network': 'true' }),
    }
  }
}
