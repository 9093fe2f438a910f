import { wrongUsage } from './exit-codes.ts'

/** The address in one form, by which sessions are found again; without a scheme, http only on this machine. Throws wrong usage. */
export function parseUrl(text: string, whose = 'The address of a gateway'): string {
  const written = withScheme(text)
  const url = URL.canParse(written) ? new URL(written) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password || url.search || url.hash)
    throw wrongUsage(`${whose} is a URL such as https://clustergate.example.com.`)
  return `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\/graphql$/, '')}`
}

/** An address as it is meant by who leaves the scheme out: `localhost:4000`, `clustergate.example.com`. */
export function withScheme(text: string, scheme?: 'http'): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text
  const guess = `http://${text}`
  if (!URL.canParse(guess)) return text
  return scheme === 'http' || isLoopback(new URL(guess).hostname) ? guess : `https://${text}`
}

/** Whether a host, as URL has it, is this machine: nobody listens on the way to it. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || hostname.startsWith('127.')
