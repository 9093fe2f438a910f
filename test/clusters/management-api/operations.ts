import type { ManagementApiOptions } from '../emulators/management-api.ts'
import { call, clusterForTest, database, type ManagedKind, may, type Through, table, token, unknown } from './driver.ts'

/** The vendor's file for each kind, and what its paths begin with that the emulator leaves out. */
export const vendorFiles = {
  INFLUXDB_CLOUD_DEDICATED: {
    file: 'cloud-dedicated-management-openapi.yml',
    below: '/accounts/{accountId}/clusters/{clusterId}',
  },
  INFLUXDB_CLUSTERED: { file: 'clustered-management-openapi.yml', below: '' },
} as const

type Opened = Awaited<ReturnType<typeof openWithContent>>

/** A cluster with one of everything, and a deleted one of what can be brought back. */
export async function openWithContent(kind: ManagedKind, options: ManagementApiOptions = {}, through?: Through) {
  const opened = await clusterForTest({ kind, ...options }, through)
  const { driver, tables, tokens, mint } = opened
  const [active, deleted] = [database('active'), database('deleted')]
  const known = await driver.ensureDatabase(active, unknown, call())
  const gone = await driver.deleteDatabase(deleted, await driver.ensureDatabase(deleted, unknown, call()), call())
  const [cpu, old] = [table('cpu'), table('old')]
  const cpuKnown = await tables.ensure(active, cpu, unknown, call())
  const oldKnown = await tables.delete(active, old, await tables.ensure(active, old, unknown, call()), call())
  const one = token(may('WRITE', 'active'))
  const { externalId } = await mint(one, call())
  const tokenKnown = { externalId, externalName: null }
  opened.cluster.forget()
  return { ...opened, active, deleted, known, gone, cpu, old, cpuKnown, oldKnown, one, tokenKnown, tokens }
}

/** Every operation of the API, and what makes the driver ask for it. */
export const operations: Readonly<
  Record<string, (opened: Opened, context: ReturnType<typeof call>) => Promise<unknown>>
> = {
  'GET /databases': ({ driver }, context) => driver.listDatabases(context),
  'POST /databases': ({ driver }, context) => driver.ensureDatabase(database('new'), unknown, context),
  'PATCH /databases/{databaseName}': ({ driver, active, known }, context) =>
    driver.ensureDatabase({ ...active, maxTables: 9 }, known, context),
  'PUT /databases/{databaseName}/rename': ({ driver, active, known }, context) =>
    driver.ensureDatabase({ ...active, name: 'other' }, known, context),
  'DELETE /databases/{databaseName}': ({ driver, active, known }, context) =>
    driver.deleteDatabase(active, known, context),
  'PUT /databases/{databaseId}/undelete': ({ driver, deleted, gone }, context) =>
    driver.undeleteDatabase(deleted, gone, context),
  'POST /databases/{databaseName}/tables': ({ tables, active }, context) =>
    tables.ensure(active, table('new'), unknown, context),
  'PUT /databases/{databaseName}/tables/{tableName}/rename': ({ tables, active, cpu, cpuKnown }, context) =>
    tables.ensure(active, { ...cpu, name: 'other' }, cpuKnown, context),
  'DELETE /databases/{databaseName}/tables/{tableName}': ({ tables, active, cpu, cpuKnown }, context) =>
    tables.delete(active, cpu, cpuKnown, context),
  'PUT /databases/{databaseName}/tables/{tableId}/undelete': ({ tables, active, old, oldKnown }, context) =>
    tables.undelete(active, old, oldKnown, context),
  'GET /tokens': ({ tokens }, context) => tokens.list(context),
  'POST /tokens': ({ mint }, context) => mint(token(may('READ')), context),
  'GET /tokens/{tokenId}': ({ tokens, one, tokenKnown }, context) => tokens.ensure(one, tokenKnown, undefined, context),
  'PATCH /tokens/{tokenId}': ({ tokens, one, tokenKnown }, context) =>
    tokens.ensure({ ...one, description: 'other' }, tokenKnown, undefined, context),
  'DELETE /tokens/{tokenId}': ({ tokens, one, tokenKnown }, context) => tokens.remove(one, tokenKnown, context),
}
