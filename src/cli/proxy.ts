import { wrongUsage } from './exit-codes.ts'
import { isLoopback, withScheme } from './gateway-url.ts'

/** The proxy that the environment sets for an address, as curl and gh read it. */
export interface HttpProxy {
  /** The variable that it comes from. */
  readonly variable: string
  readonly url: URL
  /** The hosts of NO_PROXY, which are reached directly. */
  readonly except: string
}

/** The proxy for an address; undefined without one, and for this machine. Throws wrong usage for a bad URL. */
export function proxyFor(address: string, environment: NodeJS.ProcessEnv): HttpProxy | undefined {
  const { protocol, hostname } = new URL(address)
  if (isLoopback(hostname)) return undefined
  const name = protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  // The lower-case name goes first, as in curl.
  const variable = [name, name.toUpperCase()].find((one) => environment[one]?.trim())
  if (variable === undefined) return undefined
  const text = withScheme(environment[variable]?.trim() ?? '', 'http')
  // The value may hold a password, so the error does not quote it.
  if (!URL.canParse(text) || !['http:', 'https:'].includes(new URL(text).protocol))
    throw wrongUsage(`${variable} must be the URL of a proxy, such as http://proxy.example.com:3128.`)
  return { variable, url: new URL(text), except: environment['no_proxy'] ?? environment['NO_PROXY'] ?? '' }
}

/** A fetch through the proxy. Its library is loaded only when there is a proxy. */
export async function fetchThrough({ url, except }: HttpProxy): Promise<typeof globalThis.fetch> {
  const { EnvHttpProxyAgent, fetch } = await import('undici')
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: url.href,
    httpsProxy: url.href,
    noProxy: except,
    // Plain HTTP goes without a tunnel: many proxies allow CONNECT to port 443 only.
    proxyTunnel: false,
  })
  const through = (input: string, init: object) => fetch(input, { ...init, dispatcher })
  return through as unknown as typeof globalThis.fetch
}
