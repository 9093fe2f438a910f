import type { Keys } from '../auth/keys.ts'
import type { TokenDriver } from '../clusters/drivers/driver.ts'
import { type Applied, type AttemptContext, type Journey, unknown } from './attempt.ts'
import { abandonToken, type CarriedToken, findToken } from './carried.store.ts'
import { grantsOf } from './grants.store.ts'

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
    return { known: unknown, ...(isOwnDoing && { event: 'sync.expire' as const }) }
  }
  if (target.capabilities.secretsBy === 'CLUSTER' && work.externalId === null) {
    return abandon(journey, tokens, token, context)
  }
  const grants = await grantsOf(context.db, work.accountId, token, target.capabilities)
  const secret = work.secret === null ? undefined : keys.unsealForCluster(work, work.secret)
  const known = await tokens.ensure({ ...token, grants }, work, secret, context)
  // Also where the cluster knows of the expiry: a rotation may have brought it forward.
  return { known, again: token.expiresAt ?? undefined }
}

/**
 * Ends a token whose secret was made by the cluster and never reached anybody: its answer was lost, or the process died
 * before it had stored it.
 */
async function abandon(
  { work }: Journey,
  tokens: TokenDriver,
  token: CarriedToken,
  context: AttemptContext,
): Promise<Applied> {
  await tokens.remove(token, work, context)
  return {
    known: unknown,
    event: 'sync.abandon',
    follow: (db, at) => abandonToken(db, work.accountId, work.id, at),
  }
}

/** The gateway takes access away for as long as it takes; every other definite refusal needs somebody to look at it. */
export const takesAccessAway = async ({ work }: Journey, { db, now }: AttemptContext): Promise<boolean> => {
  if (work.kind !== 'DATABASE_TOKEN') return false
  const token = await findToken(db, work.accountId, work.id)
  return token !== undefined && (token.revokedAt !== null || (token.expiresAt !== null && token.expiresAt <= now))
}
