import { z } from 'zod'
import { ClusterHttp } from '../cluster-http.ts'
import { type Call, type ClusterDriver, ClusterError, type Health, type Known, type WantedDatabase } from '../driver.ts'
import { JsonApi } from '../json-api.ts'
import type { Connection, Kind } from '../kind.ts'
import { Buckets, parseDatabaseName } from './buckets.ts'
import { misleads } from './mappings.ts'

/** InfluxDB OSS 2. A database is a bucket of one organization. */
export const influxdb2: Kind = {
  title: 'InfluxDB 2',
  // A token of InfluxDB 2 cannot lose a bucket once it is made, nor get it back: what is promised of deleted databases
  // cannot be kept with them.
  enforcements: ['FORWARD_AUTH'],
  requiredSettings: ['organizationId'],
  optionalSettings: [],
  policies: 'AS_DATABASE',
  proxyScheme: 'Token',
  capabilities: () => ({
    renameDatabase: true,
    undeleteDatabase: 'EMULATED',
    deletedNameIsFree: false,
    changeRetention: true,
    retentionSecondsMin: 3_600,
    retentionSecondsStep: 1,
    databasesMax: null,
    tableLimits: false,
    partitionTemplates: false,
    tables: false,
    slashInDatabaseNames: true,
    parseDatabaseName,
    secretsBy: 'NONE',
    secretBytesMax: Number.MAX_SAFE_INTEGER,
    everyDatabase: 'NATIVE',
    changeTokenGrants: true,
    tokenExpiry: 'NATIVE',
    grantsById: true,
  }),
  open: (connection) => new Influxdb2(connection),
}

class Influxdb2 implements ClusterDriver {
  readonly #api: JsonApi
  readonly #buckets: Buckets
  readonly #organizationId: string

  constructor({ managementUrl, settings, credential }: Connection) {
    this.#organizationId = settings.organizationId ?? ''
    this.#api = new JsonApi(new ClusterHttp('influxdb-2', managementUrl, settings.ca), {
      authorization: `Token ${credential}`,
      refusal,
    })
    this.#buckets = new Buckets(this.#api, this.#organizationId)
  }

  /** Asks for the organization, too: `/health` answers without a credential. */
  async health(call: Call): Promise<Health> {
    const question = { method: 'GET', path: '/health', shape: healthShape, expected: [503] } as const
    const { value } = await this.#api.ask(question, call)
    if (!value) {
      throw new ClusterError('CLUSTER_FAULT', 'The cluster says of itself that it is not well.', {
        retry: true,
        unknown: false,
      })
    }
    const { version } = value
    if (!/^v?2\./.test(version)) {
      throw new ClusterError('PROTOCOL', `At the management URL is InfluxDB ${version}, not InfluxDB 2.`, {
        retry: true,
        unknown: false,
      })
    }
    await this.#checkOrganization(call)
    return { version, warning: (await misleads(this.#api, this.#organizationId, call)) ? misleading : null }
  }

  listDatabases(call: Call) {
    return this.#buckets.list(call)
  }

  lookUp(name: string, known: Known, call: Call) {
    return this.#buckets.lookUp(name, known, call)
  }

  ensureDatabase(wanted: WantedDatabase, known: Known, call: Call) {
    return this.#buckets.ensure(wanted, known, call)
  }

  async deleteDatabase(_: WantedDatabase, known: Known): Promise<Known> {
    return known
  }

  undeleteDatabase(wanted: WantedDatabase, known: Known, call: Call) {
    return this.#buckets.undelete(wanted, known, call)
  }

  purgeDatabase(wanted: WantedDatabase, known: Known, call: Call) {
    return this.#buckets.purge(wanted, known, call)
  }

  close(): Promise<void> {
    return this.#api.close()
  }

  /**
   * A token that may not see an organization is refused with the same status as one that is wrong, so a second question
   * tells them apart.
   */
  async #checkOrganization(call: Call): Promise<void> {
    const path = `/api/v2/orgs/${encodeURIComponent(this.#organizationId)}`
    const { status } = await this.#api.ask({ method: 'GET', path, expected: [400, 401, 403, 404] }, call)
    if (status === 200) return
    if (status === 401) await this.#api.ask({ method: 'GET', path: '/api/v2/orgs?limit=1' }, call)
    throw new ClusterError(
      'FORBIDDEN',
      'The cluster has no organization of this id, or the credential of the gateway does not belong to it.',
      { retry: true, unknown: false },
    )
  }
}

const refusal = z.union([z.object({ code: z.string() }), z.object({ status: z.literal('fail') })])

const healthShape = z.object({ name: z.literal('influxdb'), version: z.string().regex(/^v?\d+\.\d+[\w.+-]{0,40}$/) })

const misleading =
  'A mapping on the cluster leads the name of one bucket to another, so that a token for one may open the other: see `influx v1 dbrp list`.'
