import { z } from 'zod'
import { badInput } from '../../../errors.ts'
import {
  type Call,
  ClusterError,
  creating,
  type Known,
  type NamedDatabase,
  naming,
  type ObservedDatabase,
  type WantedDatabase,
} from '../driver.ts'
import type { JsonApi } from '../json-api.ts'
import { misunderstood } from '../refusals.ts'
import { checkMappings } from './mappings.ts'
import { retentionRules } from './retention.ts'

const path = '/api/v2/buckets'

/** The most that one answer has. Without it the cluster answers with 20. */
const pageLength = 100
const listAttemptsMax = 3

/** How ids of buckets look. A request for data names its bucket by either, and an id is looked up first. */
const idPattern = /^[0-9a-f]{16}$/i

/** Throws BAD_INPUT for a name that InfluxDB 2 does not take, or takes for the id of another bucket. */
export function parseDatabaseName(name: string, field: string): void {
  if (name.startsWith('_')) throw badInput(field, 'InfluxDB 2 keeps names that start with `_` for itself.')
  if (idPattern.test(name)) {
    throw badInput(field, 'InfluxDB 2 would take a name of 16 hexadecimal digits for the id of a bucket.')
  }
}

const bucketShape = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.string().optional(),
    retentionRules: z.array(z.object({ everySeconds: z.number() })),
  })
  .transform(({ id, name, type, retentionRules: [rule] }) => ({
    id,
    name,
    retentionSeconds: rule?.everySeconds || null,
    isSystem: type === 'system' || name.startsWith('_'),
  }))

type Bucket = z.infer<typeof bucketShape>

const pageShape = z.object({ buckets: z.array(bucketShape) })

/** The buckets of one organization. What is done to one goes by its id, so that its name is free to change. */
export class Buckets {
  constructor(
    private readonly api: JsonApi,
    private readonly organizationId: string,
  ) {}

  async list(call: Call): Promise<readonly ObservedDatabase[]> {
    for (let attempt = 0; attempt < listAttemptsMax; attempt++) {
      const found = await this.#all(call)
      if (found) return found.map(observed)
    }
    throw new ClusterError('CLUSTER_FAULT', 'The buckets of the cluster change faster than they can be listed.', {
      retry: true,
      unknown: false,
    })
  }

  /** By one request for each of the two, however many buckets there are. */
  async lookUp(name: string, { externalId, externalName }: Known, call: Call): Promise<readonly NamedDatabase[]> {
    const own = externalId === null ? undefined : await this.#byId(externalId, call)
    if (own?.name === name) return [knownOf(own)]
    const names = new Set([name, ...(externalId === null && externalName !== null ? [externalName] : [])])
    const named = await Promise.all([...names].map((one) => this.#named(one, call)))
    return [own, ...named].filter((found) => found !== undefined).map(knownOf)
  }

  /** Throws MISSING when the bucket that it was is gone: an empty one must not take its place. */
  async ensure(wanted: WantedDatabase, known: Known, call: Call): Promise<Known> {
    const found = await this.#find(wanted, known, call)
    if (!found && known.externalName !== null) throw gone()
    const bucket = { organizationId: this.organizationId, bucketId: found?.id ?? null, name: wanted.name }
    await checkMappings(this.api, bucket, call)
    if (!found) return knownOf(await creating(call, () => this.#create(wanted, call)))
    const change = () => this.#change(found.id, wanted, call)
    if (found.name !== wanted.name) return knownOf(await naming(change))
    return knownOf(found.retentionSeconds === wanted.retentionSeconds ? found : await change())
  }

  /** Its data has never been away; throws MISSING when somebody has removed it meanwhile. */
  async undelete(wanted: WantedDatabase, known: Known, call: Call): Promise<Known> {
    const found = await this.#find(wanted, known, call)
    if (!found) throw gone()
    return knownOf(found)
  }

  async purge(wanted: WantedDatabase, known: Known, call: Call): Promise<void> {
    const id = known.externalId ?? (await this.#named(known.externalName ?? wanted.name, call))?.id
    if (id === undefined) return
    await this.api.ask({ method: 'DELETE', path: pathOf(id), expected: [404] }, call)
    if (await this.#byId(id, call)) {
      throw new ClusterError('CLUSTER_FAULT', 'The bucket is still there, though the cluster said otherwise.', {
        retry: true,
        unknown: true,
      })
    }
  }

  /**
   * All pages. They are in the order of names, and each begins after a bucket of the one before. Undefined when one of
   * those was renamed or removed meanwhile: the cluster then leaves others out, and does not say so.
   */
  async #all(call: Call): Promise<readonly Bucket[] | undefined> {
    const found = new Map<string, Bucket>()
    const ends: Bucket[] = []
    for (;;) {
      const after = ends.at(-1)
      const page = await this.#page({ limit: String(pageLength), ...(after && { after: after.id }) }, call)
      const end = page.at(-1)
      if (end && found.has(end.id)) throw misunderstood(false)
      for (const bucket of page) found.set(bucket.id, bucket)
      if (!end || page.length < pageLength) break
      ends.push(end)
    }
    const now = await Promise.all(ends.map(({ id }) => this.#byId(id, call)))
    return now.every((bucket, at) => bucket?.name === ends[at]?.name) ? [...found.values()] : undefined
  }

  /** By its id; by its name only where the answer that had the id was lost. */
  async #find({ name }: WantedDatabase, { externalId, externalName }: Known, call: Call): Promise<Bucket | undefined> {
    if (externalId === null) return this.#named(externalName ?? name, call)
    const found = await this.#byId(externalId, call)
    if (!found) throw gone()
    return found
  }

  async #byId(id: string, call: Call): Promise<Bucket | undefined> {
    const request = { method: 'GET', path: pathOf(id), shape: bucketShape, expected: [404] } as const
    return (await this.api.ask(request, call)).value
  }

  async #named(name: string, call: Call): Promise<Bucket | undefined> {
    return (await this.#page({ name }, call)).find((bucket) => bucket.name === name)
  }

  /** Versions differ in whether a name that no bucket has is an empty page or not found. */
  async #page(parameters: Readonly<Record<string, string>>, call: Call): Promise<readonly Bucket[]> {
    const query = new URLSearchParams({ orgID: this.organizationId, ...parameters })
    const expected = 'name' in parameters ? [404] : []
    const request = { method: 'GET', path: `${path}?${query}`, shape: pageShape, expected } as const
    return (await this.api.ask(request, call)).value?.buckets ?? []
  }

  async #create({ name, retentionSeconds }: WantedDatabase, call: Call): Promise<Bucket> {
    const body = { orgID: this.organizationId, name, retentionRules: retentionRules(retentionSeconds) }
    const { value } = await this.api.ask({ method: 'POST', path, body, shape: bucketShape, expected: [409, 422] }, call)
    if (!value) throw nameIsTaken()
    return value
  }

  async #change(id: string, { name, retentionSeconds }: WantedDatabase, call: Call): Promise<Bucket> {
    const body = { name, retentionRules: retentionRules(retentionSeconds) }
    const request = { method: 'PATCH', path: pathOf(id), body, shape: bucketShape, expected: [404, 409, 422] } as const
    const { status, value } = await this.api.ask(request, call)
    if (status === 404) throw gone()
    if (!value) throw nameIsTaken()
    if (value.name !== name || value.retentionSeconds !== retentionSeconds) throw misunderstood(true)
    return value
  }
}

const knownOf = ({ id, name }: Bucket): NamedDatabase => ({ externalId: id, externalName: name })

const observed = ({ id, name, retentionSeconds, isSystem }: Bucket): ObservedDatabase => ({
  externalId: id,
  externalName: name,
  retentionSeconds,
  isSystem,
})

const pathOf = (id: string): string => `${path}/${encodeURIComponent(id)}`

const gone = () => new ClusterError('MISSING', 'The bucket is gone from the cluster.')
const nameIsTaken = () =>
  new ClusterError('EXISTS_ON_CLUSTER', 'The cluster has another bucket of this name, or does not take the name.')
