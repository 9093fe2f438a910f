import type { IncomingHttpHeaders } from 'node:http'
import type { Config } from '../config.ts'
import { ClustergateError } from '../errors.ts'

/** A page can set none of these on a request to another site unless that site, asked before, allows it. */
const deliberateHeaders = ['apollo-require-preflight', 'x-apollo-operation-name']

/** The media type that no form can send; anything that only looks like it is taken for a form's. */
const json = /^application\/json[\t ]*(?:;|$)/i

/**
 * Throws BAD_INPUT for a request that a foreign page may have had a browser send. Only a cookie rides along with such
 * a request: whoever sends a bearer token, or nothing, has nothing to lose, and may use a plain GET.
 */
export function checkForgery(headers: IncomingHttpHeaders, cookie: string | undefined, own: OwnOrigins): void {
  if (cookie === undefined) return
  const { origin, host } = headers
  if (origin !== undefined && !own.has(origin, host)) {
    throw new ClustergateError('BAD_INPUT', 'This site may not use the session cookie here.')
  }
  const deliberate = deliberateHeaders.some((name) => headers[name]) || json.test(headers['content-type'] ?? '')
  if (!deliberate) {
    throw new ClustergateError(
      'BAD_INPUT',
      'With a session cookie, send POST with application/json, or the header apollo-require-preflight.',
    )
  }
}

/** The sites whose pages may act with the session cookie: the gateway's own, and those that the operator names. */
export class OwnOrigins {
  readonly #named: ReadonlySet<string>
  readonly #secure: boolean

  constructor({ publicUrl, allowedOrigins }: Pick<Config, 'publicUrl' | 'allowedOrigins'>) {
    const { origin, protocol } = new URL(publicUrl)
    this.#named = new Set([origin, ...allowedOrigins])
    this.#secure = protocol === 'https:'
  }

  has(origin: string, host: string | undefined): boolean {
    if (this.#named.has(origin)) return true
    // Plain HTTP is for one's own machine, which has several names; a browser lets no page choose the Host it sends.
    return !this.#secure && origin === `http://${host}`
  }
}
