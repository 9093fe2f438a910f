import { beforeAll, describe, expect, it } from 'vitest'
import { useWorld } from '../world.ts'
import { createDatabase, deleteDatabase } from './documents.ts'

const { gateway, account, stranger } = useWorld()

beforeAll(async () => {
  for (const name of ['delta_1', 'Alpha', 'charlie-x', 'alpha2', 'bravo/rp']) {
    await createDatabase(account, { name })
    gateway.advance(10)
  }
  await createDatabase(account, { name: 'elsewhere', clusterId: account.clusterIds[1] })
  await deleteDatabase(account.admin, await createDatabase(account, { name: 'deleted_1' }))
  await createDatabase(stranger, { name: 'alpha-of-strangers' })
})

const listDocument = `query ($clusterId: ID, $filter: DatabaseFilter, $orderBy: DatabaseOrder) {
  databases(clusterId: $clusterId, filter: $filter, orderBy: $orderBy) { totalCount nodes { name } } }`

async function names(variables: object = {}): Promise<string[]> {
  const { databases } = await account.admin.run(listDocument, variables)
  expect(databases.totalCount).toBe(databases.nodes.length)
  return databases.nodes.map(({ name }: { name: string }) => name)
}

const byName = ['Alpha', 'alpha2', 'bravo/rp', 'charlie-x', 'delta_1', 'elsewhere']

describe('databases', () => {
  it('lists the active ones of all clusters of the account by name, capitals first', async () => {
    expect(await names()).toEqual(byName)
    expect(await names({ filter: {} })).toEqual(byName)
    expect(await names({ filter: { statuses: null, search: null }, orderBy: null })).toEqual(byName)
  })

  it('lists those of one cluster', async () => {
    expect(await names({ clusterId: account.clusterIds[1] })).toEqual(['elsewhere'])
  })

  it.each([
    ['of another account', () => stranger.clusterIds[0]],
    ['that is none', () => 'x'],
  ])('is null for a cluster %s', async (_case, clusterId) => {
    expect(await account.admin.run(listDocument, { clusterId: clusterId() })).toEqual({ databases: null })
  })

  it('orders by name or by creation, both ways', async () => {
    const byCreation = ['delta_1', 'Alpha', 'charlie-x', 'alpha2', 'bravo/rp', 'elsewhere']
    expect(await names({ orderBy: { field: 'NAME' } })).toEqual(byName)
    expect(await names({ orderBy: { field: 'NAME', direction: 'DESC' } })).toEqual([...byName].reverse())
    expect(await names({ orderBy: { field: 'CREATED_AT' } })).toEqual(byCreation)
    expect(await names({ orderBy: { field: 'CREATED_AT', direction: 'DESC' } })).toEqual([...byCreation].reverse())
  })

  it.each([
    [['DELETED'], ['deleted_1']],
    [
      ['ACTIVE', 'DELETED'],
      ['Alpha', 'alpha2', 'bravo/rp', 'charlie-x', 'deleted_1', 'delta_1', 'elsewhere'],
    ],
    [['DELETED', 'DELETED'], ['deleted_1']],
    [[], []],
  ])('with statuses %j lists %j', async (statuses, expected) => {
    expect(await names({ filter: { statuses } })).toEqual(expected)
  })

  it.each([
    ['ALPHA', ['Alpha', 'alpha2']],
    ['_', ['delta_1']],
    ['%', []],
    ['a%a', []],
    ['\\', []],
    ['/', ['bravo/rp']],
    ["'", []],
    ['', byName],
    ['   ', byName],
    ['größe', []],
  ])('with search text %j lists %j: wildcards stand for themselves', async (search, expected) => {
    expect(await names({ filter: { search } })).toEqual(expected)
  })

  it('requires every condition of a filter', async () => {
    expect(await names({ filter: { search: '_1', statuses: ['DELETED'] } })).toEqual(['deleted_1'])
    expect(await names({ clusterId: account.clusterIds[1], filter: { search: 'alpha' } })).toEqual([])
  })

  it.each([
    ['filter.search', { filter: { search: 'a'.repeat(101) } }],
    ['filter.search', { filter: { search: 'a\0' } }],
    ['filter.statuses', { filter: { statuses: Array(101).fill('ACTIVE') } }],
    ['filter.statuses.1', { filter: { statuses: ['ACTIVE', 'GONE'] } }],
    ['orderBy.field', { orderBy: { field: 'SIZE' } }],
    ['orderBy.direction', { orderBy: { field: 'NAME', direction: null } }],
  ])('refuses bad input at %s', async (field, variables) => {
    await expect(names(variables)).rejects.toMatchObject({ code: 'BAD_INPUT', field })
  })
})
