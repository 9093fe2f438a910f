import type { Known } from '../clusters/drivers/driver.ts'
import { hasPendingTokens, tokensAppliedAt, wantTokensOf } from '../clusters/work/reaching-tokens.store.ts'
import type * as workStore from '../clusters/work/work.store.ts'
import * as databaseStore from '../databases/database.store.ts'
import { gatewayActions } from '../policy/audit-actions.ts'
import { restorableMilliseconds } from '../restorable/restorable-status.ts'
import type { Sql } from '../store/tables.ts'
import { type Applied, type AttemptContext, type Journey, unknown, type Waiting } from './attempt.ts'
import { type CarriedDatabase, findDatabase } from './carried.store.ts'
import { lookUp, takeName } from './take-name.ts'

/** Brings a database to its cluster as it is wanted now. Throws ClusterError. */
export async function attemptDatabase(journey: Journey, context: AttemptContext): Promise<Applied | Waiting> {
  const database = await findDatabase(context.db, journey.work.accountId, journey.work.id)
  if (database === undefined) return { known: unknown }
  const { deletedAt, purgedAt } = database
  if (deletedAt === null) return ensure(journey, database, context)
  const known = await knownOf(journey, database, context)
  if (known === undefined) return { known: journey.work }
  return purgedAt === null
    ? remove(journey, { ...database, deletedAt }, known, context)
    : purge(journey, database, known, context)
}

async function ensure(
  { work, target }: Journey,
  database: CarriedDatabase,
  context: AttemptContext,
): Promise<Applied | Waiting> {
  const { driver, capabilities } = target
  const isDeletedThere = work.externalName === null && work.externalId !== null
  const step = await takeName({ work, target }, database, context)
  if (step) return step
  const isRenamed = work.externalName !== null && work.externalName !== database.name
  const tokens = isRenamed && !capabilities.grantsById ? await tokensOf({ work, target }, database, context) : undefined
  if (tokens) return tokens
  const known =
    isDeletedThere && capabilities.undeleteDatabase === 'NATIVE'
      ? await driver.undeleteDatabase(database, work, context)
      : work
  return applied(work, database, await driver.ensureDatabase(database, known, context))
}

/** Waits until the cluster knows what the tokens of a database may do now; undefined when it does. */
async function tokensOf(
  { work, target }: Journey,
  database: CarriedDatabase,
  { db, now }: AttemptContext,
): Promise<Waiting | undefined> {
  if (await hasPendingTokens(db, work.accountId, database)) return { waitsFor: 'TOKENS' }
  const propagation = (target.link.settings.propagationSeconds ?? 0) * 1_000
  if (propagation === 0) return undefined
  const until = (await tokensAppliedAt(db, work.accountId, database)) + propagation
  return now < until ? { waitsFor: 'TOKENS', until } : undefined
}

/** Once the cluster has a database under a new name, its tokens must learn of it. */
function applied(work: workStore.Work, database: CarriedDatabase, known: Known): Applied {
  if (known.externalName === work.externalName) return { known }
  const follow = (db: Sql, at: number) => wantTokensOf(db, work.accountId, database, { requestId: work.requestId, at })
  return { known, follow }
}

/** What a deleted database is known by; undefined when the cluster never had it, or has it no more. */
async function knownOf(
  { work, target }: Journey,
  { name }: CarriedDatabase,
  context: AttemptContext,
): Promise<Known | undefined> {
  // One whose name is gone and whose id is known was being deleted, or is.
  if (work.externalName !== null || work.externalId !== null) return work
  if (work.createStartedAt === null) return undefined
  // Nothing of this name was there when its creation began: what is there now has come of it.
  const present = await lookUp(target, name, work, context)
  return present.find(({ externalName }) => externalName === name)
}

/**
 * Takes a deleted database away: its tokens lose it first. Where the cluster cannot keep a deleted database, its data
 * stays in place until the grace period is over.
 */
async function remove(
  journey: Journey,
  database: CarriedDatabase & { readonly deletedAt: number },
  known: Known,
  context: AttemptContext,
): Promise<Applied | Waiting> {
  const { work, target } = journey
  if (await hasPendingTokens(context.db, work.accountId, database)) return { waitsFor: 'TOKENS' }
  if (target.capabilities.undeleteDatabase === 'NATIVE') {
    return { known: await target.driver.deleteDatabase(database, known, context) }
  }
  const purgeAt = database.deletedAt + restorableMilliseconds
  if (context.now < purgeAt)
    return { known: await target.driver.deleteDatabase(database, known, context), again: purgeAt }
  return {
    ...(await purge(journey, database, known, context)),
    event: gatewayActions.purge,
    follow: (db, at) => databaseStore.purge(db, work.accountId, work.id, at),
  }
}

async function purge(
  { target }: Journey,
  database: CarriedDatabase,
  known: Known,
  context: AttemptContext,
): Promise<Applied> {
  await target.driver.purgeDatabase(database, known, context)
  return { known: unknown }
}
