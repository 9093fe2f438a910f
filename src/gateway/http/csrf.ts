import type { IncomingHttpHeaders } from 'node:http'
import type { Credentials } from '../../auth/authenticate.ts'
import type { Config } from '../../config.ts'
import { ClustergateError } from '../../errors.ts'
import { isJson } from './media-type.ts'

/** A page can send none of these headers to another site unless that site allows it in the answer to a preflight. */
const deliberateHeaders = ['apollo-require-preflight', 'x-apollo-operation-name']

/**
 * Throws BAD_INPUT for a request that a page of another site may have forged. Browsers add only cookies to such a
 * request: one with a bearer token, or without any credential, needs no defence, and may be a plain GET.
 *
 * Throws UnknownAddress for a page of the gateway itself that was opened at an address other than the public URL: after
 * a sign-in there, every request of the page would be refused.
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
  const deliberate = deliberateHeaders.some((name) => headers[name]) || isJson(headers['content-type'])
  if (!deliberate) {
    throw new ClustergateError(
      'BAD_INPUT',
      'With a session cookie, send POST with application/json, or the header apollo-require-preflight.',
    )
  }
}

/** The console was opened at an address that is not the public URL, such as where that was left at its default. */
export class UnknownAddress extends ClustergateError {
  constructor(readonly origin: string) {
    super(
      'BAD_INPUT',
      'The gateway does not know the address in your browser as its own. Open it at its public URL; or its operator sets CLUSTERGATE_PUBLIC_URL to the address that people use, and starts it anew.',
    )
  }
}

/** Whether a page of the gateway itself sends a request. By plain HTTP browsers leave Sec-Fetch-Site out. */
function isOfThisHost({ origin = '', host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  return site === 'same-origin' || (URL.canParse(origin) && new URL(origin).host === host)
}

/** The origins whose pages may use the session cookie: the gateway's own, and those that the operator names. */
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
    // Plain HTTP is for this machine, which has several names; no page can choose the Host that its browser sends.
    return !this.#secure && origin === `http://${host}`
  }
}
