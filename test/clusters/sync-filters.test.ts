import { beforeAll, expect, it } from 'vitest'
import { createDatabase, createToken } from '../database-tokens/documents.ts'
import { useWorld } from '../world.ts'
import { linkUnreachable } from './links/linking.ts'
import { noteWork } from './note-work.ts'

const { gateway, account, admin } = useWorld()

beforeAll(async () => {
  const databaseIds: string[] = []
  for (const name of ['drifted', 'well', 'failed']) databaseIds.push(await createDatabase(account, name))
  const tableIds: string[] = []
  for (const name of ['waiting', 'there']) {
    const { createTable } = await admin.run(
      'mutation ($input: CreateTableInput!) { createTable(input: $input) { table { id } } }',
      { input: { databaseId: databaseIds[0], name } },
    )
    tableIds.push(createTable.table.id)
  }
  const tokenIds: string[] = []
  for (const description of ['creating', 'second', 'third', 'revoked']) {
    tokenIds.push((await createToken(admin, account, { description })).token.id)
  }
  await admin.run('mutation ($id: ID!) { revokeDatabaseToken(id: $id) { __typename } }', { id: tokenIds[3] })
  await linkUnreachable(gateway, account, account.clusterIds[0] as string)
  await noteWork(gateway, account, { databaseIds, tableIds, tokenIds })
})

const lists = `query ($databases: DatabaseFilter, $tokens: TokenFilter, $tables: TableFilter) {
  databases(filter: $databases) { nodes { name } totalCount }
  databaseTokens(filter: $tokens) { nodes { description } totalCount }
  drifted: databases(first: 1) { nodes { tables(filter: $tables) { nodes { name } } } } }`

async function namesIn(states: readonly string[]): Promise<Record<string, string[]>> {
  const filter = { syncStates: states }
  const statuses = ['ACTIVE', 'REPLACED', 'EXPIRED', 'REVOKED']
  const { databases, databaseTokens, drifted } = await admin.run(lists, {
    databases: filter,
    tokens: { ...filter, statuses },
    tables: filter,
  })
  const named = (nodes: { name?: string; description?: string }[]) =>
    nodes.map(({ name, description }) => name ?? description ?? '').sort()
  expect([databases.totalCount, databaseTokens.totalCount]).toEqual([
    databases.nodes.length,
    databaseTokens.nodes.length,
  ])
  return {
    databases: named(databases.nodes),
    tokens: named(databaseTokens.nodes),
    tables: named(drifted.nodes[0].tables.nodes),
  }
}

it.each([
  [['PENDING'], { databases: [], tokens: ['creating', 'revoked'], tables: ['waiting'] }],
  [['FAILED', 'DRIFTED'], { databases: ['drifted', 'failed'], tokens: [], tables: [] }],
  [['APPLIED'], { databases: ['well'], tokens: ['second', 'third'], tables: ['there'] }],
  [['APPLIED', 'FAILED'], { databases: ['failed', 'well'], tokens: ['second', 'third'], tables: ['there'] }],
  [[], { databases: [], tokens: [], tables: [] }],
])('lists what is %j on its cluster, and counts as much', async (states, expected) => {
  expect(await namesIn(states)).toEqual(expected)
})

it('tells of a cluster how many tokens have ended that it may still accept', async () => {
  const { clusters } = await admin.run('{ clusters { nodes { name link { pendingCount pendingRevocationCount } } } }')
  expect(clusters.nodes).toEqual([
    { name: 'primary', link: { pendingCount: 3, pendingRevocationCount: 1 } },
    { name: 'secondary', link: { pendingCount: 0, pendingRevocationCount: 0 } },
  ])
})

it('refuses the filter for management tokens, of which no cluster has to know', async () => {
  const attempt = admin.run('{ managementTokens(filter: { syncStates: [PENDING] }) { totalCount } }')
  await expect(attempt).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'filter.syncStates' })
})
