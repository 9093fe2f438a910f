import type { ProxyScheme } from '../../clusters/drivers/kind.ts'
import { addressOf, bodyMegabytesMax, credentialAdvice, isTls, openPaths, type ProxySite, portOf } from './site.ts'

/** The configuration of nginx before a cluster, for its http block. */
export function nginxConfiguration(site: ProxySite): string {
  const { clusterId: id, clusterName, url, upstream, checks, scheme } = site
  // Names of nginx have no hyphen; several clusters may be in one configuration.
  const name = id.replaceAll('-', '_')
  const secretFile = `/etc/nginx/clustergate-${id}.secret`
  const credentialFile = `/etc/nginx/clustergate-${id}.credential`
  return `# The proxy before the cluster “${clusterName}”: nginx 1.18 or later with auth_request (Debian: nginx-light).
# Save it as /etc/nginx/conf.d/clustergate-${id}.conf, which is read inside of http { }.
#
# By hand:
# 1. \`clustergate cluster proxy-secret\` shows the secret of this proxy. Write it into ${secretFile}
#    (owner root, mode 0600) as this line, and run the command and \`nginx -s reload\` again to replace it:
#      proxy_set_header X-Clustergate-Proxy cgp_…;
# 2. Let nobody but this proxy reach ${upstream.origin}, where InfluxDB itself listens.
${scheme ? credentialStep(credentialFile, scheme) : ''}
upstream influxdb_${name} {
  server ${addressOf(upstream)};
  keepalive 32;
}

# The gateways' listener for checks (CLUSTERGATE_CHECK_PORT). With two of them, one may be restarted.
upstream checks_${name} {
${checks.map((check) => `  server ${check};`).join('\n')}
  keepalive 32;
}

# Whether the request has a body: HTTP/1 always says so, later versions may not.
map $server_protocol:$http_content_length $clustergate_length {
  "~^HTTP/1\\.[01]:$" none;
  default            $http_content_length;
}

# The usual line without the query string, in which some clients send the token.
log_format clustergate_${name} '$remote_addr [$time_local] $request_method $uri $status $body_bytes_sent '
                             '$upstream_status $request_time $clustergate_token "$clustergate_reason"';

server {
${listen(url)}
  server_name ${url.hostname};

  access_log /var/log/nginx/access.log clustergate_${name};
  # Other lines quote the address of a request, and with it such a token.
  error_log /var/log/nginx/error.log emerg;

  client_max_body_size ${bodyMegabytesMax}m;
  # Queries are in the address, and may have 60,000 characters.
  large_client_header_buffers 4 64k;

  # Asks the gateway about a request. There is no cache: a revoked token ends with the next request. (If you add one, its
  # key must hold the credential, which nginx then writes to the disk in plain text.)
  location = /_clustergate_check {
    internal;
    proxy_pass http://checks_${name}/dataplane/${id}/check;
    proxy_http_version 1.1;
    # Nothing of what the client says reaches the check but these.
    proxy_pass_request_body off;
    proxy_pass_request_headers off;
    include ${secretFile};
    proxy_set_header Connection "";
    proxy_set_header Content-Length "";
    proxy_set_header Authorization $http_authorization;
    proxy_set_header X-Original-Method $request_method;
    proxy_set_header X-Original-URI $request_uri;
    proxy_set_header X-Original-Content-Length $clustergate_length;
    proxy_set_header X-Original-Transfer-Encoding $http_transfer_encoding;
    proxy_set_header X-Real-IP $remote_addr;
    proxy_buffer_size 64k;
    proxy_buffers 4 64k;
    proxy_busy_buffers_size 64k;
    proxy_connect_timeout 1s;
    proxy_read_timeout 2s;
    proxy_next_upstream error timeout http_503;
  }

  # A slash at the end, two slashes or an escape in the path are refused by the check, which sees the address as it came.
  location ~ ^(?:${openPaths.join('|')})\\z {
    auth_request /_clustergate_check;
    auth_request_set $clustergate_args $upstream_http_x_clustergate_args;
${scheme ? '' : '    auth_request_set $clustergate_authorization $upstream_http_x_clustergate_authorization;\n'}    auth_request_set $clustergate_token $upstream_http_x_clustergate_token;
    auth_request_set $clustergate_reason $upstream_http_x_clustergate_reason;

    # What was checked is what is sent: the query string as the gateway wrote it anew${scheme ? '.' : ', and its credential, if any.'}
    proxy_pass ${isTls(upstream) ? 'https' : 'http'}://influxdb_${name}$uri?$clustergate_args;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host ${upstream.host};
${scheme ? `    # The cluster's own credential, in the place of the client's.\n    include ${credentialFile};` : '    proxy_set_header Authorization $clustergate_authorization;'}
    # Without it, InfluxDB reads no statement out of a body.
    proxy_set_header Content-Type "";
${tlsToUpstream(upstream)}  }

  location / {
    default_type application/json;
    return 403 '{"error":"This address is not open to database tokens."}';
  }

  # Answers of the check, in the form of InfluxDB's own errors.
  error_page 401 @unauthenticated;
  error_page 403 @forbidden;
  # The check is not there, or has no answer. Writers try again after a 503, where other failures make them drop data.
  error_page 500 =503 @unavailable;
  location @unauthenticated {
    default_type application/json;
    add_header X-Clustergate-Reason $clustergate_reason always;
    return 401 '{"error":"$clustergate_reason"}';
  }
  location @forbidden {
    default_type application/json;
    add_header X-Clustergate-Reason $clustergate_reason always;
    return 403 '{"error":"$clustergate_reason"}';
  }
  location @unavailable {
    default_type application/json;
    add_header Retry-After 1 always;
    return 503 '{"error":"Authorization is unavailable at the moment; try again."}';
  }
}
`
}

const listen = (url: URL): string =>
  isTls(url)
    ? `  listen ${portOf(url)} ssl;
  listen [::]:${portOf(url)} ssl;
  ssl_certificate /etc/ssl/certs/${url.hostname}.pem;
  ssl_certificate_key /etc/ssl/private/${url.hostname}.key;`
    : `  # Tokens come in clear text: keep this to a private network, or give the cluster an https URL.
  listen ${portOf(url)};`

const tlsToUpstream = (upstream: URL): string =>
  isTls(upstream)
    ? `    proxy_ssl_server_name on;
    proxy_ssl_name ${upstream.hostname};
    proxy_ssl_verify on;
    proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;
`
    : ''

const credentialStep = (
  file: string,
  scheme: ProxyScheme,
) => `# 3. Write the credential with which this proxy asks InfluxDB into ${file}
#    (owner root, mode 0600) as this line; it is ${credentialAdvice[scheme]}:
#      proxy_set_header Authorization "${scheme} …";
`
