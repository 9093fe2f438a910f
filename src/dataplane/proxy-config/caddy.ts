import type { ProxyScheme } from '../../clusters/drivers/kind.ts'
import { bodyMegabytesMax, credentialAdvice, isTls, openPaths, type ProxySite, portOf } from './site.ts'

// With one check, it would only turn requests away for longer than the check is down.
const failover = '\t\t\tlb_try_duration 1s\n\t\t\tfail_duration 2s\n'

/** The Caddyfile of Caddy before a cluster. */
export function caddyConfiguration({ clusterId, clusterName, url, upstream, checks, scheme }: ProxySite): string {
  // Caddy answers requests for any other host with an empty 200, which a writer takes for success.
  const address = isTls(url) ? url.origin : `:${portOf(url)}`
  return `# The proxy before the cluster “${clusterName}”: Caddy 2.6 or later. Save it as /etc/caddy/Caddyfile.
#
# By hand:
# 1. \`clustergate cluster proxy-secret\` shows the secret of this proxy. Put it into the environment of Caddy, such as by
#    \`systemctl edit caddy\`, which is read at its start:
#      [Service]
#      Environment=CLUSTER_PROXY_SECRET=cgp_…
# 2. Let nobody but this proxy reach ${upstream.origin}, where InfluxDB itself listens.
${scheme ? credentialStep(scheme) : ''}{
	# Lines of failed requests would quote their address and headers, and with them tokens.
	log {
		format filter {
			wrap json
			fields {
				request>uri regexp \\?.* ""
				request>headers delete
			}
		}
	}
}

${address} {
	@open path ${openPaths.join(' ')}

	# In the order in which it is written: \`handle\` would sort it anew.
	route @open {
		request_body {
			max_size ${bodyMegabytesMax}MB
		}

		# Of what the client says, these are the proxy's own.
		request_header -X-Clustergate-*
		request_header -X-Original-*
		request_header -X-Forwarded-*
		request_header X-Real-IP {remote_host}
		# Whether the request has a body: without a length there may be one, and a query by POST is refused.
		@sized header Content-Length *
		request_header @sized X-Original-Content-Length {header.Content-Length}

		# Asks a gateway at its listener for checks (CLUSTERGATE_CHECK_PORT). With two of them, one may be restarted. There
		# is no cache: a revoked token ends with the next request. When none answers, the client gets 502.
		forward_auth ${checks.join(' ')} {
			uri /dataplane/${clusterId}/check
			header_up X-Clustergate-Proxy {env.CLUSTER_PROXY_SECRET}
			copy_headers X-Clustergate-Authorization
${checks.length > 1 ? failover : ''}			transport http {
				dial_timeout 1s
				response_header_timeout 2s
			}
		}

		reverse_proxy ${upstream.origin} {
			header_up Host {upstream_hostport}
${scheme ? ownCredential : credentialOfCheck}			header_up -X-Clustergate-*
			header_up -X-Original-*
			# Without it, InfluxDB reads no statement out of a body.
			header_up -Content-Type
		}
	}

	route {
		header Content-Type application/json
		respond \`{"error":"This address is not open to database tokens."}\` 403
	}
}
`
}

const credentialOfCheck = `\t\t\t# The credential that the check answered with, if any, and never that of the client.
\t\t\theader_up Authorization {header.X-Clustergate-Authorization}
`

const ownCredential = `\t\t\t# The cluster's own credential, in the place of the client's.
\t\t\theader_up Authorization {env.CLUSTER_CREDENTIAL}
`

const credentialStep = (
  scheme: ProxyScheme,
) => `# 3. Put the credential with which this proxy asks InfluxDB beside that secret; it is
#    ${credentialAdvice[scheme]}:
#      Environment="CLUSTER_CREDENTIAL=${scheme} …"
`
