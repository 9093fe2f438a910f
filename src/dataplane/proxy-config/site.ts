import type { ProxyScheme } from '../../clusters/drivers/kind.ts'

/** What a proxy before a cluster has to know. */
export interface ProxySite {
  readonly clusterId: string
  readonly clusterName: string
  /** Where clients write and query: the URL of the cluster, which is that of the proxy. */
  readonly url: URL
  /** Where InfluxDB itself listens, which only the proxy may reach. */
  readonly upstream: URL
  /** Where gateways answer checks, each as host:port. */
  readonly checks: readonly [string, ...string[]]
  /** The scheme in which the cluster wants a credential of its own, which is then the proxy's to send. */
  readonly scheme?: ProxyScheme | undefined
}

/** What the credential of a cluster that asks for one must be able to do, and nothing else, as one line of a comment. */
export const credentialAdvice = {
  Token: 'a token that reads and writes the buckets of this one organization, not an operator token',
  Bearer: 'a token of this cluster, or any text where InfluxDB was started with --without-auth',
} as const satisfies Record<ProxyScheme, string>

/** The addresses of InfluxDB's API that are passed on; the check decides about each request to them. */
export const openPaths = [
  '/ping',
  '/health',
  '/query',
  '/write',
  '/api/v2/write',
  '/api/v3/write_lp',
  '/api/v3/query_sql',
  '/api/v3/query_influxql',
] as const

/** The largest body that InfluxDB takes unless it is told otherwise. */
export const bodyMegabytesMax = 25

export const isTls = ({ protocol }: URL): boolean => protocol === 'https:'

/** The port of an http(s) address. */
export const portOf = (url: URL): string => url.port || (isTls(url) ? '443' : '80')

/** `host:port`, as proxies name a server. */
export const addressOf = (url: URL): string => `${url.hostname}:${portOf(url)}`
