import { type Call, ClusterError, type Known, type NamedDatabase } from '../clusters/drivers/driver.ts'
import type { OpenCluster } from '../clusters/links/linked-clusters.ts'
import { hasTokens, wantTokensOf } from '../clusters/work/reaching-tokens.store.ts'
import * as workStore from '../clusters/work/work.store.ts'
import type { Sql } from '../store/tables.ts'
import type { AttemptContext, Journey, Waiting } from './attempt.ts'
import type { CarriedDatabase } from './carried.store.ts'
import { freeFromTokens } from './name-holders.ts'
import { isSame } from './unmanaged.ts'

/**
 * Makes sure that what lies on the cluster under a database's name is the database, or is nothing before it takes the
 * name: what was there before is never taken over, no token is given a name that is another's, and none keeps a right on
 * the name from before. Undefined when the database may go on.
 */
export async function takeName(
  { work, target }: Journey,
  { id, clusterId, name }: CarriedDatabase,
  context: AttemptContext,
): Promise<Waiting | undefined> {
  const { db, now } = context
  const present = await lookUp(target, name, work, context)
  const own = work.externalName === null ? undefined : present.find((one) => isSame(one, work))
  const holder = present.find(({ externalName }) => externalName === name)
  // Once it has begun to take the name, what has that is the database.
  const isTaking = work.createStartedAt !== null
  if (work.externalName !== null && !own && !(isTaking && holder)) throw missing()
  if (isTaking || own?.externalName === name) return undefined
  if (holder) {
    if (await workStore.isNameLeaving(db, work, name)) return { waitsFor: 'DATABASE' }
    throw existsAlready()
  }
  const wait = await freeFromTokens({ work, target }, name, context)
  if (wait) return wait
  // The creation of a new one begins with the request for it.
  if (work.externalName === null && work.externalId === null) return undefined
  const reached = { id, clusterId }
  const losesName = work.externalName !== null && !target.capabilities.grantsById
  if (!losesName || !(await hasTokens(db, work.accountId, reached))) {
    await workStore.noteCreation(db, work, now)
    return undefined
  }
  // Before the renaming, the tokens get the new name beside the old one.
  const follow = async (db: Sql, at: number) => {
    await workStore.noteCreation(db, work, at)
    await wantTokensOf(db, work.accountId, reached, { requestId: work.requestId, at })
  }
  return { waitsFor: 'TOKENS', follow }
}

/** The databases on a cluster that have this name, or are known so, by as few calls as its kind needs. */
export const lookUp = (
  { driver }: OpenCluster,
  name: string,
  { externalId, externalName }: Known,
  call: Call,
): Promise<readonly NamedDatabase[]> =>
  driver.lookUp?.(name, { externalId, externalName }, call) ?? driver.listDatabases(call)

const existsAlready = () =>
  new ClusterError(
    'EXISTS_ON_CLUSTER',
    'The cluster has a database of this name already. Import that one, or delete this one and take another name.',
  )

/** What is said of a database that is gone from its cluster. */
export const missing = () =>
  new ClusterError(
    'MISSING',
    'The database is gone from the cluster, with its data. Retry to create it there anew, empty, or delete it here.',
  )
