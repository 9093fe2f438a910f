import { ClusterError, type Known, type ObservedDatabase } from '../clusters/drivers/driver.ts'
import * as workStore from '../clusters/work/work.store.ts'
import { restorableMilliseconds } from '../restorable/restorable-status.ts'
import type { Sql } from '../store/tables.ts'
import { type Applied, type AttemptContext, type Journey, unknown, type Waiting } from './attempt.ts'
import { type CarriedDatabase, findDatabase, notePurged } from './carried.store.ts'

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
  const { accountId } = work
  if (work.externalName === null && work.externalId !== null && capabilities.undeleteDatabase === 'NATIVE') {
    const restored = await driver.undeleteDatabase(database, work, context)
    return applied(work, database, await driver.ensureDatabase(database, restored, context))
  }
  const present = await driver.listDatabases(context)
  if (work.externalName === null) {
    if (work.createStartedAt === null) {
      if (present.some(({ externalName }) => externalName === database.name)) throw existsAlready()
      await workStore.noteCreation(context.db, work, context.now)
    }
  } else if (!present.some((one) => isSame(one, work, database.name))) {
    throw missing()
  }
  const isRenamed = work.externalName !== null && work.externalName !== database.name
  if (isRenamed && !capabilities.grantsById && (await workStore.hasPendingTokens(context.db, accountId, database))) {
    return { waitsFor: 'TOKENS' }
  }
  return applied(work, database, await driver.ensureDatabase(database, work, context))
}

/** By its id where the cluster tells ids; else by the name that it had, or was just being given. */
const isSame = (one: ObservedDatabase, known: Known, name: string): boolean =>
  one.externalId !== null && known.externalId !== null
    ? one.externalId === known.externalId
    : one.externalName === known.externalName || one.externalName === name

/** Once the cluster has a database under a new name, its tokens must learn of it. */
function applied(work: workStore.Work, database: CarriedDatabase, known: Known): Applied {
  if (known.externalName === work.externalName) return { known }
  const follow = (db: Sql, at: number) =>
    workStore.wantTokensOf(db, work.accountId, database, { requestId: work.requestId, at })
  return { known, follow }
}

/** What a deleted database is known by; undefined when the cluster never had it, or has it no more. */
async function knownOf(
  { work, target }: Journey,
  { name }: CarriedDatabase,
  context: AttemptContext,
): Promise<Known | undefined> {
  if (work.externalName !== null) return work
  if (work.createStartedAt === null) return undefined
  // Nothing of this name was there when its creation began: what is there now has come of it.
  const present = await target.driver.listDatabases(context)
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
  if (await workStore.hasPendingTokens(context.db, work.accountId, database)) return { waitsFor: 'TOKENS' }
  if (target.capabilities.undeleteDatabase === 'NATIVE') {
    return { known: await target.driver.deleteDatabase(database, known, context) }
  }
  const purgeAt = database.deletedAt + restorableMilliseconds
  if (context.now < purgeAt)
    return { known: await target.driver.deleteDatabase(database, known, context), again: purgeAt }
  return {
    ...(await purge(journey, database, known, context)),
    event: 'sync.purge',
    follow: (db, at) => notePurged(db, work.accountId, work.id, at),
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

const existsAlready = () =>
  new ClusterError(
    'EXISTS_ON_CLUSTER',
    'The cluster has a database of this name already. Import that one, or delete this one and take another name.',
  )

const missing = () =>
  new ClusterError(
    'MISSING',
    'The database is gone from the cluster, with its data. Retry to create it there anew, empty, or delete it here.',
  )
