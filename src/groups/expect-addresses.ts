import type { Change } from '../changes/changes.ts'
import { badInput } from '../errors.ts'
import type { Definition } from '../policy/definition.ts'
import type { Sql } from '../store/tables.ts'
import { seconds } from '../values/duration.ts'

/** From how many sessions of the last day it can be told whether clients' addresses are known. */
const sessionsMin = 5

/**
 * Throws BAD_INPUT for a new condition on networks where clients' addresses are not known: no proxy is trusted, and all
 * sessions of the last day came from one address, which is that of a proxy then. The condition would hold for everybody
 * or for nobody.
 */
export async function expectKnownAddresses(
  { db, accountId, at }: Change,
  { conditions: { networks } }: Definition,
  former: Definition | undefined,
  field: string,
): Promise<void> {
  if (!networks?.length || JSON.stringify(networks) === JSON.stringify(former?.conditions.networks)) return
  const addresses = await addressesSince(db, accountId, at - seconds.day * 1_000)
  if (addresses.length < sessionsMin || new Set(addresses).size > 1) return
  throw badInput(
    field,
    `All sessions of the last day came from ${addresses[0] ?? 'one address'}, which may be a proxy: have the operator name it in CLUSTERGATE_TRUSTED_PROXIES, so that the addresses of clients are known.`,
  )
}

/** From where the sessions were begun that have been used since; a few of them tell. */
async function addressesSince(db: Sql, accountId: string, since: number): Promise<readonly (string | null)[]> {
  const rows = await db
    .selectFrom('sessions')
    .select('ip')
    .where('account_id', '=', accountId)
    .where('last_seen_at', '>', since)
    .orderBy('last_seen_at', 'desc')
    .limit(1_000)
    .execute()
  return rows.map(({ ip }) => ip)
}
