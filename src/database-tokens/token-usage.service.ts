import type { SignedIn } from '../auth/caller.ts'
import { isKnownCluster } from '../databases/known-cluster.ts'
import { reachOf } from '../policy/reach.ts'
import type { Sql } from '../store/tables.ts'
import * as usageStore from './token-usage.store.ts'
import { parseUsageDays } from './token-usage.ts'
import type { UsageArgs, UsageDay, UsageOfTokensArgs } from './token-usage.type.ts'

/** Null where no proxy has had a request for the cluster checked, so that it is not known. */
export type KnownUsage = readonly UsageDay[] | null

export class TokenUsageService {
  constructor(
    private readonly db: Sql,
    private readonly clock: () => number,
  ) {}

  /** The use of each of these tokens, which the caller has found, in the order of the ids. Throws BAD_INPUT. */
  async ofEach({ accountId }: SignedIn, tokenIds: readonly string[], { days }: UsageArgs): Promise<KnownUsage[]> {
    const since = parseUsageDays(days, this.clock())
    const reported = await usageStore.reportedOf(this.db, accountId, tokenIds)
    const byToken = new Map<string, UsageDay[]>([...reported].map((id) => [id, []]))
    for (const day of await usageStore.usageOf(this.db, accountId, tokenIds, since)) byToken.get(day.tokenId)?.push(day)
    return tokenIds.map((id) => byToken.get(id) ?? null)
  }

  /** The use of all tokens that the caller may see, or of those of one cluster. Throws BAD_INPUT. */
  async ofAll(caller: SignedIn, { clusterId, days }: UsageOfTokensArgs): Promise<KnownUsage> {
    const now = this.clock()
    const since = parseUsageDays(days, now)
    const cluster = clusterId ?? undefined
    if (cluster !== undefined && !(await isKnownCluster(this.db, caller, cluster, now))) return null
    const reach = reachOf(caller, 'DATABASE_TOKEN_READ')
    if (!(await usageStore.isReported(this.db, reach, cluster, now))) return null
    return usageStore.usageWithin(this.db, reach, cluster, since, now, caller.origin.deadline)
  }
}
