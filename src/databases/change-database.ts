import type { GuardedChange } from '../changes/change.ts'
import { expectVersion, notFound } from '../errors.ts'
import { differences } from '../ledger/chain.ts'
import { expectActive } from '../restorable/restorable-status.ts'
import type { Json } from '../values/canonical-json.ts'
import { isId } from '../values/id.ts'
import type { AtVersion } from '../values/version.type.ts'
import * as databaseStore from './database.store.ts'
import { auditView } from './database.ts'
import type { Database } from './database.type.ts'
import { decideOnDatabase } from './decide-on-database.ts'
import { tellReach } from './tell-reach.ts'

/** The database of an id, which the caller may change. Throws NOT_FOUND, FORBIDDEN, STALE_VERSION. */
export async function requireDatabase(
  change: GuardedChange,
  { id, expectedVersion }: AtVersion,
  field: string,
): Promise<Database> {
  const { db, at, decisions } = change
  const reach = decisions.reach('DATABASE_READ')
  const database = isId('database', id) ? await databaseStore.find(db, reach, id, at) : undefined
  if (!database) throw notFound('database', field)
  await decideOnDatabase(change, database)
  expectVersion(database.version, expectedVersion)
  return database
}

/** Throws NOT_FOUND, FORBIDDEN, STALE_VERSION, CONFLICT when it is deleted. */
export async function requireActiveDatabase(change: GuardedChange, input: AtVersion, field: string): Promise<Database> {
  const database = await requireDatabase(change, input, field)
  expectActive('database', database)
  return database
}

/**
 * Saves the changed fields of a database, and records them in the audit log; `beside` is what changes besides its own
 * fields.
 */
export async function saveChanged(
  change: GuardedChange,
  before: Database,
  changed: Partial<Database>,
  beside: Readonly<Record<'before' | 'after', Readonly<Record<string, Json>>>> = { before: {}, after: {} },
): Promise<Database> {
  const after = { ...before, ...changed, updatedAt: change.at, version: before.version + 1 }
  await databaseStore.save(change.db, change.accountId, after)
  const changes = differences({ ...auditView(before), ...beside.before }, { ...auditView(after), ...beside.after })
  change.record({ id: after.id, label: after.name, changes })
  await tellReach(change, after)
  return after
}
