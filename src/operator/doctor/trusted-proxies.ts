import { lookup } from 'node:dns/promises'
import { networkInterfaces } from 'node:os'
import type { TellsDoctor } from '../../gateway/http/health.ts'
import { isLoopback } from '../../values/loopback.ts'
import { askGateway } from './ask-gateway.ts'
import { failed, ok, onOpened, skipped, type Verdict, warning } from './check.ts'

/** An address that no client has (RFC 5737): the doctor claims it, to see whether it is believed. */
const claimed = '192.0.2.123'

/** Whether the gateway knows clients apart, by their own addresses, and believes none about its address. */
export const trustedProxies = onOpened(async ({ config, keys }, { atPublicUrl }) => {
  const answer = await atPublicUrl()
  if ('code' in answer || !answer.told) return [skipped('No gateway of this store answers at the public URL.')]
  const { told } = answer
  const { client, peer, isPeerTrusted, forwarded } = told
  if (forwarded === null) return [await withoutHeader(told, config.publicUrl, config.port)]
  if (!isPeerTrusted) {
    return [
      warning(
        `The gateway does not trust the proxy ${peer} before it: all clients share that address, its limits and its throttle.`,
        `Set CLUSTERGATE_TRUSTED_PROXIES=${peer}, or the network of the proxies.`,
      ),
    ]
  }
  const again = await askGateway(config.publicUrl, keys, claimed)
  if ('code' in again || !again.told) return [skipped('The gateway at the public URL did not answer a second time.')]
  if (again.told.forwarded?.trim() === claimed) {
    return [
      failed(
        `The proxy ${peer} hands on what clients write into X-Forwarded-For: each of them may claim any address.`,
        'Have it append the address that it sees, or replace the header: docs/behind-a-proxy.md shows how.',
      ),
    ]
  }
  if (again.told.client === claimed) return [believed(client)]
  return [
    ok(
      `The gateway takes clients’ addresses from ${peer}; this one’s is ${client}. A claimed address is not believed.`,
    ),
  ]
})

/** The proxy has appended the doctor's own address, and the gateway trusts that as a proxy's, too. */
function believed(own: string | null): Verdict {
  if (own !== null && isLoopback(own)) {
    return skipped('The doctor asked from the machine of the proxy, which is trusted: run it on another one.')
  }
  return warning(
    `The gateway believed an address that this caller claimed: its own, ${own}, is among the trusted proxies, and so any caller there may claim any address.`,
    'Name in CLUSTERGATE_TRUSTED_PROXIES the addresses of the proxies alone, not a network that others are in.',
  )
}

/** Nothing was forwarded: no proxy, or one that hides all clients behind its own address. */
async function withoutHeader({ peer }: TellsDoctor, publicUrl: string, ownPort: number): Promise<Verdict> {
  const { protocol, hostname, port } = new URL(publicUrl)
  const found = await lookup(hostname.replace(/^\[(.*)\]$/, '$1')).catch(() => undefined)
  const isAway = found !== undefined && !isLoopback(found.address) && peer !== null && isLoopback(peer)
  const isProxied = protocol === 'https:' || isAway || (Number(port || 80) !== ownPort && ownPort !== 0)
  if (!isProxied)
    return ok(`Nothing stands between clients and the gateway, which sees their own addresses, here ${peer}.`)
  const whose = isOwn(peer) ? 'an address of this machine' : 'not that of this machine'
  return warning(
    `Something stands before the gateway and sends no X-Forwarded-For: the gateway sees ${peer}, ${whose}. If that is a proxy, all clients share its address.`,
    'Have it send the header, and name it in CLUSTERGATE_TRUSTED_PROXIES: docs/behind-a-proxy.md shows how.',
  )
}

const isOwn = (address: string | null): boolean =>
  Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === address))
