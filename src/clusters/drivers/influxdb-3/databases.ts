import { z } from 'zod'
import { badInput } from '../../../errors.ts'
import {
  type Call,
  ClusterError,
  creating,
  type Known,
  type NamedDatabase,
  type ObservedDatabase,
  type WantedDatabase,
} from '../driver.ts'
import type { JsonApi } from '../json-api.ts'
import { printRetention } from './retention.ts'

const path = '/api/v3/configure/database'
const takenName = /^[A-Za-z0-9][A-Za-z0-9_-]*$/

// The list is documented in two shapes: rows, and names.
const databaseList = z.union([
  z.array(z.object({ 'iox::database': z.string() })).transform((rows) => rows.map((row) => row['iox::database'])),
  z.object({ databases: z.array(z.string()) }).transform(({ databases }) => databases),
])

// A column without a value is left out of a row.
const retentionRows = z.array(
  z.object({ database_name: z.string(), retention_period_ns: z.number().min(0).nullish() }).transform((row) => ({
    name: row.database_name,
    retentionSeconds: typeof row.retention_period_ns === 'number' ? Math.round(row.retention_period_ns / 1e9) : null,
  })),
)

/** Throws BAD_INPUT for a name that InfluxDB 3 does not take. */
export function parseDatabaseName(name: string, field: string): void {
  if (!takenName.test(name)) {
    throw badInput(
      field,
      'InfluxDB 3 takes database names of letters (a to z), digits, `_` and `-` that start with a letter or a digit; not with `/`.',
    )
  }
}

/** A product of InfluxDB 3, as its servers call themselves. */
export type Product = 'Core' | 'Enterprise'

/** The databases of one server. They have names and no ids, and there is neither a rename nor an undelete. */
export class Databases {
  constructor(
    private readonly api: JsonApi,
    private readonly product: Product,
  ) {}

  async list(call: Call): Promise<readonly ObservedDatabase[]> {
    const names = await this.#names(call)
    const retentions = await this.#retentions(call)
    return names.flatMap((name) => {
      const retentionSeconds = retentions.get(name)
      // Without a row it was deleted between the two answers.
      if (retentionSeconds === undefined) return []
      return [{ externalId: null, externalName: name, retentionSeconds, isSystem: name.startsWith('_') }]
    })
  }

  /** By the list of names alone: how long they keep data is not asked for. */
  async lookUp(name: string, { externalName }: Known, call: Call): Promise<readonly NamedDatabase[]> {
    const meant = new Set([name, externalName])
    const found = (await this.#names(call)).filter((one) => meant.has(one))
    return found.map((one) => ({ externalId: null, externalName: one }))
  }

  /** Throws MISSING when a database that was there once is not there any more: an empty one must not take its place. */
  async ensure(wanted: WantedDatabase, { externalName }: Known, call: Call): Promise<Known> {
    if (externalName !== null && externalName !== wanted.name) {
      throw new ClusterError('UNSUPPORTED', 'InfluxDB 3 cannot rename databases.')
    }
    const isThere = (await this.#names(call)).includes(wanted.name)
    if (!isThere && externalName !== null) throw gone()
    if (!isThere) await creating(call, () => this.#create(wanted, call))
    const retention = await this.#retentionOf(wanted.name, call)
    if (retention !== wanted.retentionSeconds) await this.#changeRetention(wanted, call)
    return { externalId: null, externalName: wanted.name }
  }

  /** Its data has never been away; throws MISSING when somebody has removed it meanwhile. */
  async undelete(wanted: WantedDatabase, { externalName }: Known, call: Call): Promise<Known> {
    const name = externalName ?? wanted.name
    if (!(await this.#names(call)).includes(name)) throw gone()
    return { externalId: null, externalName: name }
  }

  /** Says `now`: a deletion without a time leaves the data where nothing brings it back from, and takes up the name. */
  async purge(wanted: WantedDatabase, { externalName }: Known, call: Call): Promise<void> {
    const name = externalName ?? wanted.name
    const query = new URLSearchParams({ db: name, hard_delete_at: 'now' })
    await this.api.ask({ method: 'DELETE', path: `${path}?${query}`, expected: [404] }, call)
    if ((await this.#names(call)).includes(name)) throw unchanged('is still there after it was deleted')
  }

  async #create({ name, retentionSeconds }: WantedDatabase, call: Call): Promise<void> {
    const retention = retentionSeconds === null ? {} : { retention_period: printRetention(retentionSeconds) }
    const body = { db: name, ...retention }
    const { status } = await this.api.ask({ method: 'POST', path, body, expected: [409, 422] }, call)
    if (status === 422) {
      throw new ClusterError('REFUSED', 'The cluster takes no more databases: purge or delete one on it.')
    }
    // 409 is an earlier attempt whose answer was lost, or a deleted database that keeps its name.
    if (status === 409 && !(await this.#names(call)).includes(name)) {
      throw new ClusterError('EXISTS_ON_CLUSTER', 'A database of this name was deleted on the cluster, and keeps it.')
    }
  }

  async #changeRetention({ name, retentionSeconds }: WantedDatabase, call: Call): Promise<void> {
    if (this.product === 'Core') {
      throw new ClusterError('UNSUPPORTED', 'InfluxDB 3 Core cannot change the retention of a database.')
    }
    if (retentionSeconds === null) {
      const query = new URLSearchParams({ db: name })
      await this.api.ask({ method: 'DELETE', path: `${path}/retention_period?${query}` }, call)
    } else {
      // The published description of the API has no `db` here; the server needs it.
      const body = { db: name, retention_period: printRetention(retentionSeconds) }
      await this.api.ask({ method: 'PUT', path, body }, call)
    }
    if ((await this.#retentionOf(name, call)) !== retentionSeconds) throw unchanged('keeps another retention')
  }

  async #retentionOf(name: string, call: Call): Promise<number | null> {
    const retention = (await this.#retentions(call)).get(name)
    if (retention === undefined) throw gone()
    return retention
  }

  async #names(call: Call): Promise<readonly string[]> {
    const request = { method: 'GET', path: `${path}?format=json`, shape: databaseList } as const
    return (await this.api.ask(request, call)).value ?? []
  }

  /**
   * By the names of the databases that are not deleted. The list of databases has only their names; how long they keep
   * data stands in a table of the server's own database.
   */
  async #retentions(call: Call): Promise<ReadonlyMap<string, number | null>> {
    const q = 'SELECT database_name, retention_period_ns FROM system.databases WHERE deleted = false'
    const body = { db: '_internal', q, format: 'json' }
    const question = { method: 'POST', path: '/api/v3/query_sql', body, isQuestion: true } as const
    const { value } = await this.api.ask({ ...question, shape: retentionRows, expected: [400, 404, 422] }, call)
    if (!value) {
      throw new ClusterError(
        'UNSUPPORTED',
        'This version of InfluxDB 3 does not tell how long its databases keep data.',
      )
    }
    return new Map(value.map(({ name, retentionSeconds }) => [name, retentionSeconds]))
  }
}

const gone = () => new ClusterError('MISSING', 'The database is gone from the cluster.')

/** The cluster has answered that it did something, and has not. */
const unchanged = (what: string) =>
  new ClusterError('CLUSTER_FAULT', `The database ${what}, though the cluster said otherwise.`, {
    retry: true,
    unknown: true,
  })
