import { createHash } from 'node:crypto'
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { fetchExchange, Client as UrqlClient } from '@urql/core'
import { ClientError, GraphQLClient } from 'graphql-request'
import { describe, expect, it } from 'vitest'
import { useWorld } from '../world.ts'

const { gateway, account } = useWorld()

interface Outcome {
  // biome-ignore lint/suspicious/noExplicitAny: tests name what they expect.
  readonly data: any
  readonly codes: readonly unknown[]
}
type Variables = Record<string, unknown>
type Send = (document: string, variables?: Variables) => Promise<Outcome>

const codesOf = (errors: readonly { readonly extensions?: { readonly code?: unknown } }[] = []) =>
  errors.map(({ extensions }) => extensions?.code)

const authorization = () => ({ authorization: `Bearer ${account.admin.token}` })

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

interface ApolloOptions {
  /** Sends queries in the address. */
  readonly byGet?: boolean
  /** Sends hashes of documents, and documents only where the gateway asks for them. */
  readonly byHash?: boolean
  readonly fetch?: typeof fetch
}

const apollo =
  ({ byGet = false, byHash = false, ...options }: ApolloOptions = {}): (() => Send) =>
  () => {
    const http = new HttpLink({ uri: gateway.url, headers: authorization(), useGETForQueries: byGet, ...options })
    const link = byHash ? new PersistedQueryLink({ sha256, useGETForHashedQueries: byGet }).concat(http) : http
    const client = new ApolloClient({ link, cache: new InMemoryCache() })
    return async (document, variables = {}) => {
      const parsed = gql(document)
      const options = { variables, errorPolicy: 'all', fetchPolicy: 'no-cache' } as const
      const { data, error } = document.startsWith('mutation')
        ? await client.mutate({ ...options, mutation: parsed })
        : await client.query({ ...options, query: parsed })
      const { errors } = (error ?? {}) as { errors?: { extensions?: { code?: unknown } }[] }
      if (error && !errors) throw error
      return { data: data ?? null, codes: codesOf(errors) }
    }
  }

const urql = (): Send => {
  const exchanges = [fetchExchange]
  const client = new UrqlClient({ url: gateway.url, exchanges, fetchOptions: { headers: authorization() } })
  return async (document, variables = {}) => {
    const sent = document.startsWith('mutation')
      ? client.mutation(document, variables)
      : client.query(document, variables)
    const { data, error } = await sent.toPromise()
    if (error?.networkError) throw error.networkError
    return { data: data ?? null, codes: codesOf(error?.graphQLErrors) }
  }
}

const graphqlRequest = (): Send => {
  const client = new GraphQLClient(gateway.url, { headers: authorization(), errorPolicy: 'all' })
  return async (document, variables = {}) => {
    // It throws for a status that is none of success, whatever the policy.
    const answer = await client.rawRequest<unknown>(document, variables).catch((error) => {
      if (error instanceof ClientError) return error.response
      throw error
    })
    return { data: answer.data ?? null, codes: codesOf(answer.errors) }
  }
}

const createDatabase = `mutation Create($input: CreateDatabaseInput!) {
  createDatabase(input: $input) { database { id name version } } }`
const databases = `query Databases($first: Int, $after: String) {
  databases(first: $first, after: $after) { nodes { ...Row } pageInfo { hasNextPage endCursor } } }
  fragment Row on Database { id name cluster { name } }`

describe.each([
  ['Apollo Client', apollo()],
  ['Apollo Client, with GET for queries', apollo({ byGet: true })],
  ['Apollo Client, with persisted queries', apollo({ byHash: true })],
  ['Apollo Client, with persisted queries by GET', apollo({ byHash: true, byGet: true })],
  ['urql, which sends queries by GET', urql],
  ['graphql-request', graphqlRequest],
] as const)('%s', (name, open) => {
  it('runs the same twelve operations as the others: reads, pages, changes, and hears every refusal by its code', async () => {
    const send = open()
    const prefix = name.replaceAll(/\W/g, '').toLowerCase()
    const clusterId = account.clusterIds[0]
    const input = { clusterId, name: `${prefix}-a`, retentionPeriod: '30d' }

    const viewer = await send('query Viewer { viewer { user { email } permissions } }')
    expect(viewer).toMatchObject({ data: { viewer: { user: { email: account.admin.email } } }, codes: [] })

    const groups = await send('query Groups { groups { nodes { key permissions } } }')
    expect(groups.data.groups.nodes.map(({ key }: { key: string }) => key).sort()).toEqual([
      'admin',
      'auditor',
      'member',
    ])

    const created = await send(createDatabase, { input })
    expect(created).toMatchObject({ data: { createDatabase: { database: { name: input.name } } }, codes: [] })
    const { id, version } = created.data.createDatabase.database

    await send(createDatabase, { input: { ...input, name: `${prefix}-b` } })
    const first = await send(databases, { first: 1 })
    expect(first.data.databases).toMatchObject({
      nodes: [{ cluster: { name: 'primary' } }],
      pageInfo: { hasNextPage: true },
    })
    const second = await send(databases, { first: 1, after: first.data.databases.pageInfo.endCursor })
    expect(second.data.databases.nodes[0].id).not.toBe(first.data.databases.nodes[0].id)

    const update =
      'mutation Update($input: UpdateDatabaseInput!) { updateDatabase(input: $input) { database { maxTables } } }'
    const updated = await send(update, { input: { id, maxTables: 7, expectedVersion: version } })
    expect(updated).toMatchObject({ data: { updateDatabase: { database: { maxTables: 7 } } }, codes: [] })
    expect((await send(update, { input: { id, maxTables: 8, expectedVersion: version } })).codes).toEqual([
      'STALE_VERSION',
    ])

    const taken = await send(createDatabase, { input })
    expect(taken.codes).toEqual(['CONFLICT'])

    const partial = await send('query Partial { account { name } databases(first: 0) { totalCount } }')
    expect(partial).toMatchObject({ data: { account: { name: 'Account' }, databases: null }, codes: ['BAD_INPUT'] })

    expect((await send('query Wrong { nothing }')).codes).toEqual(['BAD_INPUT'])
    const aliases = Array.from({ length: 31 }, (_, at) => `a${at}: __typename`).join(' ')
    expect((await send(`query Large { ${aliases} }`)).codes).toEqual(['QUERY_TOO_COMPLEX'])
  })
})

it('urql’s queries do come by GET', async () => {
  const before = gateway.log.length
  await urql()('query ByGet { viewer { permissions } }')
  await expect
    .poll(() => gateway.log.slice(before).find(({ operationName }) => operationName === 'ByGet'))
    .toMatchObject({ method: 'GET', outcome: 'ok' })
})

it.each([
  ['Apollo Client', apollo()],
  ['graphql-request', graphqlRequest],
] as const)('%s is answered by a plan what it has asked before', async (name, open) => {
  const send = open()
  const operation = `Again${name.replaceAll(/\W/g, '')}`
  const planned = () =>
    gateway.log.filter(({ operationName }) => operationName === operation).map((line) => line['planned'])
  for (const _ of [1, 2])
    expect(await send(`query ${operation} { viewer { user { name } } }`)).toMatchObject({ codes: [] })
  await expect.poll(planned).toEqual([false, true])
})

describe.each([
  ['POST', {}],
  ['GET', { byGet: true }],
])('Apollo Client’s persisted queries by %s', (method, options) => {
  it('send a document once, and its hash alone from then on, by any caller', async () => {
    const asked: string[] = []
    const watching: typeof fetch = (url, init) => {
      const { body, method: sent = 'GET' } = init ?? {}
      asked.push(`${sent} ${/query=|"query":/.test(`${url} ${body}`) ? 'document' : 'hash'}`)
      return fetch(url, init)
    }
    const operation = `PersistedBy${method}`
    const document = `query ${operation}($first: Int) { databases(first: $first) { totalCount } }`
    const first = apollo({ byHash: true, fetch: watching, ...options })()
    for (const count of [1, 2]) expect(await first(document, { first: count })).toMatchObject({ codes: [] })
    expect(await apollo({ byHash: true, fetch: watching, ...options })()(document, { first: 3 })).toMatchObject({
      codes: [],
    })
    expect(asked).toEqual([`${method} hash`, `${method} document`, `${method} hash`, `${method} hash`])
  })
})

it('Apollo Client’s persisted queries are answered by a plan what was asked before', async () => {
  const send = apollo({ byHash: true })()
  const planned = () =>
    gateway.log.filter(({ operationName }) => operationName === 'PlannedByHash').map((line) => line['planned'])
  for (const _ of [1, 2])
    expect(await send('query PlannedByHash { viewer { permissions } }')).toMatchObject({ codes: [] })
  await expect.poll(planned).toEqual([false, true])
})
