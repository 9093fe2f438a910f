import { randomBytes, randomUUID } from 'node:crypto'
import type { Answered, Operation } from './emulator.ts'

export interface Table {
  readonly id: bigint
  name: string
  readonly partitionTemplate?: unknown
  deletedAt?: number | undefined
  readonly points: string[]
}

export interface Database {
  readonly id: bigint
  name: string
  maxTables: bigint
  maxColumnsPerTable: bigint
  /** In nanoseconds. */
  retentionPeriod: bigint
  readonly partitionTemplate?: unknown
  deletedAt?: number | undefined
  readonly tables: Table[]
}

export interface Permission {
  readonly action: string
  readonly resource: string
}

export interface Token {
  readonly id: string
  description: string
  permissions: readonly Permission[]
  readonly createdAt: string
  readonly expiresAt?: string
  revokedAt?: string
  readonly accessToken: string
  readonly activeAt: number
  /** What it might before its permissions were changed, and until when the data plane goes by that. */
  before?: { readonly permissions: readonly Permission[]; readonly until: number }
}

export interface Terms {
  readonly clock: () => number
  readonly activationMilliseconds?: number
  readonly propagationMilliseconds?: number
  /** The id before the first one. */
  readonly lastId?: bigint
}

/** What a cluster has, deleted and revoked things included. */
export interface Cluster extends Terms {
  /** The ids of the vendor's account and cluster, in every answer of Cloud Dedicated. */
  readonly vendor: object
  readonly databases: Database[]
  readonly tokens: Token[]
  nextId(): bigint
}

export function newCluster(vendor: object, terms: Terms): Cluster {
  // Ids are integers of 64 bits: more than a double can tell apart.
  let last = terms.lastId ?? 2n ** 53n
  return { ...terms, vendor, databases: [], tokens: [], nextId: () => ++last }
}

/** What every refusal of the cluster says, and no message of the gateway may repeat. */
export const clusterWords = 'words of the cluster'

export const refused = (status: number): Answered => ({ status, body: { code: status, message: clusterWords } })

const active = <T extends { name: string; deletedAt?: number | undefined }>(things: readonly T[], name: unknown) =>
  things.find((thing) => thing.name === name && thing.deletedAt === undefined)

export const activeDatabase = ({ databases }: Cluster, name: unknown) => active(databases, name)

/** The table that a write goes to, which makes it. */
export function tableOfWrite(cluster: Cluster, { tables }: Database, name: string): Table {
  const table = active(tables, name) ?? { id: cluster.nextId(), name, points: [] }
  if (!tables.includes(table)) tables.push(table)
  return table
}

export function databaseOperations(cluster: Cluster): readonly Operation[] {
  const { databases, vendor, clock } = cluster
  const shown = ({ name, maxTables, maxColumnsPerTable, retentionPeriod }: Database) => ({
    ...vendor,
    name,
    maxTables,
    maxColumnsPerTable,
    retentionPeriod,
  })
  const full = (database: Database) => ({
    ...shown(database),
    ...(database.partitionTemplate !== undefined && { partitionTemplate: database.partitionTemplate }),
  })
  const identified = (database: Database) => ({ ...full(database), id: database.id })
  return [
    {
      method: 'GET',
      path: '/databases',
      answer: () => ({ status: 200, body: databases.filter(({ deletedAt }) => deletedAt === undefined).map(full) }),
    },
    {
      method: 'POST',
      path: '/databases',
      answer: ({ body }) => {
        if (active(databases, body.name)) return refused(409)
        const defaults = { maxTables: 500n, maxColumnsPerTable: 250n, retentionPeriod: 0n }
        const database = { ...defaults, ...body, id: cluster.nextId(), tables: [] }
        databases.push(database)
        return { status: 200, body: full(database) }
      },
    },
    {
      method: 'PATCH',
      path: '/databases/{databaseName}',
      answer: ({ parameters, body }) => {
        const database = active(databases, parameters['databaseName'])
        if (!database) return refused(404)
        return { status: 200, body: shown(Object.assign(database, body)) }
      },
    },
    {
      method: 'DELETE',
      path: '/databases/{databaseName}',
      answer: ({ parameters }) => remove(active(databases, parameters['databaseName']), clock()),
    },
    {
      method: 'PUT',
      path: '/databases/{databaseName}/rename',
      answer: ({ parameters, body }) => rename(databases, parameters['databaseName'], body.name, identified),
    },
    {
      method: 'PUT',
      path: '/databases/{databaseId}/undelete',
      answer: ({ parameters }) => undelete(databases, parameters['databaseId'], identified),
    },
  ]
}

export function tableOperations(cluster: Cluster): readonly Operation[] {
  const { databases, vendor, clock } = cluster
  const shown = (databaseName: string, { id: _, points: __, deletedAt: ___, ...table }: Table) => ({
    ...vendor,
    databaseName,
    ...table,
  })
  const operation = (
    method: string,
    path: string,
    answer: (database: Database, ...rest: Parameters<Operation['answer']>) => Answered,
  ): Operation => ({
    method,
    path: `/databases/{databaseName}/tables${path}`,
    answer: (asked) => {
      const database = active(databases, asked.parameters['databaseName'])
      return database ? answer(database, asked) : refused(404)
    },
  })
  const identified =
    ({ name }: Database) =>
    (table: Table) => ({ ...shown(name, table), id: table.id })
  return [
    operation('POST', '', ({ name, tables }, { body }) => {
      if (active(tables, body.name)) return refused(409)
      const table: Table = { ...body, id: cluster.nextId(), points: [] }
      tables.push(table)
      return { status: 200, body: shown(name, table) }
    }),
    operation('DELETE', '/{tableName}', ({ tables }, { parameters }) =>
      remove(active(tables, parameters['tableName']), clock()),
    ),
    operation('PUT', '/{tableName}/rename', (database, { parameters, body }) =>
      rename(database.tables, parameters['tableName'], body.name, identified(database)),
    ),
    operation('PUT', '/{tableId}/undelete', (database, { parameters }) =>
      undelete(database.tables, parameters['tableId'], identified(database)),
    ),
  ]
}

function remove(thing: { deletedAt?: number | undefined } | undefined, at: number): Answered {
  if (!thing) return refused(404)
  thing.deletedAt = at
  return { status: 204 }
}

function rename<T extends Database | Table>(
  things: readonly T[],
  from: unknown,
  to: string,
  shown: (thing: T) => object,
): Answered {
  const thing = active(things, from)
  if (!thing) return refused(404)
  if (active(things, to)) return refused(409)
  thing.name = to
  return { status: 200, body: shown(thing) }
}

/** The file says no status for a name that is taken meanwhile; it cannot be 409, which it does not list. */
function undelete<T extends Database | Table>(
  things: readonly T[],
  id: unknown,
  shown: (thing: T) => object,
): Answered {
  const thing = things.find((one) => String(one.id) === id)
  if (thing?.deletedAt === undefined) return refused(404)
  if (active(things, thing.name)) return refused(400)
  thing.deletedAt = undefined
  return { status: 200, body: shown(thing) }
}

export function tokenOperations(cluster: Cluster): readonly Operation[] {
  const { tokens, vendor, clock, activationMilliseconds = 0, propagationMilliseconds = 0 } = cluster
  const now = () => new Date(clock()).toISOString()
  const shown = ({ accessToken: _, activeAt: __, before: ___, ...token }: Token) => ({ ...vendor, ...token })
  const find = (id: unknown) => tokens.find((token) => token.id === id)
  return [
    { method: 'GET', path: '/tokens', answer: () => ({ status: 200, body: tokens.map(shown) }) },
    {
      method: 'POST',
      path: '/tokens',
      answer: ({ body }) => {
        const accessToken = `apiv1_${randomBytes(64).toString('base64')}`
        const activeAt = clock() + activationMilliseconds
        const token = { permissions: [], ...body, id: randomUUID(), createdAt: now(), accessToken, activeAt }
        tokens.push(token)
        return { status: 200, body: { ...shown(token), accessToken } }
      },
    },
    {
      method: 'GET',
      path: '/tokens/{tokenId}',
      answer: ({ parameters }) => {
        const token = find(parameters['tokenId'])
        return token ? { status: 200, body: shown(token) } : refused(404)
      },
    },
    {
      method: 'PATCH',
      path: '/tokens/{tokenId}',
      answer: ({ parameters, body }) => {
        const token = find(parameters['tokenId'])
        if (!token || token.revokedAt) return refused(404)
        token.before = { permissions: token.permissions, until: clock() + propagationMilliseconds }
        return { status: 200, body: shown(Object.assign(token, body)) }
      },
    },
    {
      method: 'DELETE',
      path: '/tokens/{tokenId}',
      answer: ({ parameters }) => {
        const token = find(parameters['tokenId'])
        if (!token) return refused(404)
        token.revokedAt ??= now()
        return { status: 204 }
      },
    },
  ]
}
