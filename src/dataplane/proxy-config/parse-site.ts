import { badInput, conflict } from '../../errors.ts'
import { parseList } from '../../values/text.ts'
import type { ProxySite } from './site.ts'

/** Where InfluxDB listens unless the caller says otherwise: on the machine of its proxy. */
export const upstreamDefault = 'http://127.0.0.1:8086'

/** A host name or an IP address, without any character that means something in a configuration; `unix` is none to nginx. */
const host = /^(?!unix$)(?:[\w.-]{1,253}|\[[\da-f:.]+\])$/i

/** Where InfluxDB itself listens, as http(s)://host:port. Throws BAD_INPUT. */
export function parseUpstream(text: string, field: string): URL {
  const upstream = URL.canParse(text) ? new URL(text) : undefined
  const isHttp = upstream?.protocol === 'http:' || upstream?.protocol === 'https:'
  // Neither a user, nor a path, nor anything after it.
  if (isHttp && upstream.href === `${upstream.origin}/` && host.test(upstream.hostname)) return upstream
  throw badInput(field, 'InfluxDB listens at http(s)://host:port, without a path.')
}

/** Where a gateway answers checks, as host:port. Throws BAD_INPUT. */
export function parseCheck(text: string, field: string): string {
  const [, name = ''] = /^(.+):\d{1,5}$/.exec(text) ?? []
  // Traefik and Envoy are told it as a URL.
  if (host.test(name) && URL.canParse(`http://${text}`)) return text
  throw badInput(field, 'Write host:port, such as 127.0.0.1:4001.')
}

/** Where gateways answer checks: at least one. Throws BAD_INPUT. */
export function parseChecks(texts: readonly string[], field: string): ProxySite['checks'] {
  const given = parseList(texts, field, 'addresses', 1)
  const checks = given.map((text, at) => parseCheck(text, `${field}.${at}`))
  return checks as readonly string[] as ProxySite['checks']
}

/**
 * Where gateways answer checks unless the caller says otherwise: on the machine of the proxy. The host that the gateway
 * listens on is not told, because readers of a cluster need not know the operator's network.
 */
export const checksAt = (port = 4001): ProxySite['checks'] => [`127.0.0.1:${port}`]

/** The address of a cluster at which its proxy listens. Throws CONFLICT. */
export function listenAddress({ name, url }: { readonly name: string; readonly url: string }): URL {
  const set = 'The operator sets it: clustergate cluster update --url.'
  if (url === '') throw conflict(`${name} has no URL, at which its proxy would listen. ${set}`)
  const address = new URL(url)
  if (address.pathname !== '/')
    throw conflict(`The URL of ${name} has a path, and a proxy listens at one without. ${set}`)
  if (host.test(address.hostname)) return address
  throw conflict(`The host in the URL of ${name} is none that a proxy listens at. ${set}`)
}
