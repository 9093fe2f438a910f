import type { Core } from '../core.ts'
import * as usageStore from '../database-tokens/token-usage.store.ts'
import { startOfDay } from '../database-tokens/token-usage.ts'
import { clusterSecretsOf } from '../operator/operator.ts'
import type { Random } from './random.ts'
import { day, daysOfHistory, hour } from './scenario.ts'

const tokensMax = 500

/**
 * Has the proxy of a cluster report how its tokens were used, as it does by its checks: less at weekends, and a few
 * denials. Some tokens are never used.
 */
export async function reportUse(
  core: Core,
  accountId: string,
  clusterId: string,
  random: Random,
  now: number,
): Promise<void> {
  const { store, keys } = core
  const { secret } = await clusterSecretsOf(core).mintProxySecret(accountId, clusterId, 0)
  const tokens = await store.db
    .selectFrom('database_tokens')
    .select(['id', 'created_at as from', 'expires_at as expiresAt', 'revoked_at as revokedAt'])
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .orderBy('created_at')
    .limit(tokensMax)
    .execute()
  const granted = await store.db
    .selectFrom('database_token_permissions')
    .select(['token_id as tokenId', 'action'])
    .where('account_id', '=', accountId)
    .execute()
  const allowed = new Set(granted.map(({ tokenId, action }) => `${action} ${tokenId}`))
  const uses = tokens.flatMap(({ id, from, expiresAt, revokedAt }) => {
    const until = Math.min(expiresAt ?? now, revokedAt ?? now, now)
    const may = { read: allowed.has(`READ ${id}`), write: allowed.has(`WRITE ${id}`) }
    return random.next() < 0.2 ? [] : usesOf(id, may, from, until, random)
  })
  await store.transaction(
    async (db) => {
      await usageStore.write(db, accountId, uses)
      await usageStore.writeLastUse(db, accountId, uses)
      await usageStore.writeLastCheck(db, accountId, [{ secret: keys.hashesOf(secret), at: now }])
    },
    undefined,
    accountId,
  )
}

/** A program's use of its token on each day of its life. */
function usesOf(
  tokenId: string,
  may: { readonly read: boolean; readonly write: boolean },
  from: number,
  until: number,
  random: Random,
): usageStore.CountedUse[] {
  const [reads, writes] = [random.pick([0, 40, 300, 1_200]), random.pick([0, 200, 900, 4_000])]
  const uses: usageStore.CountedUse[] = []
  for (let at = startOfDay(Math.max(from, until - daysOfHistory * day)); at <= until; at += day) {
    const isWeekend = [0, 6].includes(new Date(at).getUTCDay())
    const share = (0.7 + 0.6 * random.next()) * (isWeekend ? 0.45 : 1)
    const counted = {
      reads: may.read ? Math.round(reads * share) : 0,
      writes: may.write ? Math.round(writes * share) : 0,
    }
    const denials = random.next() < 0.04 ? random.whole(1, 60) : 0
    const lastUsedAt = counted.reads + counted.writes > 0 ? Math.min(at + 23 * hour, until) : undefined
    uses.push({ tokenId, day: at, processId: 'demo', ...counted, denials, lastUsedAt })
  }
  return uses
}
