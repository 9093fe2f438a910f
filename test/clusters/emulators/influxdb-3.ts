import { type Answered, type Asked, type Emulator, type Operation, openEmulator } from './emulator.ts'

export interface Influxdb3Options {
  readonly product?: 'Core' | 'Enterprise'
  /** In which of its two documented shapes the list of databases is answered. */
  readonly list?: 'ROWS' | 'NAMES'
  /** Whether `/ping` is answered without a credential. */
  readonly pingIsOpen?: boolean
  readonly port?: number
}

interface Database {
  /** In nanoseconds; undefined is for ever, and 0 hides all data. */
  retention: number | undefined
  /** Deleted without a time: its name stays taken. */
  isDeleted: boolean
}

/** An InfluxDB 3 Core or Enterprise, which keeps its databases, without any data, in memory. */
export interface Influxdb3Emulator extends Emulator {
  /** The token of its administrator. */
  readonly token: string
  readonly databases: Map<string, Database>
  /** What it says of itself at `/ping`. */
  readonly about: Record<string, string>
}

export async function openInfluxdb3(options: Influxdb3Options = {}): Promise<Influxdb3Emulator> {
  const { product = 'Core', list = 'ROWS', pingIsOpen = false, port } = options
  const token = 'apiv3_the-token-of-the-administrator'
  const databases = new Map<string, Database>([['_internal', { retention: 7 * 86_400e9, isDeleted: false }]])
  const about: Record<string, string> = { 'x-influxdb-version': '3.11.2', 'x-influxdb-build': product }
  const emulator = await openEmulator({
    vendorFile: `influxdb3-${product.toLowerCase()}-openapi.yaml`,
    amend,
    base: '',
    operations: operations({ product, list, databases, about }),
    others: [],
    refuse: ({ template, headers }) => {
      if (headers.authorization === `Bearer ${token}` || (pingIsOpen && template === '/ping')) return undefined
      return template === '/ping' ? { status: 401 } : refused(401)
    },
    refusal: (status) => refused(status).body,
    ...(port !== undefined && { port }),
  })
  return Object.assign(emulator, { token, databases, about })
}

/**
 * Fills what the vendor's files leave out, or what its pages contradict: a changed retention names its database; names may
 * have underscores; a deletion takes words beside a time; the list of databases may be rows; a query in SQL is answered
 * with rows; and a database too many is refused, with the status that the server has for it.
 */
// biome-ignore lint/suspicious/noExplicitAny: the file says what it has.
function amend({ components: { schemas }, paths }: any): void {
  const rows = { type: 'array', items: { type: 'object' } }
  schemas.CreateDatabaseRequest.properties.db.pattern = '^[a-zA-Z0-9][a-zA-Z0-9_-]*$'
  schemas.UpdateDatabaseRequest.properties.db = { type: 'string' }
  schemas.UpdateDatabaseRequest.required = ['db']
  schemas.ShowDatabasesResponse = { anyOf: [{ ...schemas.ShowDatabasesResponse, required: ['databases'] }, rows] }
  schemas.QueryResponse = rows
  const operationsOfDatabases = paths['/api/v3/configure/database']
  operationsOfDatabases.post.responses['422'] = { description: 'There are too many databases.' }
  for (const parameter of operationsOfDatabases.delete.parameters) {
    if (parameter.name !== 'hard_delete_at') continue
    parameter.schema = { anyOf: [parameter.schema, { enum: ['now', 'never', 'default'] }] }
  }
}

interface State extends Required<Pick<Influxdb3Options, 'product' | 'list'>> {
  readonly databases: Map<string, Database>
  readonly about: Readonly<Record<string, string>>
}

const path = '/api/v3/configure/database'

function operations({ product, list, databases, about }: State): readonly Operation[] {
  const live = (name: string | null) => {
    const found = databases.get(name ?? '')
    return found?.isDeleted ? undefined : found
  }
  return [
    { method: 'GET', path: '/ping', answer: () => ({ status: 200, body: {}, headers: about }) },
    { method: 'GET', path, answer: ({ query }) => ({ status: 200, body: listed(databases, list, query) }) },
    {
      method: 'POST',
      path,
      answer: ({ body: { db, retention_period } }) => {
        const retention = retentionOf(retention_period)
        if (retention === 'INVALID') return refused(400)
        if (databases.has(db)) return refused(409)
        const count = [...databases].filter(([name, { isDeleted }]) => !name.startsWith('_') && !isDeleted).length
        if (count >= (product === 'Core' ? 5 : 100)) return refused(422)
        databases.set(db, { retention, isDeleted: false })
        return { status: 200 }
      },
    },
    {
      method: 'PUT',
      path,
      answer: ({ body: { db, retention_period } }) => {
        const found = live(db)
        const retention = retentionOf(retention_period)
        if (!found) return refused(404)
        // So the pages say of Core, whose file has this operation all the same.
        if (retention === 'INVALID' || product === 'Core') return refused(400)
        found.retention = retention
        return { status: 200 }
      },
    },
    {
      method: 'DELETE',
      path: `${path}/retention_period`,
      answer: ({ query }) => {
        const found = live(query.get('db'))
        if (!found || product === 'Core') return refused(404)
        found.retention = undefined
        return { status: 204 }
      },
    },
    {
      method: 'DELETE',
      path,
      answer: ({ query }) => {
        const name = query.get('db') ?? ''
        const found = live(name)
        if (!found) return refused(404)
        if (query.get('hard_delete_at') === 'now') databases.delete(name)
        else found.isDeleted = true
        return { status: 200 }
      },
    },
    { method: 'POST', path: '/api/v3/query_sql', answer: (asked) => query(asked, databases) },
  ]
}

function listed(databases: ReadonlyMap<string, Database>, list: State['list'], query: URLSearchParams) {
  const found = [...databases].filter(([, { isDeleted }]) => !isDeleted || query.get('show_deleted') === 'true')
  const names = found.map(([name]) => name)
  return list === 'NAMES' ? { databases: names } : names.map((name) => ({ 'iox::database': name }))
}

/** Knows one table of one database. A column without a value is left out of a row. */
function query({ body: { db, q } }: Asked, databases: ReadonlyMap<string, Database>): Answered {
  if (db !== '_internal' || !/ FROM system\.databases WHERE deleted = false$/.test(q)) return refused(400)
  const rows = [...databases].flatMap(([name, { retention, isDeleted }]) =>
    isDeleted ? [] : [{ database_name: name, ...(retention !== undefined && { retention_period_ns: retention }) }],
  )
  return { status: 200, body: rows }
}

const unitNanoseconds: Readonly<Record<string, number>> = { m: 60e9, h: 3_600e9, d: 86_400e9, w: 604_800e9 }

/** The server reads durations, in which there is no word for ever: that is to say none. */
function retentionOf(text: string | undefined): number | undefined | 'INVALID' {
  if (text === undefined) return undefined
  const [, amount, unit = ''] = /^(\d+)([a-z]+)$/.exec(text) ?? []
  const nanoseconds = unitNanoseconds[unit]
  return amount === undefined || nanoseconds === undefined ? 'INVALID' : Number(amount) * nanoseconds
}

/** Only what says that a credential is needed has a body in the file. */
const refused = (status: number): Answered =>
  status === 401 ? { status, body: { error: 'words of the cluster' } } : { status }
