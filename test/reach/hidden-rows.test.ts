import { beforeAll, describe, expect, it } from 'vitest'
import { createToken } from '../database-tokens/documents.ts'
import { createDatabase, deleteDatabase } from '../databases/documents.ts'
import type { Member } from '../gateway.ts'
import { type Told, tell } from '../plans/both-paths.ts'
import { post } from '../plans/post.ts'
import { createTable } from '../tables/documents.ts'
import { useWorld } from '../world.ts'
import { limitTo, ofDatabases } from './scoped.ts'

const { gateway, account, admin } = useWorld({ environment: { CLUSTERGATE_POINTS_PER_MINUTE: '100000000' } })
let person: Member
let visible: { id: string; name: string }

beforeAll(async () => {
  const [one] = account.clusterIds as [string]
  person = await account.join('limited@example.com', ['member'])
  await limitTo(gateway, account, person, [
    { permissions: ofDatabases(), on: { databases: { namePrefix: 'a-' } } },
    { permissions: ['CLUSTER_READ'], on: { clusterIds: [one] } },
    { permissions: ['ACCOUNT_READ', 'GROUP_READ', 'USER_READ'], on: { account: true } },
  ])
  for (const name of ['a-one', 'a-two', 'a-three']) await furnish(name, one)
  visible = await createDatabase(account, { name: 'a-four' })
})

/** A database with labels, a table, and tokens that reach it. */
async function furnish(name: string, clusterId: string) {
  const labels = [{ key: 'team', value: name }]
  const { id } = await createDatabase(account, { clusterId, name, labels })
  const table = await createTable(admin, { databaseId: id, name: 'cpu' })
  const tokens: string[] = []
  for (const action of ['READ', 'WRITE']) {
    const permissions = [{ action, databaseId: id }]
    const { token } = await createToken(admin, account, { clusterId, description: `reads ${name}`, permissions })
    tokens.push(token.id)
  }
  return { id, name, table: table.id as string, token: tokens[0] as string }
}

/** An id of the same kind, which nothing has. */
const inventedLike = (id: string) => id.replace(/[0-9a-f-]{36}$/, '00000000-0000-4000-8000-000000000000')

const page = 'totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }'

const documents: readonly string[] = [
  `{ databases(first: 2) { ${page} edges { cursor } nodes { id name labels { key value } viewerMay } } }`,
  `{ databases(last: 2, orderBy: { field: CREATED_AT, direction: DESC }) { ${page} nodes { id } } }`,
  `{ databases(first: 100, filter: { search: "e", statuses: [ACTIVE, DELETED] }) { ${page} nodes { id status } } }`,
  `{ databases(filter: { labels: [{ key: "team" }] }) { ${page} nodes { id } } }`,
  `{ databaseTokens(first: 3) { ${page} nodes { id reachesMore permissions { action database { id } } } } }`,
  `{ databaseTokens(first: 3, filter: { search: "reads", statuses: [ACTIVE, REVOKED] }) { ${page} nodes { id } } }`,
  `{ clusters(first: 2) { nodes { id databases(first: 2) { ${page} nodes { id } } databaseTokens(first: 2) { ${page} nodes { id } } } } }`,
  `{ databases(first: 4) { nodes { id tables(first: 1) { ${page} nodes { id } } tokens(first: 1) { ${page} nodes { id } } } } }`,
  '{ viewer { permissions partialPermissions account { id name } } }',
]

/** What a client and the log are told, and what is charged. */
const askAll = async (ids: Readonly<Record<string, string>>): Promise<Told[]> => {
  const told: Told[] = []
  const send = async (query: string, variables = {}) => {
    const answer = await tell(gateway, () => post(gateway.url, person.token, { query, variables }))
    told.push(answer.told)
  }
  // Twice, because the second time a plan may answer.
  for (const query of [...documents, ...documents]) await send(query)
  for (const id of Object.values(ids)) {
    await send('query ($id: ID!) { node(id: $id) { id } }', { id })
    await send('mutation ($id: ID!) { undeleteDatabase(id: $id) { database { id } } }', { id })
  }
  return told
}

it('tells a limited caller nothing of hidden rows: not by an answer, its size, its points, or its headers', async () => {
  const missing = inventedLike(visible.id)
  await askAll({ missing })
  const before = await askAll({ missing })
  expect(before.slice(0, -2).filter(({ text }) => text.includes('"errors"'))).toEqual([])

  const hidden: { id: string; name: string }[] = []
  for (const clusterId of account.clusterIds) {
    for (const name of ['b-one', 'A-two', 'a', 'telemetry']) hidden.push(await furnish(name, clusterId))
  }
  await deleteDatabase(admin, hidden[0] as { id: string; name: string })
  const after = await askAll({ missing })
  expect(after).toEqual(before)

  // An id of a hidden one is answered as one that was never given.
  for (const { id } of hidden) {
    const byId = (await askAll({ id })).slice(-2)
    expect(JSON.parse(JSON.stringify(byId).replaceAll(id, missing))).toEqual(before.slice(-2))
  }

  // One more that is visible is told: the comparison sees what it is about.
  await createTable(admin, { databaseId: visible.id, name: 'mem' })
  expect(await askAll({ missing })).not.toEqual(before)
})

describe('a hidden object is asked for by as many statements as one that nobody has, and answered alike:', () => {
  /** What is hidden from the person, whose cluster is the other one. */
  const hidden: Record<string, string> = {}
  beforeAll(async () => {
    const [, cluster = ''] = account.clusterIds
    const { id, table, token } = await furnish('b-asked', cluster)
    Object.assign(hidden, { cluster, database: id, table, token })
  })

  const query = (field: string) => `query ($id: ID!) { ${field} }`
  const mutation = (field: string) => `mutation ($id: ID!) { ${field} { __typename } }`
  const ofEvery = [
    query('node(id: $id) { id }'),
    query('nodes(ids: [$id, $id]) { id }'),
    query('explainAccess(permission: DATABASE_DELETE, resourceId: $id) { allowed partial summary paths { counts } }'),
    query('whoMay(permission: DATABASE_DELETE, resourceId: $id) { totalCount nodes { id } }'),
  ]
  /** What can be asked with an id of each kind; NEAR stands for the cluster that the person sees. */
  const questions: Readonly<Record<string, readonly string[]>> = {
    database: [
      query('database(id: $id) { id tables(first: 1) { totalCount } tokens(first: 1) { totalCount } }'),
      query('databaseTokens(first: 1, filter: { databaseIds: [$id] }) { totalCount nodes { id } }'),
      mutation('updateDatabase(input: { id: $id, maxTables: 9 })'),
      mutation('renameDatabase(input: { id: $id, name: "a-new" })'),
      mutation('setDatabaseLabels(input: { id: $id, labels: [] })'),
      mutation('deleteDatabase(input: { id: $id, confirmName: "b-asked" })'),
      mutation('undeleteDatabase(id: $id)'),
      mutation('retrySync(id: $id)'),
      mutation('createTable(input: { databaseId: $id, name: "cpu" })'),
      mutation(
        'createDatabaseToken(input: { clusterId: "NEAR", description: "x", permissions: [{ action: READ, databaseId: $id }] })',
      ),
    ],
    table: [
      query('table(id: $id) { id database { id } }'),
      mutation('renameTable(input: { id: $id, name: "new" })'),
      mutation('deleteTable(input: { id: $id, confirmName: "cpu" })'),
      mutation('retrySync(id: $id)'),
    ],
    token: [
      query('databaseToken(id: $id) { id permissions { action } }'),
      mutation('updateDatabaseToken(input: { id: $id, permissions: [] })'),
      mutation('rotateDatabaseToken(input: { id: $id })'),
      mutation('revokeDatabaseToken(id: $id)'),
      mutation('retrySync(id: $id)'),
    ],
    cluster: [
      query('cluster(id: $id) { id databases(first: 1) { totalCount } }'),
      query('databases(first: 1, clusterId: $id) { totalCount nodes { id } }'),
      query('databaseTokens(first: 1, clusterId: $id) { totalCount nodes { id } }'),
      query('databaseTokenUsage(clusterId: $id) { day reads }'),
      mutation('createDatabase(input: { clusterId: $id, name: "c-new" })'),
      mutation('createDatabaseToken(input: { clusterId: $id, description: "x", permissions: [] })'),
    ],
  }

  it.each(Object.keys(questions))('a %s', async (kind) => {
    const id = hidden[kind] as string
    for (const question of [...ofEvery, ...(questions[kind] ?? [])]) {
      const document = question.replace('NEAR', account.clusterIds[0] as string)
      const ask = async (one: string) => {
        const { result, statements } = await gateway.count(() => person.send(document, { id: one }))
        const codes = result.errors.map(({ extensions: { code } }) => code)
        const text = result.text.replaceAll(one, '(id)').replace(/"requestId":"[^"]*"/g, '')
        return { document, statements: statements.length, codes, text }
      }
      // From the second time on, a plan answers first.
      await ask(inventedLike(id))
      const invented = await ask(inventedLike(id))
      expect(await ask(id)).toEqual(invented)
      expect(invented.codes.filter((code) => code !== 'NOT_FOUND')).toEqual([])
      if (document.startsWith('mutation')) expect(invented.codes).toEqual(['NOT_FOUND'])
    }
  })
})
