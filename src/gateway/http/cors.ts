import type { IncomingHttpHeaders } from 'node:http'

type Headers = Readonly<Record<string, string>>

/** Says to browsers which other sites may read answers: those that are named, exactly, and nobody by default. */
export class Cors {
  constructor(private readonly allowedOrigins: ReadonlySet<string>) {}

  /** For any answer; undefined for a site that may not read it. */
  headersFor({ origin }: IncomingHttpHeaders): Headers | undefined {
    if (origin === undefined || !this.allowedOrigins.has(origin)) return undefined
    return {
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'Retry-After, X-Request-Id',
    }
  }

  /** For a browser that asks before it sends; undefined for a site that may not send, or a question that is none. */
  preflightFor(headers: IncomingHttpHeaders): Headers | undefined {
    const allowed = this.headersFor(headers)
    if (!allowed || headers['access-control-request-method'] === undefined) return undefined
    const asked = headers['access-control-request-headers']
    return {
      ...allowed,
      'access-control-allow-methods': 'GET, POST',
      // A site that is trusted with answers is trusted with its headers, too.
      ...(asked !== undefined && { 'access-control-allow-headers': asked }),
      'access-control-max-age': '600',
      // Chromium asks this of a gateway on localhost, or within a private network.
      ...(headers['access-control-request-private-network'] && { 'access-control-allow-private-network': 'true' }),
    }
  }
}
