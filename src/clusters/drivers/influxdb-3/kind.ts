import { z } from 'zod'
import { ClusterHttp } from '../cluster-http.ts'
import { type Call, type ClusterDriver, ClusterError, type Health, type Known, type WantedDatabase } from '../driver.ts'
import { JsonApi } from '../json-api.ts'
import type { Connection, Kind } from '../kind.ts'
import { Databases, type Product, parseDatabaseName } from './databases.ts'
import { retentionSecondsMin, retentionSecondsStep } from './retention.ts'

const influxdb3 = (product: Product, databasesMax: number): Kind => ({
  title: `InfluxDB 3 ${product}`,
  // Core has no tokens but those of admins. Those of Enterprise cannot lose a database once they are made, and open
  // whatever takes the name of a deleted one: what is promised of deletions and names cannot be kept with them.
  enforcements: ['FORWARD_AUTH'],
  requiredSettings: [],
  optionalSettings: [],
  policies: 'AS_DATABASE',
  proxyScheme: 'Bearer',
  capabilities: () => ({
    renameDatabase: false,
    undeleteDatabase: 'EMULATED',
    deletedNameIsFree: false,
    changeRetention: product === 'Enterprise',
    retentionSecondsMin,
    retentionSecondsStep,
    databasesMax,
    tableLimits: false,
    partitionTemplates: false,
    // A table is made with its columns, or by the first write.
    tables: false,
    slashInDatabaseNames: false,
    parseDatabaseName,
    secretsBy: 'NONE',
    secretBytesMax: Number.MAX_SAFE_INTEGER,
    everyDatabase: 'NATIVE',
    changeTokenGrants: true,
    tokenExpiry: 'NATIVE',
    grantsById: true,
  }),
  open: (connection) => new Influxdb3(connection, product),
})

/** InfluxDB 3 Core, which has room for 5 databases, and never changes how long one keeps its data. */
export const influxdb3Core = influxdb3('Core', 5)
export const influxdb3Enterprise = influxdb3('Enterprise', 100)

class Influxdb3 implements ClusterDriver {
  readonly #api: JsonApi
  readonly #databases: Databases
  readonly #product: Product

  constructor({ managementUrl, settings, credential }: Connection, product: Product) {
    this.#api = new JsonApi(new ClusterHttp('influxdb-3', managementUrl, settings.ca), {
      authorization: `Bearer ${credential}`,
      refusal,
    })
    this.#databases = new Databases(this.#api, product)
    this.#product = product
  }

  /** Reads the databases, too: a server may answer to `/ping` without a credential. */
  async health(call: Call): Promise<Health> {
    const { headers } = await this.#api.ask({ method: 'GET', path: '/ping' }, call)
    const version = headers['x-influxdb-version']
    if (typeof version !== 'string' || !isVersion.test(version)) throw otherServer('something else')
    if (!version.startsWith('3.')) throw otherServer(`InfluxDB ${version}`)
    const build = headers['x-influxdb-build']
    if (this.#product === 'Enterprise' && build === 'Core') throw otherServer('InfluxDB 3 Core')
    await this.#databases.list(call)
    const warning =
      this.#product === 'Core' && build === 'Enterprise'
        ? 'The cluster is InfluxDB 3 Enterprise, and is used as if it were Core.'
        : null
    return { version, warning }
  }

  listDatabases(call: Call) {
    return this.#databases.list(call)
  }

  lookUp(name: string, known: Known, call: Call) {
    return this.#databases.lookUp(name, known, call)
  }

  ensureDatabase(wanted: WantedDatabase, known: Known, call: Call) {
    return this.#databases.ensure(wanted, known, call)
  }

  async deleteDatabase(_: WantedDatabase, known: Known): Promise<Known> {
    return known
  }

  undeleteDatabase(wanted: WantedDatabase, known: Known, call: Call) {
    return this.#databases.undelete(wanted, known, call)
  }

  purgeDatabase(wanted: WantedDatabase, known: Known, call: Call) {
    return this.#databases.purge(wanted, known, call)
  }

  close(): Promise<void> {
    return this.#api.close()
  }
}

/** Or none, or in a text of no form that is written down. */
const refusal = z.union([z.object({ error: z.string() }), z.string(), z.undefined()])

const isVersion = /^\d+\.\d+[\w.+-]{0,40}$/

const otherServer = (what: string) =>
  new ClusterError('PROTOCOL', `At the management URL is ${what}, which this kind of cluster is not.`, {
    retry: true,
    unknown: false,
  })
