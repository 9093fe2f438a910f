import type { Change } from '../changes/changes.ts'
import { badInput } from '../errors.ts'
import type { Definition } from '../policy/definition.ts'
import { seconds } from '../values/duration.ts'
import { isInternal, parseIpAddress } from '../values/ip-address.ts'
import { sessionAddresses } from './session-address.store.ts'

/** From how many sessions of the last day it can be told whether clients' addresses are known. */
const sessionsMin = 5

/**
 * Throws BAD_INPUT for a new condition on networks where clients' addresses are evidently not known: no proxy is
 * trusted, and all sessions of the last day came from one internal address. The condition would hold for everybody or
 * for nobody. A public address can be that of an office, whose people all come from it, and is not refused.
 */
export async function expectKnownAddresses(
  { db, accountId, at }: Change,
  { conditions: { networks } }: Definition,
  former: Definition | undefined,
  field: string,
): Promise<void> {
  if (!networks?.length || JSON.stringify(networks) === JSON.stringify(former?.conditions.networks)) return
  const addresses = await sessionAddresses(db, accountId, at - seconds.day * 1_000)
  if (addresses.length < sessionsMin || new Set(addresses).size > 1) return
  const address = parseIpAddress(addresses[0] ?? '')
  if (!address || !isInternal(address)) return
  throw badInput(
    field,
    `All sessions of the last day came from ${address}: if that is your proxy, name it in CLUSTERGATE_TRUSTED_PROXIES; docs/behind-a-proxy.md.`,
  )
}
