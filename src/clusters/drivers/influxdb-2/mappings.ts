import { z } from 'zod'
import { type Call, ClusterError } from '../driver.ts'
import type { JsonApi } from '../json-api.ts'

export interface NamedBucket {
  readonly organizationId: string
  /** Null for one that is to be created. */
  readonly bucketId: string | null
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
        /** Whether it follows from the name of its bucket. */
        virtual: z.boolean().default(false),
      }),
    )
    .nullish(),
})

type Mapping = NonNullable<z.infer<typeof mappingsShape>['content']>[number]

/** What InfluxDB calls the retention policy of a bucket whose name has none. */
const policyOfBareNames = 'autogen'

/**
 * Makes sure that requests in the manner of InfluxDB 1.x (`db`, `rp`) would reach this bucket by its name, and no other:
 * a permission on this one would open that. InfluxDB finds a bucket called `db` or `db/rp` by itself, but a mapping that
 * somebody has made comes first; and without `rp` it takes any bucket of the same `db`, whichever comes first. Throws
 * EXISTS_ON_CLUSTER.
 */
export async function checkMappings(api: JsonApi, bucket: NamedBucket, call: Call): Promise<void> {
  const [database = '', policy = policyOfBareNames] = bucket.name.split(/\/(.*)/s)
  const mappings = (await list(api, { orgID: bucket.organizationId, db: database }, call)).filter(
    (one) => one.database === database,
  )
  const isElsewhere = ({ bucketID }: Mapping) => bucketID !== bucket.bucketId
  const made = mappings.filter(({ virtual }) => !virtual)
  const isBare = bucket.name === database

  if (made.some((one) => isElsewhere(one) && (one.retention_policy === policy || (isBare && one.default)))) {
    const message =
      'A mapping on the cluster leads this name to another bucket: remove it with `influx v1 dbrp delete`.'
    throw new ClusterError('EXISTS_ON_CLUSTER', message)
  }
  const following = mappings.filter((one) => one.virtual && isElsewhere(one))
  const isSettled = made.some((one) => one.default)
  const isMistakable = ({ retention_policy }: Mapping) =>
    retention_policy === policy || (!isSettled && (isBare || retention_policy === policyOfBareNames))
  if (following.some(isMistakable)) {
    const message = `The cluster has another bucket of the database “${database}” of InfluxDB 1.x, which requests without a retention policy may reach instead.`
    throw new ClusterError('EXISTS_ON_CLUSTER', message)
  }
}

/** Whether a mapping that somebody has made leads the name of one bucket to another, as `checkMappings` cannot prevent. */
export async function misleads(api: JsonApi, organizationId: string, call: Call): Promise<boolean> {
  const mappings = await list(api, { orgID: organizationId }, call)
  const isMisled = (made: Mapping, following: Mapping) =>
    made.database === following.database &&
    made.bucketID !== following.bucketID &&
    (made.retention_policy === following.retention_policy ||
      (made.default && following.retention_policy === policyOfBareNames))
  const following = mappings.filter(({ virtual }) => virtual)
  return mappings.some((one) => !one.virtual && following.some((other) => isMisled(one, other)))
}

async function list(api: JsonApi, parameters: Record<string, string>, call: Call): Promise<readonly Mapping[]> {
  const path = `/api/v2/dbrps?${new URLSearchParams(parameters)}`
  return (await api.ask({ method: 'GET', path, shape: mappingsShape }, call)).value?.content ?? []
}
