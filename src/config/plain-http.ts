import { isLoopback } from '../values/loopback.ts'

interface Addresses {
  readonly check: { readonly host: string } | undefined
  readonly host: string
  readonly publicUrl: string
  readonly allowedOrigins: ReadonlySet<string>
}

/** Warnings for the log about addresses at which passwords and tokens cross a network in clear text. */
export function plainHttpRisks({ check, host, publicUrl, allowedOrigins }: Addresses): readonly string[] {
  const risks: string[] = []
  const { protocol, hostname } = new URL(publicUrl)
  if (protocol === 'http:' && !(isLoopback(hostname) && isLoopback(host))) {
    risks.push(
      `People reach the gateway at ${publicUrl} by plain HTTP, also from other machines: anyone on the network ` +
        'between can read passwords and tokens. Put TLS before it, and set CLUSTERGATE_PUBLIC_URL to the https:// address.',
    )
  }
  if (check && !isLoopback(check.host)) {
    risks.push(
      `Checks are answered at ${check.host}, also for other machines: anyone on the network between can read database ` +
        'tokens and the secrets of proxies. Keep CLUSTERGATE_CHECK_HOST to a private network that you trust.',
    )
  }
  const origins = [...allowedOrigins].filter((origin) => {
    const url = new URL(origin)
    return url.protocol === 'http:' && !isLoopback(url.hostname)
  })
  if (origins.length > 0) {
    risks.push(
      `CLUSTERGATE_ALLOWED_ORIGINS trusts ${origins.join(', ')}: a page that comes by plain HTTP can be changed on its ` +
        'way, and then acts for the person who sees it. Serve it by https://.',
    )
  }
  return risks
}
