import type { Socket } from 'node:net'
import { networkOf } from '../../values/ip-address.ts'
import type { ClientAddresses } from './client-address.ts'
import { connectionLimits } from './connections.ts'
import { OncePerMinute } from './once-per-minute.ts'

/**
 * Limits the connections of one address, so that it cannot hold all that the gateway takes. A trusted proxy stands for
 * many clients and may hold nearly all; a few stay free for probes and operators who connect directly.
 */
export class ConnectionCaps {
  readonly #counts = new Map<string, number>()
  readonly #oncePerMinute: OncePerMinute

  /** `onRefused` is called where connections are refused, at most once a minute. */
  constructor(
    private readonly addresses: Pick<ClientAddresses, 'peerOf'>,
    clock: () => number,
    private readonly onRefused: (address: string, connections: number) => void,
  ) {
    this.#oncePerMinute = new OncePerMinute(clock)
  }

  /** Counts a new connection, or closes it where its address has too many. */
  take(socket: Socket): void {
    const { address, isTrusted } = this.addresses.peerOf(socket)
    // The client has closed it already.
    if (address === null) return void socket.destroy()
    const network = networkOf(address)
    const count = this.#counts.get(network) ?? 0
    const max = isTrusted ? connectionLimits.connectionsOfProxy : connectionLimits.connectionsOfAddress
    if (count >= max) {
      socket.destroy()
      this.#oncePerMinute.run(() => this.onRefused(address, max))
      return
    }
    this.#counts.set(network, count + 1)
    socket.once('close', () => this.#release(network))
  }

  #release(network: string): void {
    const count = (this.#counts.get(network) ?? 0) - 1
    if (count > 0) this.#counts.set(network, count)
    else this.#counts.delete(network)
  }
}
