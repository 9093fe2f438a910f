import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { operatorOf } from '../../src/operator/operator.ts'
import { createDatabase, deleteDatabase } from '../databases/documents.ts'
import { count } from '../pages/count.ts'
import { createTable } from '../tables/documents.ts'
import { useWorld } from '../world.ts'

const { gateway, account, stranger, mel: member } = useWorld()

const clusterDocument = 'query ($id: ID!) { cluster(id: $id) { id name url createdAt } }'

describe('cluster and clusters', () => {
  it('tell name, address and age, to every group', async () => {
    const id = account.clusterIds[0]
    const { cluster } = await member.run(clusterDocument, { id })
    expect(cluster).toEqual({
      id,
      name: 'primary',
      url: 'https://primary.example.com',
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    })
  })

  it('list those of the account, by name', async () => {
    const { clusters } = await member.run('{ clusters { totalCount nodes { id name } pageInfo { hasNextPage } } }')
    expect(clusters).toEqual({
      totalCount: 2,
      nodes: [
        { id: account.clusterIds[0], name: 'primary' },
        { id: account.clusterIds[1], name: 'secondary' },
      ],
      pageInfo: { hasNextPage: false },
    })
  })

  it.each([
    ['of another account', () => stranger.clusterIds[0]],
    ['that does not exist', () => `cluster_${randomUUID()}`],
    ['that is none', () => 'primary'],
    ['of another kind', () => account.groupIds.admin],
  ])('answer null for an id %s', async (_case, id) => {
    expect(await account.admin.run(clusterDocument, { id: id() })).toEqual({ cluster: null })
  })

  it('answer UNAUTHENTICATED to a caller who is not signed in', async () => {
    const { data, errors } = await gateway.anonymous.send('{ clusters { totalCount } }')
    expect(data).toEqual({ clusters: null })
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })
})

describe('what hangs on a cluster', () => {
  const nested = `{ clusters(first: 4) { totalCount nodes { name
    databases(first: 3, orderBy: { field: NAME, direction: DESC }) {
      totalCount pageInfo { hasNextPage endCursor } edges { cursor }
      nodes { name cluster { name } tables(last: 2) {
        totalCount pageInfo { hasPreviousPage } nodes { name database { name cluster { name } } } } } } } } }`

  it('comes a level at a time: as many statements for many parents as for a few', async () => {
    const [first, second] = account.clusterIds as [string, string]
    for (const name of ['a', 'b']) {
      for (const clusterId of [first, second]) {
        const { id } = await createDatabase(account, { name, clusterId })
        for (const table of ['x', 'y', 'z']) await createTable(account.admin, { databaseId: id, name: table })
      }
    }
    const few = await count(gateway, () => member.run(nested))
    const databasesOf = (cluster: string) => ({
      totalCount: 2,
      pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
      edges: [{ cursor: expect.any(String) }, { cursor: expect.any(String) }],
      nodes: ['b', 'a'].map((name) => ({
        name,
        cluster: { name: cluster },
        tables: {
          totalCount: 3,
          pageInfo: { hasPreviousPage: true },
          nodes: ['y', 'z'].map((table) => ({ name: table, database: { name, cluster: { name: cluster } } })),
        },
      })),
    })
    expect(few.result.clusters.nodes).toEqual([
      { name: 'primary', databases: databasesOf('primary') },
      { name: 'secondary', databases: databasesOf('secondary') },
    ])

    const operator = operatorOf(gateway.app.core)
    for (let at = 0; at < 6; at++) {
      const clusterId = await operator.addCluster(account.id, { name: `more-${at}`, url: 'https://more.example.com' })
      for (const name of ['c', 'd', 'e', 'f']) {
        const { id } = await createDatabase(account, { name, clusterId })
        await createTable(account.admin, { databaseId: id, name: 'x' })
      }
    }
    const many = await count(gateway, () => member.run(nested))
    expect(many.result.clusters.nodes).toHaveLength(4)
    // Authentication, clusters, their count, databases, their count, their clusters, tables, their count, their databases.
    expect(few.statements.length).toBeLessThanOrEqual(10)
    expect(many.statements).toHaveLength(few.statements.length)
  })

  it('is paged for each parent by itself, and its cursors go on where one parent is asked alone', async () => {
    const { clusters } = await member.run(nested)
    const more = clusters.nodes.find(({ name }: { name: string }) => name === 'more-0')
    expect(more.databases).toMatchObject({
      totalCount: 4,
      pageInfo: { hasNextPage: true },
      nodes: [{ name: 'f' }, { name: 'e' }, { name: 'd' }],
    })
    const { clusters: ids } = await member.run('{ clusters { nodes { id name } } }')
    const { id } = ids.nodes.find(({ name }: { name: string }) => name === 'more-0')
    const { cluster } = await member.run(
      `query ($id: ID!, $after: String) { cluster(id: $id) {
        databases(first: 3, after: $after, orderBy: { field: NAME, direction: DESC }) {
          nodes { name } pageInfo { hasNextPage hasPreviousPage } } } }`,
      { id, after: more.databases.pageInfo.endCursor },
    )
    expect(cluster.databases).toEqual({
      nodes: [{ name: 'c' }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    })
  })

  it('shows only what the filter asks for, counted alike', async () => {
    await deleteDatabase(account.admin, await createDatabase(account, { name: 'gone-soon' }))
    const { cluster } = await member.run(
      `query ($id: ID!) { cluster(id: $id) {
        active: databases(filter: { search: "gone" }) { totalCount nodes { name } }
        deleted: databases(filter: { search: "GONE", statuses: [DELETED] }) { totalCount nodes { name } } } }`,
      { id: account.clusterIds[0] },
    )
    expect(cluster).toEqual({
      active: { totalCount: 0, nodes: [] },
      deleted: { totalCount: 1, nodes: [{ name: 'gone-soon' }] },
    })
  })
})
