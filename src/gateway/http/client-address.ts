import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { type IpNetwork, isWithin, parseIpAddress } from '../../values/ip-address.ts'

/** How many entries of X-Forwarded-For are read; no chain of proxies is that long. */
const entriesMax = 32

interface Peer {
  /** Null where the connection has closed already. */
  readonly address: string | null
  readonly isTrusted: boolean
}

/** Where a request seems to come from. */
export interface SeenFrom {
  readonly client: string | null
  readonly peer: string | null
  readonly isPeerTrusted: boolean
  /** X-Forwarded-For as it came. */
  readonly forwarded: string | null
}

/**
 * Finds the client's address of a request, for rate limits, connection limits, the log and audit events. It is the peer
 * of the connection, or, where the peer is a trusted proxy, the client in `X-Forwarded-For`. Each proxy appends the
 * address that called it; all entries before that come from the caller, and may be forged. So the client is the first
 * entry from the right that is no trusted proxy.
 */
export class ClientAddresses {
  readonly #peers = new WeakMap<Socket, Peer>()
  #hasIgnored = false

  /** `onIgnored` is called once, with the first peer that sends the header and is not trusted. */
  constructor(
    private readonly trusted: readonly IpNetwork[],
    private readonly onIgnored: (peer: string) => void = () => {},
  ) {}

  /** The client's address; an IPv4 address in IPv6 form as IPv4. Null where the connection has closed. */
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

  seenFrom(request: IncomingMessage): SeenFrom {
    const { address: peer, isTrusted: isPeerTrusted } = this.peerOf(request.socket)
    const forwarded = request.headers['x-forwarded-for']
    return {
      client: this.of(request),
      peer,
      isPeerTrusted,
      forwarded: forwarded === undefined ? null : String(forwarded),
    }
  }

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

  /** Undefined where an entry is no address: then the client behind it cannot be known. */
  #clientIn(forwarded: string): string | undefined {
    let end = forwarded.length
    for (let read = 0; read < entriesMax; read++) {
      const comma = forwarded.lastIndexOf(',', end - 1)
      const address = parseIpAddress(withoutPort(forwarded.slice(comma + 1, end).trim()))
      if (!address) return undefined
      // All entries are trusted proxies: the leftmost of them has sent the request itself.
      if (comma < 0 || !this.trusted.some((network) => isWithin(address, network))) return address.toString()
      end = comma
    }
    return undefined
  }
}

const ipv4AndPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/
const ipv6InBrackets = /^\[([^\]]+)\](?::\d+)?$/

/** Some proxies append the port, and put an IPv6 address in brackets for it. */
const withoutPort = (entry: string): string => (ipv4AndPort.exec(entry) ?? ipv6InBrackets.exec(entry))?.[1] ?? entry
