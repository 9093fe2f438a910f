import { z } from 'zod'
import { type Call, ClusterError } from '../driver.ts'
import type { JsonApi } from '../json-api.ts'

export interface NamedBucket {
  readonly organizationId: string
  readonly bucketId: string
  readonly name: string
}

const mappingsShape = z.object({
  content: z
    .array(
      z.object({
        bucketID: z.string(),
        database: z.string(),
        retention_policy: z.string(),
        default: z.boolean(),
        /** Whether it follows from the name of the bucket. */
        virtual: z.boolean().optional(),
      }),
    )
    .nullish(),
})

/**
 * Makes sure that requests in the manner of InfluxDB 1.x (`db`, `rp`) reach the bucket of this name, and no other.
 * The cluster finds it by its name (`db`, or `db/rp`) without being told, except where somebody has mapped the name to
 * another bucket: data of that would be opened by a permission on this one. Throws EXISTS_ON_CLUSTER then.
 */
export async function checkMappings(api: JsonApi, bucket: NamedBucket, call: Call): Promise<void> {
  const [database = '', policy] = bucket.name.split(/\/(.*)/s)
  const query = new URLSearchParams({ orgID: bucket.organizationId, db: database })
  const request = { method: 'GET', path: `/api/v2/dbrps?${query}`, shape: mappingsShape } as const
  const mappings = (await api.ask(request, call)).value?.content ?? []
  const elsewhere = mappings.filter(
    (mapping) =>
      mapping.database === database &&
      mapping.bucketID !== bucket.bucketId &&
      mapping.virtual !== true &&
      (policy === undefined
        ? mapping.default || mapping.retention_policy === 'autogen'
        : mapping.retention_policy === policy),
  )
  if (elsewhere.length > 0) {
    throw new ClusterError(
      'EXISTS_ON_CLUSTER',
      'A mapping of the cluster leads this name to another bucket: remove it with `influx v1 dbrp delete`, and try again.',
    )
  }
}
