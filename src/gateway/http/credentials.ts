import type { IncomingHttpHeaders } from 'node:http'
import type { Credentials } from '../../auth/authenticate.ts'

/** What browsers answer the challenge of a proxy with; the gateway itself makes no such challenge. */
const ofProxy = /^(?:basic|digest|negotiate|ntlm)(?: |$)/i

/**
 * What a request shows of who is calling. A browser that has signed in to a proxy before the gateway sends what it
 * told the proxy with every request: that is no credential here, and no reason to refuse the session cookie beside
 * it, or a page on which nobody has signed in yet. A program that sends it has mistaken how to sign in, and is told.
 */
export function credentialsIn(headers: IncomingHttpHeaders, cookie: string | undefined): Credentials {
  const { authorization } = headers
  if (authorization === undefined || !ofProxy.test(authorization)) return { authorization, cookie }
  const isOfBrowser = cookie !== undefined || headers.origin !== undefined || headers['sec-fetch-site'] !== undefined
  return { authorization: isOfBrowser ? undefined : authorization, cookie }
}

export const hasCredential = ({ authorization, cookie }: Credentials): boolean =>
  authorization !== undefined || cookie !== undefined
