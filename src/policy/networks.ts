import { badInput } from '../errors.ts'
import { type IpNetwork, isWithin, networkText, parseIpAddress, parseIpNetwork } from '../values/ip-address.ts'

const parsed = new WeakMap<readonly string[], readonly IpNetwork[]>()

/** The networks of a definition, which are parsed once. */
function networksOf(texts: readonly string[]): readonly IpNetwork[] {
  const networks = parsed.get(texts) ?? texts.map(parseIpNetwork)
  parsed.set(texts, networks)
  return networks
}

/** Whether an address lies in one of the networks; an unknown one lies in none. */
export function isInNetworks(ip: string | null, networks: readonly string[]): boolean {
  const address = ip === null ? undefined : parseIpAddress(ip)
  return address !== undefined && networksOf(networks).some((network) => isWithin(address, network))
}

/** Whether each of `theirs` lies within one of `mine`. */
export const networksCover = (mine: readonly string[], theirs: readonly string[]): boolean =>
  networksOf(theirs).every(({ address, bits }) =>
    networksOf(mine).some((one) => one.bits <= bits && isWithin(address, one)),
  )

/** Checks a network, and answers with its first address and the number of its bits: `10.0.0.0/8`. Throws BAD_INPUT. */
export function parseNetwork(text: string, field: string): string {
  try {
    return networkText(parseIpNetwork(text))
  } catch (cause) {
    throw badInput(field, (cause as Error).message)
  }
}
