import type { Known, TableDriver, WantedDatabase, WantedTable } from '../clusters/drivers/driver.ts'
import type { Work } from '../clusters/work/work.store.ts'
import * as workStore from '../clusters/work/work.store.ts'
import { type Applied, type AttemptContext, type Journey, unknown, type Waiting } from './attempt.ts'
import { findDatabase, findTable } from './carried.store.ts'

/** Brings a table to its cluster as it is wanted now, once its database is there. Throws ClusterError. */
export async function attemptTable({ work, target }: Journey, context: AttemptContext): Promise<Applied | Waiting> {
  const { tables } = target.driver
  const { accountId } = work
  const table = await findTable(context.db, accountId, work.id)
  const database = table && (await findDatabase(context.db, accountId, table.databaseId))
  // The tables of a deleted database go and come back with it.
  if (!tables || !table || !database || database.deletedAt !== null) return { known: work }
  const parent = await workStore.find(context.db, accountId, database.id)
  if (!parent || parent.externalName === null || parent.externalName !== database.name) return { waitsFor: 'DATABASE' }
  if (table.deletedAt !== null) return { known: await remove(tables, database, table, work, context) }
  if (work.externalName === null && work.externalId !== null) {
    const restored = await tables.undelete(database, table, work, context)
    return { known: await tables.ensure(database, table, restored, context) }
  }
  if (work.externalName === null && work.createStartedAt === null) {
    await workStore.noteCreation(context.db, work, context.now)
  }
  return { known: await tables.ensure(database, table, work, context) }
}

async function remove(
  tables: TableDriver,
  database: WantedDatabase,
  table: WantedTable,
  work: Work,
  context: AttemptContext,
): Promise<Known> {
  if (work.externalName !== null || work.externalId !== null) return tables.delete(database, table, work, context)
  if (work.createStartedAt === null) return unknown
  // Its creation has begun without an answer: what has come of it has its name.
  return tables.delete(database, table, { externalId: null, externalName: table.name }, context)
}
