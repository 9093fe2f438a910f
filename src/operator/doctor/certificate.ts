import { once } from 'node:events'
import { connect } from 'node:tls'
import { isLoopback } from '../../values/loopback.ts'
import { answerMilliseconds } from './ask-gateway.ts'
import { type Check, failed, ok, skipped, warning } from './check.ts'

const dayMilliseconds = 86_400_000
const daysMin = 14

const faults: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that this machine does not trust',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'comes from an authority that this machine does not trust, or its chain lacks a part',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes without its chain, or from an authority that this machine does not trust',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another name',
}

/** Whether browsers trust the certificate of the public URL, and how long it lasts. */
export const certificate: Check = async ({ config }) => {
  const { protocol, hostname, port } = new URL(config.publicUrl)
  if (protocol !== 'https:') {
    if (isLoopback(hostname)) return [skipped('The public URL is plain HTTP on this machine.')]
    return [
      warning(
        `${config.publicUrl} is plain HTTP: passwords and tokens can be read on their way.`,
        'Put TLS before the gateway, and write https:// into CLUSTERGATE_PUBLIC_URL.',
      ),
    ]
  }
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const shown = await certificateOf(host, Number(port || 443))
  if (!shown) return [skipped(`There is no TLS to look at: ${config.publicUrl} cannot be reached.`)]
  const { code, until } = shown
  if (code !== undefined) {
    const fault = faults[code] ?? `is refused (${code})`
    return [
      failed(
        `The certificate of ${hostname} ${fault}.`,
        'Give the proxy one that browsers trust, with its whole chain, for this name. Where the authority is your own, NODE_EXTRA_CA_CERTS names it.',
      ),
    ]
  }
  const days = Math.floor((until - Date.now()) / dayMilliseconds)
  const message = `The certificate of ${hostname} is trusted, and good until ${new Date(until).toISOString()} (${days} days).`
  return [days < daysMin ? warning(message, 'Renew it, and see why that did not happen by itself.') : ok(message)]
}

interface Shown {
  /** Why the certificate is not trusted; undefined where it is. */
  readonly code: string | undefined
  readonly until: number
}

/** Undefined where no TLS connection comes about. */
async function certificateOf(host: string, port: number): Promise<Shown | undefined> {
  // Connected to also without trust, to see how long the certificate lasts; nothing is sent.
  const socket = connect({ host, port, servername: /^[\d.]+$|:/.test(host) ? '' : host, rejectUnauthorized: false })
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(answerMilliseconds) })
    const error: unknown = socket.authorizationError
    const code = typeof error === 'string' ? error : (error as { code?: string } | null)?.code
    return { code: code || undefined, until: Date.parse(socket.getPeerCertificate().valid_to) }
  } catch {
    return undefined
  } finally {
    socket.destroy()
  }
}
