import type { IncomingHttpHeaders } from 'node:http'
import type { Credentials } from '../../auth/authenticate.ts'
import type { Config } from '../../config.ts'
import { ClustergateError } from '../../errors.ts'

/** A page can set none of these on a request to another site unless that site, asked before, allows it. */
const deliberateHeaders = ['apollo-require-preflight', 'x-apollo-operation-name']

/** The media type that no form can send; anything that only looks like it is taken for a form's. */
const json = /^application\/json[\t ]*(?:;|$)/i

/**
 * Throws BAD_INPUT for a request that a foreign page may have had a browser send. Only a cookie rides along with such
 * a request: whoever sends a bearer token, or nothing, has nothing to lose, and may use a plain GET.
 *
 * Throws UnknownAddress for a page of the gateway's own that was opened at an address which it does not know: nobody
 * could work there, and whoever signed in would be refused from then on.
 */
export function checkForgery(
  headers: IncomingHttpHeaders,
  { authorization, cookie }: Credentials,
  own: OwnOrigins,
): void {
  const { origin, host } = headers
  const isForeign = origin !== undefined && !own.has(origin, host)
  if (isForeign && authorization === undefined && isOfThisHost(headers)) throw new UnknownAddress(origin)
  if (cookie === undefined) return
  if (isForeign) {
    throw new ClustergateError(
      'BAD_INPUT',
      'This site may not use the session cookie here. The gateway’s own address is CLUSTERGATE_PUBLIC_URL; other sites are named in CLUSTERGATE_ALLOWED_ORIGINS.',
    )
  }
  const deliberate = deliberateHeaders.some((name) => headers[name]) || json.test(headers['content-type'] ?? '')
  if (!deliberate) {
    throw new ClustergateError(
      'BAD_INPUT',
      'With a session cookie, send POST with application/json, or the header apollo-require-preflight.',
    )
  }
}

/** A page of the gateway's own, opened at an address that is not the public URL: that was left at its default, say. */
export class UnknownAddress extends ClustergateError {
  constructor(readonly origin: string) {
    super(
      'BAD_INPUT',
      'The gateway does not know the address in your browser as its own. Open it at its public URL; or its operator sets CLUSTERGATE_PUBLIC_URL to the address that people use, and starts it anew.',
    )
  }
}

/** Browsers say so; where they do not (by plain HTTP), the host tells, unless a proxy has changed it. */
function isOfThisHost({ origin = '', host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  return site === 'same-origin' || (URL.canParse(origin) && new URL(origin).host === host)
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
