import { databasesTouched } from './influxql.ts'
import type { OriginalRequest } from './original-request.ts'
import type { Parameters } from './query-string.ts'
import { Refusal } from './refusal.ts'

export type DataAction = 'READ' | 'WRITE'

/** Something that a request does to a database. */
export interface Use {
  readonly action: DataAction
  /**
   * The names that the database may have. There are two where kinds of clusters differ: `db=a` with `rp=b` addresses the
   * database `a/b` on some, and `a` on the others.
   */
  readonly names: readonly string[]
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

const write = (names: readonly string[], namesOf: (parameters: Parameters) => readonly string[]): Endpoint => ({
  parameters: new Set(names),
  usesOf({ method }, parameters) {
    if (method !== 'POST') throw wrongMethod('POST')
    return [{ action: 'WRITE', names: namesOf(parameters) }]
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

/** The names of a database that is given with a retention policy; an empty one counts as none. */
const withPolicy = (database: string, policy: string | undefined): readonly string[] =>
  policy ? [`${database}/${policy}`, database] : [database]

/** A bucket is a database, or `db/rp`. */
function bucketNames(bucket: string): readonly string[] {
  const slash = bucket.indexOf('/')
  return slash > 0 ? [bucket, bucket.slice(0, slash)] : [bucket]
}

function influxqlUses(parameters: Parameters): readonly Use[] {
  const database = parameters.get('db') || undefined
  const { reads, writes, ofPolicies } = databasesTouched(required(parameters, 'q'), database)
  const namesOf = (name: string) => [
    ...(name === database ? withPolicy(name, parameters.get('rp')) : [name]),
    ...[...ofPolicies].filter((ofPolicy) => ofPolicy.startsWith(`${name}/`)),
  ]
  return [
    ...[...reads].map((name): Use => ({ action: 'READ', names: namesOf(name) })),
    ...[...writes].map((name): Use => ({ action: 'WRITE', names: namesOf(name) })),
  ]
}

/** SQL cannot leave the database that `db` names. */
function sqlUses(parameters: Parameters): readonly Use[] {
  required(parameters, 'q')
  return [{ action: 'READ', names: [required(parameters, 'db')] }]
}

const databaseNames = (parameters: Parameters) => withPolicy(required(parameters, 'db'), parameters.get('rp'))

/** What has no row here is closed. */
// biome-ignore format: a table
export const endpoints: ReadonlyMap<string, Endpoint> = new Map([
  ['/ping',                  health],
  ['/health',                health],
  ['/write',                 write(['db', 'rp', 'precision', 'consistency', 'u', 'p'], databaseNames)],
  ['/api/v2/write',          write(['bucket', 'org', 'orgID', 'precision', 'accept_partial'],
                                   (parameters) => bucketNames(required(parameters, 'bucket')))],
  ['/api/v3/write_lp',       write(['db', 'precision', 'accept_partial', 'no_sync'], databaseNames)],
  ['/query',                 query(['db', 'rp', 'q', 'epoch', 'pretty', 'chunked', 'chunk_size', 'params', 'u', 'p'], influxqlUses)],
  ['/api/v3/query_sql',      query(['db', 'q', 'format'], sqlUses)],
  ['/api/v3/query_influxql', query(['db', 'q', 'format'], influxqlUses)],
])
