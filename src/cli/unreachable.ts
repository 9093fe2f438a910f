import type { HttpProxy } from './proxy.ts'

/** The system error below what fetch throws. */
interface Fault {
  readonly name?: string
  readonly code?: string
  readonly message?: string
  readonly cause?: unknown
  readonly errors?: readonly unknown[]
  readonly hostname?: string
  readonly port?: number
}

/** Explains why the gateway cannot be reached and what to do, for a person who knows nothing of sockets. */
export function describeUnreachable(
  error: unknown,
  address: string,
  proxy: HttpProxy | undefined,
  environment: NodeJS.ProcessEnv,
): string {
  const fault = deepest(error)
  const { protocol, host } = new URL(address)
  const code = fault.code ?? ''
  // A proxy is named by its host alone: its URL may hold a password.
  const where = proxy && isOfProxy(fault, proxy, address) ? `${proxy.url.host}, the proxy of ${proxy.variable}` : host
  return (
    describeConnecting(code, where) ??
    describeTls(code, fault, host, environment) ??
    (proxy && describeProxy(fault, host, proxy)) ??
    describeTalk(code, fault, protocol, host)
  )
}

/** Whether the connection to the proxy failed, as far as the error tells. */
function isOfProxy({ hostname, port }: Fault, { url }: HttpProxy, address: string): boolean {
  const target = new URL(address)
  const targetPort = Number(target.port) || (target.protocol === 'https:' ? 443 : 80)
  return (hostname ?? url.hostname) === url.hostname && (port ?? Number(url.port)) !== targetPort
}

/** Explains a failure to connect; undefined for any other. */
function describeConnecting(code: string, where: string): string | undefined {
  if (code === 'ENOTFOUND')
    return `No host is known as ${where}: check how that is written, and the DNS of this machine.`
  if (code === 'EAI_AGAIN') return `The name server does not answer, so that ${where} cannot be found. Try again.`
  if (code === 'ECONNREFUSED')
    return `Nothing listens at ${where}: check the port, and that what should listen there runs.`
  if (timeouts.has(code)) return `${where} does not answer: a firewall may be between, or the host is down.`
  if (noNetwork.has(code)) return `No network leads to ${where}: check the connection of this machine, or its VPN.`
  if (code === 'EACCES' || code === 'EPERM') return `This machine does not allow connections to ${where}.`
  return undefined
}

const noNetwork: ReadonlySet<string> = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'])
const timeouts: ReadonlySet<string> = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT'])

/** The error codes for a certificate of an unknown authority. */
const untrusted: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
  // Signed by another authority with the same name.
  'CERT_SIGNATURE_FAILURE',
])

function describeTls(code: string, fault: Fault, host: string, environment: NodeJS.ProcessEnv): string | undefined {
  if (untrusted.has(code)) {
    const whose = `The certificate of ${host} comes from an authority that this machine does not know.`
    const { NODE_EXTRA_CA_CERTS } = environment
    return NODE_EXTRA_CA_CERTS
      ? `${whose} NODE_EXTRA_CA_CERTS names ${NODE_EXTRA_CA_CERTS}, which does not hold that authority’s certificate.`
      : `${whose} If it is your own, set NODE_EXTRA_CA_CERTS to the file with its certificate (PEM).`
  }
  if (code === 'CERT_HAS_EXPIRED')
    return `The certificate of ${host} has expired: the operator of the gateway must renew it, or the clock of this machine is wrong.`
  if (code === 'CERT_NOT_YET_VALID')
    return `The certificate of ${host} is not valid yet: check the clock of this machine.`
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH')
    return `The certificate of ${host} is for another name: give the address by a name that the certificate is for.`
  if (code === 'CERT_REVOKED')
    return `The certificate of ${host} was revoked: the operator of the gateway must renew it.`
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG')
    return `${host} does not speak TLS: write its address with http://, or give the port that speaks it.`
  if (/CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE/.test(code))
    return `${host} refused the TLS connection: it asks for a certificate of the client, or for another version of TLS (${code}).`
  if (/^(CERT_|ERR_SSL_|ERR_TLS_|INVALID_CA|PATH_LENGTH|EPROTO)/.test(code))
    return `No TLS connection to ${host} came about: ${fault.message ?? code} (${code}).`
  return undefined
}

/** Explains how a proxy refused to connect to the gateway. */
function describeProxy({ message = '' }: Fault, host: string, { variable, url }: HttpProxy): string | undefined {
  const refusal = /Proxy response \((\d+)\)/.exec(message)?.[1]
  if (refusal === '407' || /\(407\)/.test(message))
    return `The proxy of ${variable} wants a name and a password: write it as http://name:password@${url.host}.`
  return refusal === undefined
    ? undefined
    : `The proxy of ${variable} lets nothing through to ${host} (HTTP ${refusal}); NO_PROXY goes around it.`
}

/** Explains a failure on an open connection. */
function describeTalk(code: string, { name, message }: Fault, protocol: string, host: string): string {
  const remedy = protocol === 'http:' ? '; if it speaks TLS, write its address with https://' : ''
  // Some versions of Node give it no code.
  if (name === 'HTTPParserError') return `What listens at ${host} does not speak HTTP${remedy}.`
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET' || code === 'EPIPE')
    return `${host} closed the connection without an answer${remedy}.`
  if (message === 'bad port') return `The port of ${host} is kept for something else by all that speak HTTP.`
  return `${host} cannot be reached: ${message ?? 'no reason was given'}${code ? ` (${code})` : ''}.`
}

/** The innermost cause of an error; where several addresses were tried, that of the first. */
function deepest(error: unknown): Fault {
  const fault = Object(error) as Fault
  const [first] = fault.errors ?? []
  const next = fault.cause ?? (fault.code === undefined ? first : undefined)
  return next instanceof Error ? deepest(next) : fault
}
