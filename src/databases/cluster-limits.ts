import type { Change } from '../changes/changes.ts'
import type { Capabilities } from '../clusters/drivers/driver.ts'
import * as workStore from '../clusters/work/work.store.ts'
import { conflict, unsupported } from '../errors.ts'
import { restorableMilliseconds } from '../restorable/restorable-status.ts'
import { printDateTime } from '../values/date-time.ts'
import { printDuration } from '../values/duration.ts'
import * as databaseStore from './database.store.ts'
import type { CreateDatabaseInput, Database } from './database.type.ts'
import { maxColumnsPerTableDefault, maxTablesDefault } from './limits.ts'

type Settings = Pick<Database, 'retentionPeriod' | 'maxTables' | 'maxColumnsPerTable'>

/** Throws UNSUPPORTED, with the field, for a new database that its cluster could not have as it is asked for. */
export async function expectSupported(
  { db, accountId }: Change,
  capabilities: Capabilities,
  database: Database,
  input: CreateDatabaseInput,
): Promise<void> {
  expectName(capabilities, database.name)
  expectRetention(capabilities, database.retentionPeriod)
  if (!capabilities.tableLimits) {
    if (database.maxTables !== maxTablesDefault) throw noLimits('input.maxTables')
    if (database.maxColumnsPerTable !== maxColumnsPerTableDefault) throw noLimits('input.maxColumnsPerTable')
  }
  if (!capabilities.partitionTemplates && input.partitionTemplate) {
    throw unsupported('input.partitionTemplate', 'Clusters of this kind partition data by themselves.')
  }
  const { databasesMax } = capabilities
  if (databasesMax !== null && (await databaseStore.countKept(db, accountId, database.clusterId)) >= databasesMax) {
    throw unsupported(
      'input.clusterId',
      `Clusters of this kind have at most ${databasesMax} databases, deleted ones included until they are purged.`,
    )
  }
}

/** Throws UNSUPPORTED, with the field, for a setting that the cluster cannot change. */
export function expectChangeable(capabilities: Capabilities, before: Settings, after: Settings): void {
  if (after.retentionPeriod !== before.retentionPeriod) {
    if (!capabilities.changeRetention) {
      throw unsupported('input.retentionPeriod', 'Clusters of this kind cannot change how long a database keeps data.')
    }
    expectRetention(capabilities, after.retentionPeriod)
  }
  if (capabilities.tableLimits) return
  if (after.maxTables !== before.maxTables) throw noLimits('input.maxTables')
  if (after.maxColumnsPerTable !== before.maxColumnsPerTable) throw noLimits('input.maxColumnsPerTable')
}

/** Throws UNSUPPORTED where the cluster cannot rename databases, BAD_INPUT for a name that it would not take. */
export function expectRenamable(capabilities: Capabilities, name: string): void {
  if (!capabilities.renameDatabase) {
    throw unsupported('input.name', 'Clusters of this kind cannot rename a database; create another one.')
  }
  expectName(capabilities, name)
}

/** Throws CONFLICT while the cluster has something else: a change would overwrite it without anybody's decision. */
export async function expectNotDrifted({ db, accountId }: Change, { id }: Database): Promise<void> {
  const work = await workStore.find(db, accountId, id)
  if (work?.state === 'DRIFTED') {
    throw conflict('The cluster has other settings for this database. Restore or accept those first.')
  }
}

/**
 * Throws CONFLICT where a deleted database keeps its name on the cluster until it is purged, because the cluster cannot
 * put it aside.
 */
export async function expectNameLeftFree(
  { db, accountId }: Change,
  { deletedNameIsFree }: Capabilities,
  wanted: Pick<Database, 'id' | 'clusterId' | 'name'>,
  field?: string,
): Promise<void> {
  if (deletedNameIsFree) return
  const deletedAt = await databaseStore.findDeletionOfKept(db, accountId, wanted)
  if (deletedAt === undefined) return
  const until = printDateTime(deletedAt + restorableMilliseconds)
  throw conflict(
    `A deleted database of this cluster keeps this name until ${until}; undelete or purge it, or take another name.`,
    field,
  )
}

function expectName(capabilities: Capabilities, name: string): void {
  if (!capabilities.slashInDatabaseNames && name.includes('/')) {
    throw unsupported('input.name', 'Clusters of this kind have no database names with a `/`.')
  }
  capabilities.parseDatabaseName(name, 'input.name')
}

function expectRetention({ retentionSecondsMin, retentionSecondsStep }: Capabilities, period: number | null): void {
  if (period === null) return
  if (period < retentionSecondsMin) {
    const shortest = printDuration(retentionSecondsMin)
    throw unsupported('input.retentionPeriod', `Clusters of this kind keep data for at least ${shortest}.`)
  }
  if (period % retentionSecondsStep !== 0) {
    const step = printDuration(retentionSecondsStep)
    throw unsupported('input.retentionPeriod', `Clusters of this kind keep data for a multiple of ${step}.`)
  }
}

const noLimits = (field: string) =>
  unsupported(field, 'Clusters of this kind enforce no limits of a database of its own; leave it out.')
