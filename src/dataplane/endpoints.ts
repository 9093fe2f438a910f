import { databasesTouched, type Touched } from './influxql.ts'
import type { OriginalRequest } from './original-request.ts'
import type { Parameters } from './query-string.ts'
import { Refusal } from './refusal.ts'

export type DataAction = 'READ' | 'WRITE'

/** Something that a request does to a database. */
export interface Use {
  readonly action: DataAction
  readonly database: string
  /**
   * The database that some kinds of clusters address instead: `db=a` with `rp=b` is `a/b` there, and a part of `a`
   * elsewhere.
   */
  readonly mapped?: string | undefined
  /** Whether the database itself is meant, whatever the kind. */
  readonly isWhole?: boolean | undefined
}

/** An address of InfluxDB's API that is open to database tokens. */
export interface Endpoint {
  readonly parameters: ReadonlySet<string>
  /** Open without a credential. */
  readonly isOpen?: true
  /** What a request does. Throws Refusal. */
  usesOf(request: OriginalRequest, parameters: Parameters): readonly Use[]
}

const health: Endpoint = {
  parameters: new Set(['verbose', 'wait_for_leader', 'u', 'p']),
  isOpen: true,
  usesOf({ method }) {
    if (method !== 'GET' && method !== 'HEAD') throw wrongMethod('GET')
    return []
  },
}

type Target = Omit<Use, 'action'>

/** All uses have the same members in the same order, and no literal spreads another, which costs several times as much. */
const useOf = (action: DataAction, { database, mapped, isWhole = false }: Target): Use => ({
  action,
  database,
  mapped,
  isWhole,
})

const write = (names: readonly string[], targetOf: (parameters: Parameters) => Target): Endpoint => ({
  parameters: new Set(names),
  usesOf({ method }, parameters) {
    if (method !== 'POST') throw wrongMethod('POST')
    return [useOf('WRITE', targetOf(parameters))]
  },
})

const query = (names: readonly string[], usesOf: (parameters: Parameters) => readonly Use[]): Endpoint => ({
  parameters: new Set(names),
  usesOf(request, parameters) {
    checkNoBody(request)
    // Version 2 of InfluxDB's Go client always sends `params`, also when there are none.
    if (!['', 'null', '{}'].includes(parameters.get('params') ?? '')) {
      throw new Refusal('Bound parameters cannot be checked: write the values into the query.', 'PARAMETERS')
    }
    const uses = usesOf(parameters)
    if (request.method !== 'POST' && uses.some(({ action }) => action === 'WRITE')) throw wrongMethod('POST')
    return uses
  },
})

/**
 * A statement in a body is invisible to the check, and would win over the one in the address. The body of a GET is read
 * by no cluster, so its absence need not be known.
 */
function checkNoBody({ method, body }: OriginalRequest): void {
  if (method !== 'GET' && method !== 'POST') throw wrongMethod('GET or POST')
  if (body === 'some') throw new Refusal('A query in the body cannot be checked: send it in the address.', 'BODY')
  if (body === 'unknown' && method === 'POST') {
    throw new Refusal('The proxy does not say whether there is a body: send the query by GET.', 'BODY')
  }
}

const wrongMethod = (methods: string) => new Refusal(`This address needs the method ${methods}.`, 'METHOD')

function required(parameters: Parameters, name: string): string {
  const value = parameters.get(name)
  if (value === undefined || value === '') throw new Refusal(`The parameter ${name} is missing.`, 'PARAMETERS')
  return value
}

/** A database that is given with a retention policy; an empty one counts as none. */
const withPolicy = (database: string, policy: string | undefined, isWhole?: boolean): Target => ({
  database,
  mapped: policy ? `${database}/${policy}` : undefined,
  isWhole,
})

/** A bucket is a database, or `db/rp`. Version 2 takes an id for a bucket, too, which is on no record here. */
function bucketTarget(bucket: string): Target {
  if (/^[0-9a-f]{16}$/.test(bucket))
    throw new Refusal('Name the bucket: what looks like an id may be another one’s.', 'PARAMETERS')
  const slash = bucket.indexOf('/')
  return slash > 0 ? { database: bucket.slice(0, slash), mapped: bucket } : { database: bucket }
}

function influxqlUses(parameters: Parameters): readonly Use[] {
  const own = parameters.get('db') || undefined
  const { reads, writes } = databasesTouched(required(parameters, 'q'), own)
  const targetOf = ({ database, policy, isWhole }: Touched): Target =>
    withPolicy(database, policy || (database === own ? parameters.get('rp') : undefined), isWhole)
  return [
    ...reads.map((touched) => useOf('READ', targetOf(touched))),
    ...writes.map((touched) => useOf('WRITE', targetOf(touched))),
  ]
}

/** SQL cannot leave the database that `db` names. */
function sqlUses(parameters: Parameters): readonly Use[] {
  required(parameters, 'q')
  return [useOf('READ', { database: required(parameters, 'db') })]
}

const databaseTarget = (parameters: Parameters) => withPolicy(required(parameters, 'db'), parameters.get('rp'))

/** What has no row here is closed. */
// biome-ignore format: a table
export const endpoints: ReadonlyMap<string, Endpoint> = new Map([
  ['/ping',                  health],
  ['/health',                health],
  ['/write',                 write(['db', 'rp', 'precision', 'consistency', 'u', 'p'], databaseTarget)],
  ['/api/v2/write',          write(['bucket', 'org', 'orgID', 'precision', 'accept_partial'],
                                   (parameters) => bucketTarget(required(parameters, 'bucket')))],
  ['/api/v3/write_lp',       write(['db', 'precision', 'accept_partial', 'no_sync'], databaseTarget)],
  ['/query',                 query(['db', 'rp', 'q', 'epoch', 'pretty', 'chunked', 'chunk_size', 'params', 'u', 'p'], influxqlUses)],
  ['/api/v3/query_sql',      query(['db', 'q', 'format'], sqlUses)],
  ['/api/v3/query_influxql', query(['db', 'q', 'format'], influxqlUses)],
])
