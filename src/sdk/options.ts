import { badInput } from './error.ts'
import type { Fetch, HeaderList } from './platform.ts'

export interface ClientOptions {
  /** The gateway's public address, with or without `/graphql`; in browsers, `/` for the page's own site. */
  readonly url: string
  /**
   * A session token or a management token, or a function that gives one for each request; absent for anonymous
   * requests.
   */
  readonly token?: string | (() => string | undefined | Promise<string | undefined>) | undefined
  /** HTTP headers to send with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** A replacement for the platform's `fetch`. */
  readonly fetch?: Fetch | undefined
  /** The time limit of one attempt in milliseconds; 30,000 when absent. */
  readonly timeoutMs?: number | undefined
  /** The number of retries of a failed attempt, where a retry is safe; 2 when absent. */
  readonly retries?: number | undefined
  /**
   * Whether to send each mutation under a key made for the call, so that it is repeated as safely as a query; false when
   * absent.
   */
  readonly idempotent?: boolean | undefined
}

export interface Settings {
  readonly endpoint: string
  readonly headers: HeaderList
  readonly token: () => Promise<string | undefined>
  readonly fetch: Fetch
  readonly timeoutMs: number
  readonly retries: number
  readonly idempotent: boolean
}

/** The longest delay of `setTimeout`. */
const timeoutMsMax = 2 ** 31 - 1

/** Checks the options and applies defaults. Throws BAD_INPUT, with the option at fault as `field`. */
export function readOptions(options: ClientOptions): Settings {
  const { url, token, headers, fetch, timeoutMs = 30_000, retries = 2, idempotent = false } = options
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > timeoutMsMax) {
    throw badInput('timeoutMs', `Give a time-out of 1 to ${timeoutMsMax} milliseconds.`)
  }
  if (!Number.isInteger(retries) || retries < 0 || retries > 10) throw badInput('retries', 'Give 0 to 10 retries.')
  return {
    endpoint: endpointOf(url),
    headers: readHeaders(headers),
    token: async () => checkToken(typeof token === 'function' ? await token() : token),
    fetch: fetch ?? globalThis.fetch,
    timeoutMs,
    retries,
    idempotent,
  }
}

function endpointOf(given: string): string {
  const { location } = globalThis as { location?: { readonly href: string } }
  if (!URL.canParse(given, location?.href)) {
    throw badInput('url', 'Give the address of the gateway, as in https://clustergate.example.com.')
  }
  const url = new URL(given, location?.href)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw badInput('url', 'The address of the gateway begins with https:// or http://.')
  }
  if (url.username !== '' || url.password !== '' || url.search !== '') {
    throw badInput('url', 'Leave name, password and query out of the address of the gateway; give a token instead.')
  }
  const path = url.pathname.replace(/\/+$/, '')
  url.pathname = path.endsWith('/graphql') ? path : `${path}/graphql`
  url.hash = ''
  return url.href
}

function readHeaders(given: Readonly<Record<string, string>> = {}): Headers {
  try {
    return new Headers(given)
  } catch {
    // Without the platform's error as cause: it quotes the value, which may be a secret.
    throw badInput('headers', 'A header has a name or a value that HTTP does not allow.')
  }
}

/** Refuses a token with characters that a header cannot carry: the error of the platform would quote the token. */
function checkToken(token: string | undefined): string | undefined {
  if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return token
  throw badInput('token', 'The token is empty, or has white space or other characters that no token has.')
}
