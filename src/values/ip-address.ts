import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** An IPv4 or an IPv6 address; IPv4 in IPv6 form counts as IPv4. */
export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6

/** A network: all addresses that begin with the same bits. */
export interface IpNetwork {
  readonly address: IpAddress
  readonly bits: number
}

const zone = /%.*$/

/**
 * Parses an address in its usual form; undefined for any other text, short and octal forms included. The zone of a
 * link-local address is left out, because it names an interface of one machine.
 */
export function parseIpAddress(text: string): IpAddress | undefined {
  return isIP(text) ? ipaddr.process(text.replace(zone, '')) : undefined
}

const ipv4InIpv6Bits = 96

/** Reads `10.0.0.0/8`, or one address as a network of its own. Throws an Error that says what is allowed. */
export function parseIpNetwork(text: string): IpNetwork {
  const [before = '', suffix, ...more] = text.split('/')
  const address = zone.test(before) ? undefined : parseIpAddress(before)
  if (!address || more.length > 0 || (suffix !== undefined && !/^\d{1,3}$/.test(suffix))) throw unfit(text)
  const bitsMax = address.kind() === 'ipv4' ? 32 : 128
  const isIpv4InIpv6 = bitsMax === 32 && before.includes(':')
  const bits = suffix === undefined ? bitsMax : Number(suffix) - (isIpv4InIpv6 ? ipv4InIpv6Bits : 0)
  if (bits > bitsMax || bits < 0) throw unfit(text)
  if (bits === 0) throw new Error(`${text} is every address there is; name the network that is meant.`)
  return { address, bits }
}

const unfit = (text: string) =>
  new Error(`"${text}" is no address, such as 192.0.2.7, and no network, such as 10.0.0.0/8 or 2001:db8::/32.`)

export const isWithin = (address: IpAddress, network: IpNetwork): boolean =>
  address.kind() === network.address.kind() && address.match([network.address, network.bits])

/** A network in its usual form, by its first address: `10.0.0.0/8`. */
export function networkText({ address, bits }: IpNetwork): string {
  const cidr = `${address}/${bits}`
  const first =
    address.kind() === 'ipv4' ? ipaddr.IPv4.networkAddressFromCIDR(cidr) : ipaddr.IPv6.networkAddressFromCIDR(cidr)
  return `${first}/${bits}`
}

const internalRanges = ['loopback', 'private', 'uniqueLocal']

/** Whether an address is of this machine or of a private network, such as 127.0.0.1, 10.1.2.3 or fd00::1. */
export const isInternal = (address: IpAddress): boolean => internalRanges.includes(address.range())

const groupsOfNetwork = 4

/**
 * The network that rate limits count as one client: an IPv4 address by itself, or the first 64 bits of an IPv6 address,
 * since one customer has all addresses that begin with them. Any other text is returned unchanged.
 */
export function networkOf(ip: string): string {
  const address = parseIpAddress(ip)
  if (!(address instanceof ipaddr.IPv6)) return address?.toString() ?? ip
  const groups = address.parts.slice(0, groupsOfNetwork).map((group) => group.toString(16))
  return `${groups.join(':')}::/64`
}
