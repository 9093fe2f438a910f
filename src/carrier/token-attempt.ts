import type { Keys } from '../auth/keys.ts'
import {
  type ForeignGrant,
  foreignClusterGrants,
  readForeignGrants,
  setForeignGrants,
} from '../clusters/work/adopted.store.ts'
import type { Work } from '../clusters/work/work.store.ts'
import * as workStore from '../clusters/work/work.store.ts'
import { abandonToken } from '../database-tokens/abandon.ts'
import { grantsOf } from '../database-tokens/cluster-grants.store.ts'
import { gatewayActions } from '../policy/audit-actions.ts'
import { type Applied, type AttemptContext, type Journey, unknown } from './attempt.ts'
import { findToken } from './carried.store.ts'
import { knownContent } from './known-content.store.ts'
import { unclaimed } from './unmanaged.ts'

/** When a cluster is searched again for a token whose creation was given up: a request may be late, and still work. */
const lateMilliseconds = 60_000

/** Brings a token to its cluster as it is wanted now. Throws ClusterError. */
export async function attemptToken(journey: Journey, keys: Keys, context: AttemptContext): Promise<Applied> {
  const { work, target } = journey
  const { tokens } = target.driver
  const token = await findToken(context.db, work.accountId, work.id)
  if (token === undefined || tokens === undefined) return { known: unknown }
  const hasExpired = token.expiresAt !== null && token.expiresAt <= context.now
  if (token.revokedAt !== null || hasExpired) {
    await tokens.remove(token, work, context)
    const isOwnDoing = token.revokedAt === null && work.externalId !== null
    return { known: unknown, ...lookAgain(work, context.now), ...(isOwnDoing && { event: gatewayActions.expireToken }) }
  }
  const managed = await grantsOf(context.db, work.accountId, token, target.capabilities)
  const foreign = await foreignGrantsOf(work, context)
  const grants = [...managed, ...foreignClusterGrants(foreign.kept)]
  const secret = work.secret === null ? undefined : keys.unsealForCluster(work, work.secret)
  const known = await tokens.ensure({ ...token, grants }, work, secret, context)
  // Also where the cluster knows of the expiry: a rotation may have brought it forward.
  return { known, again: token.expiresAt ?? undefined, ...(foreign.follow && { follow: foreign.follow }) }
}

/** What an imported token keeps on databases that are not managed here: nothing on a name that is one of ours by now. */
async function foreignGrantsOf(
  work: Work,
  { db }: AttemptContext,
): Promise<{ readonly kept: readonly ForeignGrant[] } & Pick<Applied, 'follow'>> {
  const held = readForeignGrants(work.foreignGrants)
  if (held.length === 0) return { kept: held }
  const kept = unclaimed(held, await knownContent(db, work.accountId, work.clusterId))
  if (kept.length === held.length) return { kept }
  return { kept, follow: (db) => setForeignGrants(db, work.accountId, work.id, kept) }
}

/** A token whose creation was given up is searched for until no request can be late any more, however often before. */
function lookAgain(work: Work, now: number): Pick<Applied, 'again' | 'follow'> {
  const { createStartedAt, externalId } = work
  if (createStartedAt === null || externalId !== null) return {}
  const again = createStartedAt + lateMilliseconds
  return now < again ? { again, follow: (db) => workStore.noteCreation(db, work, createStartedAt) } : {}
}

/**
 * Ends a token that its cluster was making for a process that has died since: its secret reached nobody. The next attempt
 * removes it from the cluster.
 */
export const abandonment = (work: Work, now: number): Applied => ({
  known: work,
  again: now,
  event: gatewayActions.abandon,
  async follow(db, at) {
    await abandonToken(db, work, null, { requestId: work.requestId, at })
  },
})

/** The gateway takes access away for as long as it takes; every other definite refusal needs somebody to look at it. */
export const takesAccessAway = async ({ work }: Journey, { db, now }: AttemptContext): Promise<boolean> => {
  if (work.kind !== 'DATABASE_TOKEN') return false
  const token = await findToken(db, work.accountId, work.id)
  return token !== undefined && (token.revokedAt !== null || (token.expiresAt !== null && token.expiresAt <= now))
}
