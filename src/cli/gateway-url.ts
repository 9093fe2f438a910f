import { wrongUsage } from './exit-codes.ts'

/** The URL of a gateway in one normal form, by which sessions are found again. Throws wrong usage. */
export function parseUrl(text: string, whose = 'The address of a gateway'): string {
  const written = withScheme(text)
  const url = URL.canParse(written) ? new URL(written) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password || url.search || url.hash)
    throw wrongUsage(`${whose} is a URL such as https://clustergate.example.com.`)
  return `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\/graphql$/, '')}`
}

/** The address with a scheme added where it has none: http for this machine, as in `localhost:4000`, else https. */
export function withScheme(text: string, scheme?: 'http'): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text
  const guess = `http://${text}`
  if (!URL.canParse(guess)) return text
  return scheme === 'http' || isLoopback(new URL(guess).hostname) ? guess : `https://${text}`
}

/** Whether the hostname of a URL is this machine, so that no network can be listened to. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || hostname.startsWith('127.')
