import type { ProxyScheme } from '../../clusters/drivers/kind.ts'
import { credentialAdvice, isTls, openPaths, type ProxySite, portOf } from './site.ts'

/** A static configuration of Envoy before a cluster, as YAML. */
export function envoyConfiguration({ clusterId: id, clusterName, url, upstream, checks, scheme }: ProxySite): string {
  return `# The proxy before the cluster “${clusterName}”: Envoy 1.28 or later.
# It follows Envoy's documentation; the tests of Clustergate do not run it, as they do those of nginx and Caddy.
#
# By hand:
# 1. \`clustergate cluster proxy-secret\` shows the secret of this proxy: put it in the place of PROXY_SECRET, and let nobody
#    but Envoy read this file.
# 2. Let nobody but this proxy reach ${upstream.origin}, where InfluxDB itself listens.
# 3. ${isTls(url) ? 'Give the listener a transport_socket with the certificate of' : 'Tokens come in clear text to'} ${url.hostname}.
${scheme ? credentialStep(scheme) : ''}#
# Envoy does not write the query string anew: with a JWT secret, tokens come in the Authorization header alone.
static_resources:
  listeners:
    - name: clustergate
      address:
        socket_address: { address: 0.0.0.0, port_value: ${portOf(url)} }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: clustergate
                # Queries are in the address, and may have 60,000 characters.
                max_request_headers_kb: 96
                # The check sees the address as it came, so it must be passed on as it came.
                normalize_path: false
                merge_slashes: false
                http_filters:
                  # Of what the client says, these are the proxy's own.
                  - name: envoy.filters.http.header_mutation
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3.HeaderMutation
                      mutations:
                        request_mutations:
                          - remove: x-clustergate-proxy
                          - remove: x-clustergate-authorization
                          - remove: x-original-transfer-encoding
                          # Removed first: an empty value would leave what the client said.
                          - remove: x-original-content-length
                          - remove: x-real-ip
                          - append:
                              header: { key: x-original-content-length, value: "%REQ(content-length)%" }
                              append_action: OVERWRITE_IF_EXISTS_OR_ADD
                          - append:
                              header: { key: x-real-ip, value: "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%" }
                              append_action: OVERWRITE_IF_EXISTS_OR_ADD
                  # Asks the gateway at its listener for checks (CLUSTERGATE_CHECK_PORT), before anything is passed on.
                  - name: envoy.filters.http.ext_authz
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
                      transport_api_version: V3
                      failure_mode_allow: false
                      status_on_error: { code: ServiceUnavailable }
                      http_service:
                        server_uri:
                          uri: http://${checks[0]}
                          cluster: clustergate_checks
                          timeout: 2s
                        path_prefix: /dataplane/${id}/check/envoy
                        authorization_request:
                          headers_to_add:
                            - { key: x-clustergate-proxy, value: "PROXY_SECRET" }
                        authorization_response:
                          allowed_upstream_headers:
                            patterns:
                              - exact: x-clustergate-authorization
                          allowed_client_headers:
                            patterns:
                              - exact: www-authenticate
                              - exact: x-clustergate-reason
                      allowed_headers:
                        patterns:
                          - exact: authorization
                          - exact: x-original-content-length
                          - exact: x-real-ip
                  - name: envoy.filters.http.router
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
                route_config:
                  name: clustergate
                  virtual_hosts:
                    - name: clustergate
                      domains: ["*"]
                      routes:
${openPaths.map(route).join('\n')}
                        - match: { prefix: / }
                          direct_response:
                            status: 403
                            body: { inline_string: '{"error":"This address is not open to database tokens."}' }
                      # ${scheme ? "The cluster's own credential" : 'The credential that the check answered with, if any'}, and never that of the client. Without a
                      # Content-Type, InfluxDB reads no statement out of a body.
                      request_headers_to_remove: [authorization, content-type]
                      request_headers_to_add:
                        - header: { key: authorization, value: "${scheme ? `${scheme} CLUSTER_CREDENTIAL` : '%REQ(x-clustergate-authorization)%'}" }
                          append_action: OVERWRITE_IF_EXISTS_OR_ADD
  clusters:
    - name: influxdb
      type: STRICT_DNS
      connect_timeout: 5s
      load_assignment:
        cluster_name: influxdb
        endpoints:
          - lb_endpoints:
${endpoint(upstream.hostname, portOf(upstream))}
${tlsTo(upstream)}    - name: clustergate_checks
      type: STRICT_DNS
      connect_timeout: 1s
      load_assignment:
        cluster_name: clustergate_checks
        endpoints:
          - lb_endpoints:
${checks
  .map((check) => new URL(`http://${check}`))
  .map((check) => endpoint(check.hostname, portOf(check)))
  .join('\n')}
`
}

const route = (path: string): string => `                        - match: { path: ${path} }
                          route: { cluster: influxdb, timeout: 60s }`

/** An IPv6 address stands without its brackets. */
const endpoint = (host: string, port: string): string =>
  `              - endpoint: { address: { socket_address: { address: ${JSON.stringify(host.replace(/^\[|\]$/g, ''))}, port_value: ${port} } } }`

const tlsTo = (upstream: URL): string =>
  isTls(upstream)
    ? `      transport_socket:
        name: envoy.transport_sockets.tls
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
          sni: ${upstream.hostname}
          common_tls_context:
            validation_context:
              trusted_ca: { filename: /etc/ssl/certs/ca-certificates.crt }
`
    : ''

const credentialStep = (
  scheme: ProxyScheme,
) => `# 4. Put the credential with which this proxy asks InfluxDB in the place of CLUSTER_CREDENTIAL; it is
#    ${credentialAdvice[scheme]}.
`
