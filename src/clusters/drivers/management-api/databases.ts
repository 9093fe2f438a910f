import { z } from 'zod'
import {
  type Call,
  ClusterError,
  creating,
  type Known,
  naming,
  type ObservedDatabase,
  type WantedDatabase,
} from '../driver.ts'
import { type ManagementApi, path } from './api.ts'
import { asidePrefix, deleteAside, type Renamable, taken, undeleteAside } from './aside.ts'
import { printTemplate } from './partition-template.ts'

/** Retention is in nanoseconds, of 64 bits; zero, and none, is for ever. */
const second = 1_000_000_000n
const count = z.bigint().transform(Number)
const listed = z.object({
  name: z.string(),
  maxTables: count,
  maxColumnsPerTable: count,
  retentionPeriod: z.bigint().nonnegative().default(0n),
})
const identified = z.object({ id: z.bigint(), name: z.string() })

type Listed = z.infer<typeof listed>

export class Databases {
  constructor(private readonly api: ManagementApi) {}

  async list(call: Call): Promise<readonly ObservedDatabase[]> {
    return (await this.#list(call)).map((database) => ({
      externalId: null,
      externalName: database.name,
      ...observedRetention(database.retentionPeriod),
      maxTables: database.maxTables,
      maxColumnsPerTable: database.maxColumnsPerTable,
      isSystem: database.name.startsWith(asidePrefix),
    }))
  }

  async ensure(wanted: WantedDatabase, known: Known, call: Call): Promise<Known> {
    const databases = new Map((await this.#list(call)).map((database) => [database.name, database]))
    const { name } = wanted
    const before = known.externalName ?? name
    let { externalId } = known
    if (known.externalName === null && !databases.has(name)) {
      await creating(call, () => this.#create(wanted, call))
      return { externalId, externalName: name }
    }
    const present = databases.get(before) ?? databases.get(name)
    if (!present) throw missing(name)
    if (present.name !== name) {
      const renamed = databases.has(name) ? 409 : await naming(() => this.#rename(before, name, call))
      if (renamed === 409) throw taken(name)
      if (renamed === 404) throw missing(before)
      externalId = renamed
    }
    await this.#update(present, wanted, call)
    return { externalId, externalName: name }
  }

  delete({ id }: WantedDatabase, known: Known, call: Call): Promise<Known> {
    return deleteAside(this.#renamable, id, known, call)
  }

  undelete(wanted: WantedDatabase, known: Known, call: Call): Promise<Known> {
    return undeleteAside(this.#renamable, wanted, known, call)
  }

  /** The cluster itself removes the data of deleted databases in the end; nobody can ask for that earlier. */
  async purge(wanted: WantedDatabase, known: Known, call: Call): Promise<void> {
    if (known.externalName !== null) await this.#delete(known.externalName, call)
    else await this.delete(wanted, known, call)
  }

  /** Also says it of one that is only being deleted. */
  async has(name: string, call: Call): Promise<boolean> {
    return (await this.#list(call)).some((database) => database.name === name)
  }

  readonly #renamable: Renamable = {
    rename: (from, to, call) => this.#rename(from, to, call),
    delete: (name, call) => this.#delete(name, call),
    undelete: (externalId, call) => this.#undelete(externalId, call),
    isThere: (name, call) => this.has(name, call),
  }

  #list(call: Call): Promise<readonly Listed[]> {
    return this.api.ask<readonly Listed[]>({ method: 'GET', path: path`/databases`, shape: z.array(listed) }, call)
  }

  async #create(wanted: WantedDatabase, call: Call): Promise<void> {
    const { name, retentionSeconds, maxTables, maxColumnsPerTable, partitionTemplate } = wanted
    const retentionPeriod = nanoseconds(retentionSeconds)
    const body = {
      name,
      retentionPeriod,
      maxTables,
      maxColumnsPerTable,
      partitionTemplate: printTemplate(partitionTemplate),
    }
    const created = await this.api.ask(
      { method: 'POST', path: path`/databases`, body, shape: listed, expected: [409] },
      call,
    )
    // It was not listed a moment ago: somebody else was faster.
    if (created === 409) throw taken(name)
  }

  async #update(present: Listed, wanted: WantedDatabase, call: Call): Promise<void> {
    const { name, maxTables, maxColumnsPerTable } = wanted
    const retentionPeriod = nanoseconds(wanted.retentionSeconds)
    const body = {
      ...(present.retentionPeriod !== retentionPeriod && { retentionPeriod }),
      ...(present.maxTables !== maxTables && { maxTables }),
      ...(present.maxColumnsPerTable !== maxColumnsPerTable && { maxColumnsPerTable }),
    }
    if (Object.keys(body).length === 0) return
    const request = { method: 'PATCH', path: path`/databases/${name}`, body, shape: listed, expected: [404] } as const
    if ((await this.api.ask(request, call)) === 404) throw missing(name)
  }

  async #rename(from: string, to: string, call: Call): Promise<string | 404 | 409> {
    const renamed = await this.api.ask(
      {
        method: 'PUT',
        path: path`/databases/${from}/rename`,
        body: { name: to },
        shape: identified,
        expected: [404, 409, 'NO_ROUTE'],
      },
      call,
    )
    if (typeof renamed === 'object') return String(renamed.id)
    if (renamed === 409) return renamed
    // Releases of Clustered before 20251218 do not know the operation, and answer as if the database were missing.
    if (await this.has(from, call)) throw tooOld('databases cannot be renamed or deleted')
    return 404
  }

  async #delete(name: string, call: Call): Promise<void> {
    await this.api.ask({ method: 'DELETE', path: path`/databases/${name}`, expected: [404] }, call)
  }

  async #undelete(externalId: string, call: Call): Promise<string | undefined> {
    const undeleted = await this.api.ask(
      {
        method: 'PUT',
        path: path`/databases/${externalId}/undelete`,
        shape: identified,
        expected: [400, 404, 409, 'NO_ROUTE'],
      },
      call,
    )
    return typeof undeleted === 'object' ? undeleted.name : undefined
  }
}

/** This release of Clustered does not know the operation. */
export const tooOld = (consequence: string) =>
  new ClusterError('UNSUPPORTED', `This release of the cluster is older than 20251218: its ${consequence}.`)

export const missing = (name: string) => new ClusterError('MISSING', `“${name}” is gone from the cluster.`)

const nanoseconds = (seconds: number | null): bigint => BigInt(seconds ?? 0) * second

function observedRetention(period: bigint): Pick<ObservedDatabase, 'retentionSeconds' | 'retentionNanoseconds'> {
  if (period === 0n) return { retentionSeconds: null }
  if (period % second === 0n) return { retentionSeconds: Number(period / second) }
  const seconds = Number(period) / Number(second)
  // Rounded to a whole number, it would look like one that the gateway may have asked for.
  const fraction = Number.isInteger(seconds) ? seconds * (1 + Number.EPSILON) : seconds
  return { retentionSeconds: fraction, retentionNanoseconds: period }
}
