import type { ProxyScheme } from '../../clusters/drivers/kind.ts'
import { credentialAdvice, openPaths, type ProxySite } from './site.ts'

/** A dynamic configuration of Traefik before a cluster, as YAML. */
export function traefikConfiguration({ clusterId: id, clusterName, url, upstream, checks, scheme }: ProxySite): string {
  const paths = openPaths.map((path) => `Path(\`${path}\`)`).join(' || ')
  return `# The proxy before the cluster “${clusterName}”: Traefik 3, a file of its file provider.
# It follows Traefik's documentation; the tests of Clustergate do not run it, as they do those of nginx and Caddy.
#
# By hand:
# 1. \`clustergate cluster proxy-secret\` shows the secret of this proxy: put it in the place of PROXY_SECRET, and let nobody
#    but Traefik read this file.
# 2. Let nobody but this proxy reach ${upstream.origin}, where InfluxDB itself listens.
${scheme ? credentialStep(scheme) : ''}#
# Traefik does not tell the check whether there is a body, and cannot write the query string anew. So queries come by GET,
# and with a JWT secret tokens come in the Authorization header alone.
http:
  routers:
    clustergate-${id}:
      rule: "Host(\`${url.hostname}\`) && (${paths})"
      service: influxdb-${id}
      middlewares:
        - clustergate-request-${id}
        - clustergate-check-${id}
        - clustergate-forward-${id}
${url.protocol === 'https:' ? '      tls: {}\n' : ''}
  middlewares:
    # Of what the client says, these are the proxy's own; an empty value removes a header.
    clustergate-request-${id}:
      headers:
        customRequestHeaders:
          X-Clustergate-Proxy: "PROXY_SECRET"
          X-Original-Method: ""
          X-Original-URI: ""
          X-Original-Content-Length: ""
          X-Original-Transfer-Encoding: ""
    # Asks the gateway at its listener for checks (CLUSTERGATE_CHECK_PORT). Its answer's Authorization takes the place of
    # the client's, or removes it.
    clustergate-check-${id}:
      forwardAuth:
        address: "http://${checks[0]}/dataplane/${id}/check"
        trustForwardHeader: false
        authResponseHeaders:
          - Authorization
    # Without a Content-Type, InfluxDB reads no statement out of a body.
    clustergate-forward-${id}:
      headers:
        customRequestHeaders:
          X-Clustergate-Proxy: ""
${scheme ? `          # The cluster's own credential, in the place of the client's.\n          Authorization: "${scheme} CLUSTER_CREDENTIAL"\n` : ''}          Content-Type: ""

  services:
    influxdb-${id}:
      loadBalancer:
        passHostHeader: false
        servers:
          - url: "${upstream.origin}"
`
}

const credentialStep = (
  scheme: ProxyScheme,
) => `# 3. Put the credential with which this proxy asks InfluxDB in the place of CLUSTER_CREDENTIAL; it is
#    ${credentialAdvice[scheme]}.
`
