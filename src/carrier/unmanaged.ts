import type { Known, NamedDatabase, ObservedDatabase, ObservedToken } from '../clusters/drivers/driver.ts'
import type { ForeignGrant } from '../clusters/work/adopted.store.ts'
import { isDatabaseName } from '../databases/database.ts'
import type { ClusterContent } from './cluster-content.ts'
import type { KnownContent, KnownDatabase } from './known-content.store.ts'

/** Whether a database on a cluster is the one that is known by this: by its id where the cluster tells ids. */
export const isSame = (one: Known, known: Known): boolean =>
  one.externalId !== null && known.externalId !== null
    ? one.externalId === known.externalId
    : one.externalName === known.externalName

/** The database of ours that a database on the cluster is, or is about to become; undefined when it is nobody's. */
export const managerOf = (observed: NamedDatabase, { databases }: KnownContent): KnownDatabase | undefined =>
  databases.find((known) => {
    // One that was gone has lost its claim: what has come in its place is for somebody to decide.
    if (known.errorCode === 'MISSING') return false
    if (known.externalName !== null && isSame(observed, known)) return true
    return known.createStartedAt !== null && known.name === observed.externalName
  })

/** Those of the grants of an imported token that are on no database of ours, which its permissions alone open. */
export const unclaimed = (grants: readonly ForeignGrant[], known: KnownContent): readonly ForeignGrant[] =>
  grants.filter(({ name }) => managerOf({ externalId: null, externalName: name }, known) === undefined)

/** The active record of ours that has the name of a database on the cluster, and would be taken over with it. */
export const recordOf = ({ externalName }: ObservedDatabase, { databases }: KnownContent): KnownDatabase | undefined =>
  databases.find(({ name, deletedAt }) => deletedAt === null && name === externalName)

/** Whether a credential on the cluster was made by a gateway, or belongs to a token already. */
export const isManaged = ({ mark, externalId }: ObservedToken, { credentials }: KnownContent): boolean =>
  mark !== null || credentials.has(externalId)

/** What of the content of a cluster is not managed here. */
export const unmanagedOf = (content: ClusterContent, known: KnownContent): ClusterContent => ({
  databases: content.databases.filter((database) => managerOf(database, known) === undefined),
  tokens: content.tokens.filter((token) => !isManaged(token, known)),
})

/** What keeps a database from being imported at all; null when nothing does. */
export function databaseBar({ retentionSeconds, retentionNanoseconds }: ObservedDatabase): string | null {
  // Here, zero is for ever; InfluxDB 3 hides all data of such a database.
  if (retentionSeconds === 0) return 'It keeps no data at all: change that on the cluster first.'
  if (retentionNanoseconds === undefined && Number.isSafeInteger(retentionSeconds ?? 0)) return null
  const period = retentionNanoseconds === undefined ? 'so long' : `${retentionNanoseconds}ns`
  return `It keeps data for ${period}, which is no whole number of seconds: change that on the cluster first.`
}

/** Why a database cannot be imported, or not be used like others once it is. */
export function databaseObstacle(database: ObservedDatabase): string | null {
  const bar = databaseBar(database)
  if (bar !== null || isDatabaseName(database.externalName)) return bar
  return 'Its name is none that databases may have here: once it is imported, it can be read and deleted, and nothing else.'
}

/** Why a credential cannot be imported; null when it can. */
export const credentialBar = ({ isAdmin }: ObservedToken): string | null =>
  isAdmin
    ? 'It may do more on the cluster than a database token can; an operator of the cluster takes care of it.'
    : null

/** The permissions of a credential in words, such as `READ orders` and `WRITE *`. */
export const printGrants = ({ grants }: Pick<ObservedToken, 'grants'>): string[] =>
  grants.map(({ action, database }) => `${action} ${database?.name ?? '*'}`)
