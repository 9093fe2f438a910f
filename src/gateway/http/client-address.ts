import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { type IpNetwork, isWithin, parseIpAddress } from '../../values/ip-address.ts'

/** More of them than any chain of proxies has. */
const entriesMax = 32

interface Peer {
  /** Null where the connection has ended already. */
  readonly address: string | null
  readonly isTrusted: boolean
}

/**
 * Says which address a request comes from, for all that counts, limits or records by address. It is the other end of
 * the connection; or, where that is a proxy that the operator trusts, the client that the proxy names in
 * `X-Forwarded-For`. A proxy adds whom it was called by at the right of that list, and what stands left of it was
 * sent by that client, true or not: so the first entry from the right that is no trusted proxy is the client.
 */
export class ClientAddresses {
  readonly #peers = new WeakMap<Socket, Peer>()
  #hasIgnored = false

  /** `onIgnored` hears, once, of a proxy that is not trusted. */
  constructor(
    private readonly trusted: readonly IpNetwork[],
    private readonly onIgnored: (peer: string) => void = () => {},
  ) {}

  /** IPv4 in IPv6 form is told as IPv4. */
  of({ socket, headers }: IncomingMessage): string | null {
    const { address, isTrusted } = this.peerOf(socket)
    const forwarded = headers['x-forwarded-for']
    if (forwarded === undefined) return address
    if (isTrusted) return this.#clientIn(String(forwarded)) ?? address
    if (address !== null && !this.#hasIgnored) {
      this.#hasIgnored = true
      this.onIgnored(address)
    }
    return address
  }

  /** The other end of a connection. */
  peerOf(socket: Socket): Peer {
    let peer = this.#peers.get(socket)
    if (!peer) {
      const address = parseIpAddress(socket.remoteAddress ?? '')
      peer = {
        address: address?.toString() ?? null,
        isTrusted: address !== undefined && this.trusted.some((network) => isWithin(address, network)),
      }
      this.#peers.set(socket, peer)
    }
    return peer
  }

  /** Undefined where the list cannot be followed: what is no address hides who stands behind it. */
  #clientIn(forwarded: string): string | undefined {
    let end = forwarded.length
    for (let read = 0; read < entriesMax; read++) {
      const comma = forwarded.lastIndexOf(',', end - 1)
      const address = parseIpAddress(withoutPort(forwarded.slice(comma + 1, end).trim()))
      if (!address) return undefined
      // All of them are trusted: then the one farthest away has asked for itself.
      if (comma < 0 || !this.trusted.some((network) => isWithin(address, network))) return address.toString()
      end = comma
    }
    return undefined
  }
}

const ipv4AndPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/
const ipv6InBrackets = /^\[([^\]]+)\](?::\d+)?$/

/** Some proxies add the port, which needs brackets around IPv6. */
const withoutPort = (entry: string): string => (ipv4AndPort.exec(entry) ?? ipv6InBrackets.exec(entry))?.[1] ?? entry
