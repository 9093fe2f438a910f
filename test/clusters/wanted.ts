import type { Call, Known, WantedDatabase } from '../../src/clusters/drivers/driver.ts'

/** A database that somebody wants on a cluster, for ever unless `changes` say otherwise. */
export const wanted = (changes: Partial<WantedDatabase> = {}): WantedDatabase => ({
  id: 'db_1',
  name: 'metrics',
  retentionSeconds: null,
  maxTables: 500,
  maxColumnsPerTable: 250,
  partitionTemplate: [],
  ...changes,
})

/** What is known of a database before the first call for it succeeds. */
export const nothingKnown: Known = { externalId: null, externalName: null }

/** A call with all the patience of the world. */
export const call: Call = { signal: new AbortController().signal }
