import type { IncomingHttpHeaders } from 'node:http'
import type { Credentials } from '../../auth/authenticate.ts'

/** Schemes by which browsers sign in to a proxy before the gateway; the gateway itself never asks for them. */
const ofProxy = /^(?:basic|digest|negotiate|ntlm)(?: |$)/i

/**
 * The credentials of a request. A browser that has signed in to a proxy sends its credentials for the proxy to the
 * gateway as well: they are ignored, so that neither the session cookie beside them nor the sign-in page is refused. A
 * program that sends such a scheme is mistaken about how to sign in, and is refused.
 */
export function credentialsIn(headers: IncomingHttpHeaders, cookie: string | undefined): Credentials {
  const { authorization } = headers
  if (authorization === undefined || !ofProxy.test(authorization)) return { authorization, cookie }
  const isOfBrowser = cookie !== undefined || headers.origin !== undefined || headers['sec-fetch-site'] !== undefined
  return { authorization: isOfBrowser ? undefined : authorization, cookie }
}

export const hasCredential = ({ authorization, cookie }: Credentials): boolean =>
  authorization !== undefined || cookie !== undefined
