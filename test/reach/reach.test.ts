import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, getNamedType } from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Member } from '../gateway.ts'
import { coordinatesOf } from '../policy/documents.ts'
import { walk } from '../policy/walk.ts'
import { useWorld } from '../world.ts'
import { type Furnished, furnish } from './furnished.ts'
import { partsOf, type Scoped, scopedBy } from './people.ts'

const { gateway, account, admin } = useWorld({
  environment: { CLUSTERGATE_POINTS_PER_MINUTE: '100000000' },
})
let furnished: Furnished
let schema: GraphQLSchema
let person: Member
let limited: Scoped

const names = Object.keys(partsOf({ databases: [], tables: [], tokens: [] }, []))

beforeAll(async () => {
  schema = buildClientSchema(await gateway.anonymous.run(getIntrospectionQuery()))
  person = await account.join('limited@example.com', ['member'])
  furnished = await furnish(account, person)
  // Where a proxy has asked, it is known which tokens are not used.
  const proxies = account.clusterIds.map((cluster_id) => ({
    ...{ account_id: account.id, cluster_id, secret_hash: cluster_id },
    ...{ created_at: 0, expires_at: 0, last_used_at: 0 },
  }))
  await gateway.db.insertInto('cluster_proxy_secrets').values(proxies).execute()
})

const everyId = () => furnished.databases.map(({ id }) => id)
/** Limits the person for the tests of a `describe`. */
const limit = (name: string) =>
  beforeAll(async () => {
    const parts = partsOf(furnished, account.clusterIds)[name] ?? []
    limited = await scopedBy(gateway, account, person, furnished, parts)
  })

/** The ids and names that a person must never be told. */
function hiddenFrom({ databases, tables, tokens, implied }: Scoped): string[] {
  const gone = (list: readonly { readonly id: string }[], seen: ReadonlySet<string>) =>
    list.map(({ id }) => id).filter((id) => !seen.has(id))
  return [
    ...gone(furnished.databases, databases),
    ...furnished.databases.filter(({ id }) => !databases.has(id)).map(({ name }) => `"${name}"`),
    ...gone(furnished.tables, tables),
    ...gone(furnished.tokens, tokens),
    ...furnished.tokens.flatMap(({ id }, at) => (tokens.has(id) ? [] : [`"token ${at}"`])),
    ...account.clusterIds.filter((id) => !implied.has(id)),
  ]
}

describe.each(names)('a person who is limited by %s', (name) => {
  limit(name)

  it('finds by id what they see, and nothing else', async () => {
    const { databases, tables, tokens, clusters } = limited
    const found = async (kind: string, list: readonly { readonly id: string }[], seen: ReadonlySet<string>) => {
      const ids = list.map(({ id }) => id)
      const expected = ids.map((id) => (seen.has(id) ? { id } : null))
      const { data } = await person.send('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })
      expect([kind, data.nodes]).toEqual([kind, expected])
      for (const [at, id] of ids.entries()) {
        const answer = await person.send(`query ($id: ID!) { it: ${kind}(id: $id) { id } }`, { id })
        expect([kind, answer.data.it]).toEqual([kind, expected[at]])
      }
    }
    await found('database', furnished.databases, databases)
    await found('table', furnished.tables, tables)
    await found('databaseToken', furnished.tokens, tokens)
    await found(
      'cluster',
      account.clusterIds.map((id) => ({ id })),
      clusters,
    )
  })

  it('reads in every list what an Admin reads there without the rest, and as many are counted', async () => {
    const { databases, tables, tokens, ofTokens, clusters, implied } = limited
    const seen = new Set([...databases, ...tables, ...tokens, ...clusters])
    for (const { coordinate, args } of lists()) {
      // A person who may read no cluster is refused the list of them.
      if (coordinate === 'Query.clusters' && clusters.size === 0) continue
      const all = await readLists(
        admin,
        coordinate,
        args,
        everyId().filter((id) => ofTokens.has(id)),
      )
      const own = await readLists(person, coordinate, args, everyId())
      const expected = all.flatMap(({ parent, ids }) => {
        if (parent !== null && !(coordinate.startsWith('Cluster') ? implied : databases).has(parent)) return []
        const isEmpty = coordinate === 'Database.tokens' && !ofTokens.has(parent as string)
        const left = isEmpty ? [] : ids.filter((id) => seen.has(id))
        return [{ parent, ids: left, totalCount: left.length }]
      })
      expect([coordinate, args, own]).toEqual([coordinate, args, expected])
      expect([coordinate, all.length > 0]).toEqual([coordinate, true])
    }
  })
})

describe.each(['a cluster', 'another part for each kind of thing'])('a person who is limited by %s', (name) => {
  limit(name)

  it('meets nothing else on any path of the schema', async () => {
    const { databases, tables, tokens } = limited
    const [database] = databases
    const [table] = tables
    const [token] = tokens
    const args = {
      'Query.database': `(id: "${database}")`,
      'Query.table': `(id: "${table}")`,
      'Query.databaseToken': `(id: "${token}")`,
      'Query.cluster': `(id: "${account.clusterIds[0]}")`,
      'Query.databases': '(filter: { statuses: [ACTIVE, DELETED] })',
      'Query.databaseTokens': '(filter: { statuses: [ACTIVE, REPLACED, EXPIRED, REVOKED] })',
    }
    const { answers, paths } = await walk(schema, person, args, 4)
    const told = answers.map(({ text }) => text).join('\n')

    expect(hiddenFrom(limited).filter((hidden) => told.includes(hidden))).toEqual([])
    for (const path of [
      'databases.nodes.cluster',
      'databases.nodes.tokens',
      'databaseTokens.nodes.permissions.database',
      'table',
    ]) {
      expect(paths).toContain(path)
    }
  })

  it('pages through lists as if the rest were not there, forwards and backwards', async () => {
    for (const { coordinate, args } of lists().filter((one) => one.coordinate.startsWith('Query.'))) {
      const [whole] = await readLists(person, coordinate, args, everyId())
      const forwards = await turnPages(person, coordinate, args, 'first', 'after')
      const backwards = await turnPages(person, coordinate, args, 'last', 'before')
      expect([coordinate, args, forwards, backwards.reverse()]).toEqual([coordinate, args, whole?.ids, whole?.ids])
    }
  })
})

const allStatuses = 'filter: { statuses: [ACTIVE, REPLACED, EXPIRED, REVOKED] }'
/** What lists are asked for; ME stands for the person. */
const variations: Readonly<Record<string, readonly string[]>> = {
  Cluster: [''],
  Database: [
    '',
    'filter: { statuses: [ACTIVE, DELETED] }',
    'filter: { search: "one" }',
    'filter: { labels: [{ key: "team", anyOf: ["ops"] }] }',
    'filter: { syncStates: [APPLIED] }, orderBy: { field: CREATED_AT, direction: DESC }',
  ],
  Table: ['', 'filter: { statuses: [ACTIVE, DELETED] }', 'filter: { search: "c" }'],
  DatabaseToken: [
    '',
    allStatuses,
    'filter: { search: "token 2" }',
    'orderBy: { field: DESCRIPTION }',
    'filter: { databaseIds: $ids }',
    'filter: { databaseIds: $ids }, orderBy: { field: EXPIRES_AT, direction: DESC }',
    'filter: { createdByIds: ["ME"] }',
    'filter: { expiresBefore: "2091-01-01T00:00:00Z" }, orderBy: { field: EXPIRES_AT, direction: ASC }',
    'filter: { unusedSince: "2091-01-01T00:00:00Z" }',
    'filter: { createdByIds: ["ME"], unusedSince: "2091-01-01T00:00:00Z", databaseIds: $ids }',
  ],
}

/** Every list of the schema that can hold databases, tables, tokens or clusters, with what can be asked of it. */
const lists = () =>
  coordinatesOf(schema).flatMap(({ type, field }) => {
    const node = /^(\w+)Connection$/.exec(getNamedType(field.type).name)?.[1] ?? ''
    return (variations[node] ?? []).map((args) => ({
      coordinate: `${type}.${field.name}`,
      args: args.replace('ME', person.id),
    }))
  })

/** Where a list hangs; `…` stands for it. The pages are small, as an operation must not cost too much. */
const parents: Readonly<Record<string, readonly string[]>> = {
  Query: ['{ … }'],
  Cluster: ['databases', 'databaseTokens'].map((list) => `{ ${list}(first: 6) { nodes { cluster { id … } } } }`),
  Database: ['{ databases(first: 6, filter: { statuses: [ACTIVE, DELETED] }) { nodes { id … } } }'],
}

interface List {
  readonly parent: string | null
  readonly ids: readonly string[]
  readonly totalCount: number
}

async function readLists(client: Member, coordinate: string, args: string, ids: readonly string[]): Promise<List[]> {
  const [type = '', field = ''] = coordinate.split('.')
  const list = `list: ${field}(first: 20${args && `, ${args}`}) { totalCount nodes { id } }`
  const found = new Map<string | null, List>()
  for (const parent of parents[type] ?? []) {
    const document = parent.replace('…', list)
    const data = args.includes('$ids')
      ? await client.run(`query ($ids: [ID!]) ${document}`, { ids })
      : await client.run(document)
    collect(data, null, found)
  }
  return [...found.values()].sort((a, b) => (String(a.parent) < String(b.parent) ? -1 : 1))
}

function collect(value: unknown, parent: string | null, into: Map<string | null, List>): void {
  if (typeof value !== 'object' || value === null) return
  const { id, list, ...rest } = value as { id?: string; list?: { totalCount: number; nodes: { id: string }[] } }
  const of = id ?? parent
  if (list) into.set(of, { parent: of, ids: list.nodes.map((node) => node.id), totalCount: list.totalCount })
  for (const inner of Object.values(rest)) collect(inner, of, into)
}

async function turnPages(client: Member, coordinate: string, args: string, count: string, from: string) {
  const ids: string[] = []
  let cursor: string | null = null
  for (;;) {
    const [, field] = coordinate.split('.')
    const given = args.replace('$ids', JSON.stringify(everyId()))
    const page = `${count}: 1${cursor ? `, ${from}: "${cursor}"` : ''}${given && `, ${given}`}`
    const { list } = await client.run(`{ list: ${field}(${page}) { edges { cursor node { id } } } }`)
    const [edge] = list.edges
    if (!edge) return ids
    ids.push(edge.node.id)
    cursor = edge.cursor
  }
}
