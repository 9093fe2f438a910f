import type { Change } from '../changes/change.ts'
import { expectVersion, notFound } from '../errors.ts'
import { differences } from '../ledger/chain.ts'
import { expectActive } from '../restorable/restorable-status.ts'
import { tellReach } from '../tokens/tell-reach.ts'
import type { Json } from '../values/canonical-json.ts'
import { isId } from '../values/id.ts'
import type { AtVersion } from '../values/version.type.ts'
import * as databaseStore from './database.store.ts'
import { auditView } from './database.ts'
import type { Database } from './database.type.ts'

/** The database of an id. Throws NOT_FOUND, STALE_VERSION. */
export async function requireDatabase(
  { db, accountId, at }: Change,
  { id, expectedVersion }: AtVersion,
  field: string,
): Promise<Database> {
  const database = isId('database', id) ? await databaseStore.find(db, accountId, id, at) : undefined
  if (!database) throw notFound('database', field)
  expectVersion(database.version, expectedVersion)
  return database
}

/** Throws NOT_FOUND, STALE_VERSION, CONFLICT when it is deleted. */
export async function requireActiveDatabase(change: Change, input: AtVersion, field: string): Promise<Database> {
  const database = await requireDatabase(change, input, field)
  expectActive('database', database)
  return database
}

/**
 * Saves the changed fields of a database, and records them in the audit log; `beside` is what changes besides its own
 * fields.
 */
export async function saveChanged(
  change: Change,
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
