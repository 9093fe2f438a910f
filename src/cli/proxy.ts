import { wrongUsage } from './exit-codes.ts'
import { isLoopback, withScheme } from './gateway-url.ts'

/** The proxy that the environment names for an address, as curl and gh take it. */
export interface HttpProxy {
  /** The variable that named it. */
  readonly variable: string
  readonly url: URL
  /** Hosts that are asked without it. */
  readonly except: string
}

/** Undefined where there is none; programs on this machine are never asked through one. Throws wrong usage. */
export function proxyFor(address: string, environment: NodeJS.ProcessEnv): HttpProxy | undefined {
  const { protocol, hostname } = new URL(address)
  if (isLoopback(hostname)) return undefined
  const name = protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  // Small letters go first, by an old custom.
  const variable = [name, name.toUpperCase()].find((one) => environment[one]?.trim())
  if (variable === undefined) return undefined
  const text = withScheme(environment[variable]?.trim() ?? '', 'http')
  // What it is set to may hold a password, and is not repeated.
  if (!URL.canParse(text) || !['http:', 'https:'].includes(new URL(text).protocol))
    throw wrongUsage(`${variable} must be the URL of a proxy, such as http://proxy.example.com:3128.`)
  return { variable, url: new URL(text), except: environment['no_proxy'] ?? environment['NO_PROXY'] ?? '' }
}

/** A fetch that asks through the proxy; its library is loaded only where there is one. */
export async function fetchThrough({ url, except }: HttpProxy): Promise<typeof globalThis.fetch> {
  const { EnvHttpProxyAgent, fetch } = await import('undici')
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: url.href,
    httpsProxy: url.href,
    noProxy: except,
    // What is not encrypted goes as a plain request: many proxies open tunnels to port 443 alone.
    proxyTunnel: false,
  })
  const through = (input: string, init: object) => fetch(input, { ...init, dispatcher })
  return through as unknown as typeof globalThis.fetch
}
