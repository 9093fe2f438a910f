import { expect, onTestFinished } from 'vitest'
import {
  type Call,
  ClusterError,
  type Grant,
  type Known,
  type WantedDatabase,
  type WantedTable,
  type WantedToken,
} from '../../../src/clusters/drivers/driver.ts'
import { kinds } from '../../../src/clusters/drivers/kinds.ts'
import { newId } from '../../../src/values/id.ts'
import {
  type ManagementApiEmulator,
  type ManagementApiOptions,
  openManagementApi,
} from '../emulators/management-api.ts'

export const managementKinds = ['INFLUXDB_CLOUD_DEDICATED', 'INFLUXDB_CLUSTERED'] as const
export type ManagedKind = (typeof managementKinds)[number]

/** Something between a driver and its cluster: answers with the address that the driver is to use. */
export type Through = (url: string) => Promise<string>

/**
 * An emulator and a driver for it, until the test ends; no request and no answer may have been against the vendor's file.
 */
export async function clusterForTest(options: ManagementApiOptions = {}, through?: Through) {
  const cluster = await openManagementApi(options)
  const managementUrl = (await through?.(cluster.url)) ?? cluster.url
  const driver = driverOf({ kind: cluster.kind, connection: { ...cluster.connection, managementUrl } })
  onTestFinished(async () => {
    await cluster.close()
    expect(cluster.violations).toEqual([])
  })
  return { cluster, ...driver }
}

/** A driver for a cluster, with the parts that are optional, until the test ends. */
export function driverOf({ kind, connection }: Pick<ManagementApiEmulator, 'kind' | 'connection'>) {
  const driver = kinds[kind]?.open(connection)
  const mint = driver?.tokens?.mint?.bind(driver.tokens)
  if (!driver?.tables || !driver.tokens || !mint) throw new Error('A part of the driver is missing.')
  onTestFinished(() => driver.close())
  return { driver, tables: driver.tables, tokens: driver.tokens, mint }
}

/** A call as the carrier makes it, and what has been stored by it. */
export function keepingCall(): Call & { readonly kept: readonly Known[] } {
  const kept: Known[] = []
  return { signal: AbortSignal.timeout(20_000), kept, keep: async (known) => void kept.push(known) }
}

export const call = (): Call => ({ signal: AbortSignal.timeout(20_000) })

export const unknown: Known = { externalId: null, externalName: null }

export const database = (name: string, more: Partial<WantedDatabase> = {}): WantedDatabase => ({
  id: newId('database'),
  name,
  retentionSeconds: 30 * 86_400,
  maxTables: 500,
  maxColumnsPerTable: 200,
  partitionTemplate: [{ kind: 'TIME', value: '%Y-%m-%d' }],
  ...more,
})

export const table = (name: string, more: Partial<WantedTable> = {}): WantedTable => ({
  id: newId('table'),
  name,
  partitionTemplate: null,
  ...more,
})

export const token = (grants: readonly Grant[], more: Partial<WantedToken> = {}): WantedToken => ({
  id: newId('database_token'),
  description: 'ingest',
  grants,
  expiresAt: null,
  ...more,
})

/** Grants for databases by their names; for all of them where none is named. */
export const may = (action: Grant['action'], ...names: readonly string[]): readonly Grant[] =>
  names.length === 0
    ? [{ action, database: null }]
    : names.map((name) => ({ action, database: { name, externalId: null } }))

/**
 * Does what the carrier does: tries until it succeeds, each time with what was learnt last. Answers with that, and with the
 * number of attempts.
 */
export async function untilDone(attempt: (known: Known, call: Call) => Promise<Known>, known: Known) {
  let learnt = known
  for (let attempts = 1; attempts < 9; attempts++) {
    const keep = async (kept: Known) => {
      learnt = kept
    }
    try {
      return { known: await attempt(learnt, { ...call(), keep }), attempts }
    } catch (error) {
      if (!(error instanceof ClusterError && error.outcome.retry)) throw error
    }
  }
  throw new Error('It did not succeed in the end.')
}

/** Decides on the n-th request from now on, and leaves the others alone. */
export function nth<Meeting>(number: number, meeting: Meeting): () => Meeting | undefined {
  let requests = 0
  return () => (++requests === number ? meeting : undefined)
}
