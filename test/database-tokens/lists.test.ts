import { beforeAll, describe, expect, it } from 'vitest'
import { noteCheck } from '../dataplane/checks.ts'
import type { Client } from '../gateway.ts'
import { signIn } from '../sessions/documents.ts'
import { day } from '../times.ts'
import { useWorld } from '../world.ts'
import { createDatabase, createToken, listDocument, revokeDocument } from './documents.ts'

const { gateway, account, stranger, mel: member } = useWorld()
let admin: Client
let metrics: string
let logs: string
let elsewhere: string
let foreign: string
const daysAhead = (count: number) => new Date(start + count * day).toISOString()
let start: number

/**
 * Two days ago: "reads metrics", "every database" (which ends in 5 days), "expired" and "revoked". Now: "nothing" and
 * "ÉTÉ 100%", the latter on the other cluster.
 */
beforeAll(async () => {
  metrics = await createDatabase(account, 'metrics')
  logs = await createDatabase(account, 'logs')
  elsewhere = await createDatabase(account, 'elsewhere', 1)
  foreign = await createDatabase(stranger, 'metrics')
  await createToken(stranger.admin, stranger, { permissions: [{ action: 'READ', databaseId: '*' }] })
  start = Date.now()
  const create = async (client: Client, description: string, databaseIds: readonly string[], input: object = {}) => {
    // Tokens of one millisecond stand in no particular order.
    gateway.advance(1)
    const permissions = databaseIds.map((databaseId) => ({ action: 'READ', databaseId }))
    return createToken(client, account, { description, permissions, ...input })
  }
  await create(account.admin, 'reads metrics', [metrics])
  await create(account.admin, 'every database', ['*'], { expiresAt: daysAhead(5) })
  await create(account.admin, 'expired', [metrics], { expiresAt: daysAhead(1) })
  const { token } = await create(account.admin, 'revoked', [metrics, '*'])
  await account.admin.run(revokeDocument, { id: token.id })
  gateway.advance(2 * day)
  admin = await signIn(gateway, account, account.admin)
  await create(admin, 'nothing', [])
  await create(admin, 'ÉTÉ 100%', ['*'], { clusterId: account.clusterIds[1] })
})

const listed = async (filter?: object, clusterId?: string) => {
  const { databaseTokens } = await admin.run(listDocument, { filter, clusterId })
  expect(databaseTokens.totalCount).toBe(databaseTokens.nodes.length)
  return databaseTokens.nodes.map(({ description }: { description: string }) => description)
}
const all = ['ACTIVE', 'EXPIRED', 'REVOKED']

describe('databaseTokens', () => {
  it('shows active ones, newest first, unless statuses are named', async () => {
    expect(await listed()).toEqual(['ÉTÉ 100%', 'nothing', 'every database', 'reads metrics'])
    expect(await listed({ statuses: ['EXPIRED'] })).toEqual(['expired'])
    expect(await listed({ statuses: ['REVOKED', 'EXPIRED'] })).toEqual(['revoked', 'expired'])
    expect(await listed({ statuses: all })).toHaveLength(6)
    expect(await listed({ statuses: [] })).toEqual([])
  })

  it('finds text in the description, whatever its case, and takes wildcards literally', async () => {
    expect(await listed({ search: 'été' })).toEqual(['ÉTÉ 100%'])
    expect(await listed({ search: '%' })).toEqual(['ÉTÉ 100%'])
    expect(await listed({ search: '_' })).toEqual([])
    expect(await listed({ search: '' })).toHaveLength(4)
  })

  it('finds the tokens that reach a database, by id or through `*` of its cluster', async () => {
    expect(await listed({ databaseIds: [metrics] })).toEqual(['every database', 'reads metrics'])
    expect(await listed({ databaseIds: [metrics], statuses: all })).toHaveLength(4)
    expect(await listed({ databaseIds: [logs] })).toEqual(['every database'])
    expect(await listed({ databaseIds: [logs, elsewhere] })).toEqual(['ÉTÉ 100%', 'every database'])
    expect(await listed({ databaseIds: [] })).toEqual([])
  })

  it('finds nothing by an unknown or another account’s database', async () => {
    expect(await listed({ databaseIds: [foreign, 'nonsense', '*'] })).toEqual([])
  })

  it('finds what expires soon, and what has not been used for long', async () => {
    expect(await listed({ expiresBefore: daysAhead(6) })).toEqual(['every database'])
    expect(await listed({ expiresBefore: daysAhead(4) })).toEqual([])
    // It is not known how tokens are used while no proxy asks.
    expect(await listed({ unusedSince: daysAhead(3) })).toEqual([])
    await noteCheck(gateway, account)
    expect(await listed({ unusedSince: daysAhead(1) })).toEqual(['every database', 'reads metrics'])
    expect(await listed({ unusedSince: daysAhead(-1) })).toEqual([])
    expect(await listed({ unusedSince: daysAhead(3) })).toEqual(['nothing', 'every database', 'reads metrics'])
    await noteCheck(gateway, account, 1)
    expect(await listed({ unusedSince: daysAhead(3) })).toHaveLength(4)
  })

  it('wants every given condition to hold', async () => {
    expect(await listed({ search: 'metrics', databaseIds: [logs] })).toEqual([])
    expect(await listed({ search: 'every', databaseIds: [logs], unusedSince: daysAhead(1) })).toEqual([
      'every database',
    ])
  })

  it('narrows to one cluster, and is null for one that the account does not have', async () => {
    expect(await listed({}, account.clusterIds[1])).toEqual(['ÉTÉ 100%'])
    for (const clusterId of [stranger.clusterIds[0], 'nonsense']) {
      expect(await admin.run(listDocument, { clusterId })).toEqual({ databaseTokens: null })
    }
  })

  it.each([
    ['filter.databaseIds', { databaseIds: Array(101).fill('*') }],
    ['filter.statuses', { statuses: Array(101).fill('ACTIVE') }],
    ['filter.search', { search: 'a'.repeat(513) }],
    ['filter.expiresBefore', { expiresBefore: 'soon' }],
  ])('refuses a bad %s', async (field, filter) => {
    await expect(admin.run(listDocument, { filter })).rejects.toMatchObject({ code: 'BAD_INPUT', field })
  })

  it('pages in both directions without skipping or repeating', async () => {
    const page = async (args: string) =>
      (
        await admin.run(`{ databaseTokens(${args}) { edges { cursor node { description } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`)
      ).databaseTokens
    const names = (of: { edges: { node: { description: string } }[] }) => of.edges.map(({ node }) => node.description)

    const first = await page('first: 3')
    expect(names(first)).toEqual(['ÉTÉ 100%', 'nothing', 'every database'])
    expect(first.pageInfo.hasNextPage).toBe(true)
    const second = await page(`first: 3, after: "${first.pageInfo.endCursor}"`)
    expect(names(second)).toEqual(['reads metrics'])
    expect(second.pageInfo.hasNextPage).toBe(false)
    const back = await page(`last: 2, before: "${second.pageInfo.startCursor}"`)
    expect(names(back)).toEqual(['nothing', 'every database'])
  })
})

describe('the lists of clusters and databases', () => {
  const document = `query ($filter: TokenFilter) { clusters(first: 2) { nodes { name
    databaseTokens(first: 1, filter: $filter) { totalCount nodes { description } pageInfo { hasNextPage } }
    databases(first: 2) { nodes { name tokens(first: 1, filter: $filter) { totalCount nodes { description } } } } } } }`

  it('hold what lies on the one and reaches the other, page by page', async () => {
    const list = (totalCount: number, ...names: string[]) => ({
      totalCount,
      nodes: names.map((description) => ({ description })),
    })

    expect((await admin.run(document)).clusters.nodes).toEqual([
      {
        name: 'primary',
        databaseTokens: { ...list(3, 'nothing'), pageInfo: { hasNextPage: true } },
        databases: {
          nodes: [
            { name: 'logs', tokens: list(1, 'every database') },
            { name: 'metrics', tokens: list(2, 'every database') },
          ],
        },
      },
      {
        name: 'secondary',
        databaseTokens: { ...list(1, 'ÉTÉ 100%'), pageInfo: { hasNextPage: false } },
        databases: { nodes: [{ name: 'elsewhere', tokens: list(1, 'ÉTÉ 100%') }] },
      },
    ])
  })

  it('take the same filter', async () => {
    const { clusters } = await admin.run(document, { filter: { statuses: ['REVOKED'] } })

    expect(clusters.nodes[0].databaseTokens).toMatchObject({ totalCount: 1, nodes: [{ description: 'revoked' }] })
    expect(
      clusters.nodes[0].databases.nodes.map((one: { tokens: { totalCount: number } }) => one.tokens.totalCount),
    ).toEqual([1, 1])
    expect(clusters.nodes[1].databaseTokens.totalCount).toBe(0)
    const { errors } = await admin.send(document, { filter: { search: 'a\0b' } })
    expect(new Set(errors.map(({ extensions }) => extensions.field))).toEqual(new Set(['filter.search']))
  })
})

describe('the statements of a page of tokens', () => {
  const document = `query ($first: Int) { databaseTokens(first: $first) { nodes {
    description status permissions { action allDatabases database { name } } } } }`

  it('are three, whatever its size: tokens, permissions and databases', async () => {
    const authentication = (await gateway.count(() => admin.run('{ __typename }'))).statements.length
    const cost = async (first: number) =>
      (await gateway.count(() => admin.run(document, { first }))).statements.length - authentication

    for (let count = 0; count < 5; count++) {
      await createToken(admin, account, {
        permissions: [metrics, logs, '*'].map((id) => ({ action: 'WRITE', databaseId: id })),
      })
    }
    expect(await cost(1)).toBe(3)
    expect(await cost(100)).toBe(3)
  })

  it('are one for each level of a tree of lists, and one more for its counts', async () => {
    const tree = (counted: string) => `{ clusters(first: 2) { nodes { databaseTokens { ${counted} nodes { id } }
      databases(first: 2) { nodes { tokens { ${counted} nodes { id } } } } } } }`
    const cost = async (counted: string) => (await gateway.count(() => admin.run(tree(counted)))).statements.length

    expect((await cost('totalCount')) - (await cost(''))).toBe(2)
  })
})

// The last one: it leaves a token behind.
it('finds what somebody created, for those who may see people; others find their own only', async () => {
  const mel = await signIn(gateway, account, member)
  gateway.advance(1)
  const permissions = [{ action: 'READ', databaseId: metrics }]
  await createToken(mel, account, { description: 'of mel', permissions })
  const foundBy = async (client: Client, ids: readonly string[]) => {
    const { databaseTokens } = await client.run(listDocument, { filter: { createdByIds: ids } })
    expect(databaseTokens.totalCount).toBe(databaseTokens.nodes.length)
    return databaseTokens.nodes.map(({ description }: { description: string }) => description)
  }

  expect(await foundBy(admin, [member.id])).toEqual(['of mel'])
  const ofAdmin = await foundBy(admin, [account.admin.id])
  expect(ofAdmin).toEqual(expect.arrayContaining(['ÉTÉ 100%', 'nothing', 'every database', 'reads metrics']))
  expect(await foundBy(admin, [account.admin.id, member.id])).toEqual(['of mel', ...ofAdmin])
  expect(await foundBy(admin, [])).toEqual([])
  expect(await foundBy(admin, [stranger.admin.id, 'nonsense'])).toEqual([])
  expect(await foundBy(mel, [account.admin.id, member.id])).toEqual(['of mel'])
  expect(await foundBy(mel, [account.admin.id])).toEqual([])
})
