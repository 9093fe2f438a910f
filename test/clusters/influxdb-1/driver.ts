import { onTestFinished } from 'vitest'
import { mintDatabaseSecret } from '../../../src/auth/secret.ts'
import type {
  Call,
  ClusterDriver,
  Enforcement,
  Grant,
  Known,
  WantedDatabase,
} from '../../../src/clusters/drivers/driver.ts'
import { kinds } from '../../../src/clusters/drivers/kinds.ts'
import { newId } from '../../../src/values/id.ts'
import { type Influxd, usualPassword } from '../influxd.ts'

export interface DriverOptions {
  readonly enforcement?: Enforcement
  readonly verifiesJwt?: boolean
  readonly username?: string
  readonly credential?: string
}

/** The driver for a cluster at an address, as the tests' administrator. */
export function openDriver(at: Pick<Influxd, 'url'>, options: DriverOptions = {}): ClusterDriver {
  const { enforcement = 'NATIVE', verifiesJwt = false, username = 'root', credential = usualPassword } = options
  const driver = kinds.INFLUXDB_1?.open({
    managementUrl: at.url,
    settings: { username },
    credential,
    enforcement,
    verifiesJwt,
  })
  if (!driver) throw new Error('There is no driver for InfluxDB 1.x.')
  onTestFinished(() => driver.close())
  return driver
}

/** The users of a driver that has some. */
export function tokensOf({ tokens }: ClusterDriver) {
  if (!tokens) throw new Error('This driver has no users.')
  return tokens
}

export const call = (): Call => ({ signal: AbortSignal.timeout(20_000) })

export const unknown: Known = { externalId: null, externalName: null }

export const database = (name: string, retentionSeconds: number | null = null): WantedDatabase => ({
  id: newId('database'),
  name,
  retentionSeconds,
  maxTables: 500,
  maxColumnsPerTable: 200,
  partitionTemplate: [],
})

export const token = (grants: readonly Grant[], id = newId('database_token')) => ({
  id,
  description: 'ingest',
  grants,
  expiresAt: null,
})

export const may = (name: string, ...actions: readonly Grant['action'][]): readonly Grant[] =>
  actions.map((action) => ({ action, database: { name, externalId: null } }))

export const newSecret = (): string => mintDatabaseSecret(72)
