import { type Answered, type Emulator, type Operation, openEmulator } from './emulator.ts'

export interface Influxdb2Options {
  /** What is answered to a name that another bucket has; versions differ. */
  readonly takenStatus?: 409 | 422
  /** Whether a search for a name that no bucket has finds nothing, or is refused with 404; versions differ. */
  readonly unknownName?: 'EMPTY' | 'NOT_FOUND'
  readonly port?: number
}

interface Bucket {
  readonly id: string
  name: string
  /** 0 is for ever. */
  everySeconds: number
  shardGroupSeconds: number
  readonly type: 'user' | 'system'
}

/** A mapping of a database and a retention policy of InfluxDB 1.x that somebody has made. */
export interface Mapping {
  readonly database: string
  readonly retention_policy: string
  readonly default: boolean
  readonly bucketID: string
}

/** An InfluxDB OSS 2 with one organization, which keeps its buckets, without any data, in memory. */
export interface Influxdb2Emulator extends Emulator {
  /** An all-access token of the organization. */
  readonly token: string
  readonly organizationId: string
  /** By id. */
  readonly buckets: Map<string, Bucket>
  readonly mappings: Mapping[]
  /** What it says of itself at `/health`. */
  readonly about: { name: string; status: 'pass' | 'fail'; version: string }
  /** Adds a bucket that nobody has asked for. */
  add(name: string, everySeconds?: number): Bucket
}

const organizationId = '0a0a0a0a0a0a0a0a'
const hour = 3_600
const day = 24 * hour

export async function openInfluxdb2(options: Influxdb2Options = {}): Promise<Influxdb2Emulator> {
  const { takenStatus = 422, unknownName = 'EMPTY', port } = options
  const token = 'the-token-of-the-organization=='
  const state: State = {
    takenStatus,
    unknownName,
    buckets: new Map(),
    mappings: [],
    about: { name: 'influxdb', status: 'pass', version: 'v2.9.0' },
    lastId: 0x1000000000000000n,
  }
  add(state, { name: '_monitoring', everySeconds: 7 * day, type: 'system' })
  add(state, { name: '_tasks', everySeconds: 3 * day, type: 'system' })
  const emulator = await openEmulator({
    vendorFile: 'influxdb-oss-v2-openapi.yaml',
    base: '',
    operations: operations(state),
    others: [],
    refuse: ({ template, headers }) =>
      headers.authorization === `Token ${token}` || template === '/health' ? undefined : refused(401),
    refusal: (status) => refused(status).body,
    ...(port !== undefined && { port }),
  })
  const { buckets, mappings, about } = state
  return Object.assign(emulator, {
    token,
    organizationId,
    buckets,
    mappings,
    about,
    add: (name: string, everySeconds = 0) => add(state, { name, everySeconds }),
  })
}

interface State extends Required<Pick<Influxdb2Options, 'takenStatus' | 'unknownName'>> {
  readonly buckets: Map<string, Bucket>
  readonly mappings: Mapping[]
  readonly about: Influxdb2Emulator['about']
  lastId: bigint
}

interface NewBucket {
  readonly name: string
  readonly everySeconds: number
  readonly shardGroupSeconds?: number
  readonly type?: Bucket['type']
}

function add(state: State, { name, everySeconds, shardGroupSeconds, type = 'user' }: NewBucket): Bucket {
  const id = (++state.lastId).toString(16)
  const bucket = { id, name, everySeconds, shardGroupSeconds: shardGroupSeconds ?? shardGroupOf(everySeconds), type }
  state.buckets.set(id, bucket)
  return bucket
}

function operations(state: State): readonly Operation[] {
  const { buckets, about } = state
  const organization = { id: organizationId, name: 'acme' }
  const named = (name: string) => [...buckets.values()].find((bucket) => bucket.name === name)
  return [
    { method: 'GET', path: '/health', answer: () => ({ status: about.status === 'pass' ? 200 : 503, body: about }) },
    {
      method: 'GET',
      path: '/api/v2/orgs/{orgID}',
      // Of an organization that is not its own, a token may not even know whether it exists.
      answer: ({ parameters: { orgID } }) =>
        orgID === organizationId ? { status: 200, body: organization } : refused(401),
    },
    { method: 'GET', path: '/api/v2/orgs', answer: () => ({ status: 200, body: { orgs: [organization] } }) },
    { method: 'GET', path: '/api/v2/buckets', answer: ({ query }) => page(state, query) },
    {
      method: 'POST',
      path: '/api/v2/buckets',
      answer: ({ body: { name, retentionRules = [] } }) => {
        const rule = ruleOf(retentionRules)
        const everySeconds = rule.everySeconds ?? 30 * day
        if (name.startsWith('_') || isTooShort(everySeconds)) return refused(422)
        if (named(name)) return refused(state.takenStatus)
        return { status: 201, body: shown(add(state, { ...rule, name, everySeconds })) }
      },
    },
    {
      method: 'GET',
      path: '/api/v2/buckets/{bucketID}',
      answer: ({ parameters: { bucketID = '' } }) => {
        const found = buckets.get(bucketID)
        return found ? { status: 200, body: shown(found) } : refused(404)
      },
    },
    {
      method: 'PATCH',
      path: '/api/v2/buckets/{bucketID}',
      answer: ({ parameters: { bucketID = '' }, body: { name, retentionRules = [] } }) => {
        const found = buckets.get(bucketID)
        if (!found) return refused(404)
        const changed = { ...found, ...(name !== undefined && { name }), ...ruleOf(retentionRules) }
        if ((named(changed.name) ?? found) !== found) return refused(state.takenStatus)
        const { everySeconds, shardGroupSeconds } = changed
        const isShorterThanItsParts = everySeconds > 0 && everySeconds < shardGroupSeconds
        if (isTooShort(everySeconds) || isShorterThanItsParts) return refused(422)
        return { status: 200, body: shown(Object.assign(found, changed)) }
      },
    },
    {
      method: 'DELETE',
      path: '/api/v2/buckets/{bucketID}',
      answer: ({ parameters: { bucketID = '' } }) => (buckets.delete(bucketID) ? { status: 204 } : refused(404)),
    },
    {
      method: 'GET',
      path: '/api/v2/dbrps',
      answer: ({ query }) => ({ status: 200, body: { content: mapped(state, query.get('db')) } }),
    },
  ]
}

/**
 * In the order of names; 20 unless more are asked for. So does the server's source: the page begins behind the bucket of
 * the id `after`, and is empty when that is gone.
 */
function page({ buckets, unknownName }: State, query: URLSearchParams): Answered {
  const name = query.get('name')
  const after = query.get('after')
  const all = query.get('orgID') === organizationId ? [...buckets.values()] : []
  const named = all.filter((bucket) => name === null || bucket.name === name)
  const sorted = named.sort((one, other) => (one.name < other.name ? -1 : 1))
  const place = after === null ? 0 : sorted.findIndex(({ id }) => id === after) + 1
  const found = after !== null && place === 0 ? [] : sorted.slice(place)
  if (name !== null && found.length === 0 && unknownName === 'NOT_FOUND') return refused(404)
  return { status: 200, body: { buckets: found.slice(0, Number(query.get('limit') ?? 20)).map(shown) } }
}

/** The mappings that somebody has made, and that of each bucket that follows from its name. */
function mapped({ buckets, mappings }: State, database: string | null): readonly Mapping[] {
  const made = mappings.map((mapping, at) => ({ id: `made-${at}`, orgID: organizationId, ...mapping, virtual: false }))
  const following = [...buckets.values()].map(({ id, name }) => {
    const [db = '', policy = 'autogen'] = name.split(/\/(.*)/s)
    const isDefault = !made.some(({ bucketID }) => bucketID === id)
    const mapping = { id, orgID: organizationId, bucketID: id, database: db, retention_policy: policy }
    return { ...mapping, default: isDefault, virtual: true }
  })
  return [...made, ...following].filter((mapping) => database === null || mapping.database === database)
}

interface Rule {
  readonly everySeconds?: bigint
  readonly shardGroupDurationSeconds?: bigint
}

function ruleOf([rule]: readonly Rule[]): { everySeconds?: number; shardGroupSeconds?: number } {
  const { everySeconds, shardGroupDurationSeconds } = rule ?? {}
  return {
    ...(everySeconds !== undefined && { everySeconds: Number(everySeconds) }),
    ...(shardGroupDurationSeconds !== undefined && { shardGroupSeconds: Number(shardGroupDurationSeconds) }),
  }
}

function shown({ id, name, type, everySeconds, shardGroupSeconds }: Bucket) {
  const rule = { type: 'expire', everySeconds, shardGroupDurationSeconds: shardGroupSeconds }
  return { id, orgID: organizationId, name, type, retentionRules: everySeconds === 0 ? [] : [rule] }
}

const isTooShort = (everySeconds: number): boolean => everySeconds > 0 && everySeconds < hour

function shardGroupOf(everySeconds: number): number {
  if (everySeconds === 0 || everySeconds >= 180 * day) return 7 * day
  return everySeconds < 2 * day ? hour : day
}

const codes: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not found',
  409: 'conflict',
  422: 'unprocessable entity',
  429: 'too many requests',
}

const refused = (status: number): Answered => ({
  status,
  body: { code: codes[status] ?? 'internal error', message: 'words of the cluster' },
})
