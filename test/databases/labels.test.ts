import { beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { createDatabase, deleteDatabase, eventsOf } from './documents.ts'

const { account, stranger, mel: member } = useWorld()

const setDocument = `mutation ($input: SetDatabaseLabelsInput!) {
  setDatabaseLabels(input: $input) { database { id version labels { key value } } } }`

const team = (value: string) => ({ key: 'team', value })
const stage = (value: string) => ({ key: 'stage', value })

async function setLabels(client: Client, id: string, labels: object[], expectedVersion?: number) {
  return (await client.run(setDocument, { input: { id, labels, expectedVersion } })).setDatabaseLabels.database
}

async function refusalOf(client: Client, id: string, labels: unknown, expectedVersion?: number) {
  const { errors } = await client.send(setDocument, { input: { id, labels, expectedVersion } })
  return errors[0]?.extensions
}

async function labelsOf(client: Client, id: string) {
  return (await client.run('query ($id: ID!) { database(id: $id) { labels { key value } } }', { id })).database.labels
}

describe('labels of a database', () => {
  it('are given at creation, told by key, and in its audit event', async () => {
    const { id } = await createDatabase(account, { name: 'labelled', labels: [team('ops'), stage(' test ')] })

    expect(await labelsOf(member, id)).toEqual([stage('test'), team('ops')])
    const [{ changes }] = await eventsOf(account.admin, id)
    expect(changes).toContainEqual({ field: 'labels', before: null, after: [stage('test'), team('ops')] })
  })

  it('are replaced as a whole, as a change of its version that the audit log tells before and after', async () => {
    const { id } = await createDatabase(account, { name: 'relabelled', labels: [team('ops')] })

    expect(await setLabels(account.admin, id, [stage('production')], 1)).toEqual({
      id,
      version: 2,
      labels: [stage('production')],
    })
    expect(await setLabels(account.admin, id, [])).toEqual({ id, version: 3, labels: [] })
    expect((await eventsOf(account.admin, id)).slice(1)).toMatchObject([
      { action: 'database.label', changes: [{ field: 'labels', before: [team('ops')], after: [stage('production')] }] },
      { action: 'database.label', changes: [{ field: 'labels', before: [stage('production')], after: [] }] },
    ])
  })

  it('are refused to a Member, in another account, after another change, and once it is deleted', async () => {
    const { id, name } = await createDatabase(account, { name: 'guarded', labels: [team('ops')] })

    expect(await refusalOf(member, id, [])).toMatchObject({ code: 'FORBIDDEN', permission: 'DATABASE_UPDATE' })
    expect(await refusalOf(stranger.admin, id, [])).toMatchObject({ code: 'NOT_FOUND', field: 'input.id' })
    expect(await refusalOf(account.admin, id, [], 7)).toMatchObject({ code: 'STALE_VERSION', currentVersion: 1 })
    expect(await labelsOf(member, id)).toEqual([team('ops')])
    await deleteDatabase(account.admin, { id, name })
    expect(await refusalOf(account.admin, id, [])).toMatchObject({ code: 'CONFLICT' })
  })

  it.each([
    ['a key with a space', [{ key: 'a b', value: 'x' }], 'input.labels.0.key'],
    ['an empty key', [{ key: '', value: 'x' }], 'input.labels.0.key'],
    ['an empty value', [team(' ')], 'input.labels.0.value'],
    ['a value of 65 characters', [stage('x'), team('x'.repeat(65))], 'input.labels.1.value'],
    ['a line break', [team('a\nb')], 'input.labels.0.value'],
    ['the same key twice', [team('a'), team('b')], 'input.labels.1.key'],
    ['21 labels', Array.from({ length: 21 }, (_, at) => ({ key: `k${at}`, value: 'x' })), 'input.labels'],
  ])('are refused with %s, by the name of the field', async (what, labels, field) => {
    const { id } = await createDatabase(account, { name: `no-${what.replaceAll(' ', '-')}` })

    expect(await refusalOf(account.admin, id, labels)).toMatchObject({ code: 'BAD_INPUT', field })
    expect(await labelsOf(member, id)).toEqual([])
  })

  it('may be 20 of 64 characters', async () => {
    const { id } = await createDatabase(account, { name: 'most' })
    const labels = Array.from({ length: 20 }, (_, at) => ({
      key: `k${at + 10}`.padEnd(64, '-'),
      value: 'ü'.repeat(64),
    }))

    expect((await setLabels(account.admin, id, labels)).labels).toEqual(labels)
  })
})

describe('a list of databases', () => {
  beforeAll(async () => {
    await createDatabase(stranger, { name: 'elsewhere', labels: [{ key: 'list', value: 'a' }] })
    await createDatabase(account, { name: 'list-a', labels: [{ key: 'list', value: 'a' }, stage('test')] })
    await createDatabase(account, { name: 'list-b', labels: [{ key: 'list', value: 'b' }] })
    const { id } = await createDatabase(account, {
      name: 'list-c',
      labels: [{ key: 'list', value: 'A' }, stage('test')],
    })
    await deleteDatabase(account.admin, { id, name: 'list-c' })
  })

  const namesOf = async (labels: object[], statuses = ['ACTIVE']) => {
    const { databases } = await member.run(
      'query ($filter: DatabaseFilter) { databases(filter: $filter) { nodes { name } totalCount } }',
      { filter: { labels, statuses } },
    )
    expect(databases.totalCount).toBe(databases.nodes.length)
    return databases.nodes.map(({ name }: { name: string }) => name)
  }

  it('has those with any value of a key, with some of its values, and with none', async () => {
    expect(await namesOf([{ key: 'list' }])).toEqual(['list-a', 'list-b'])
    expect(await namesOf([{ key: 'list', anyOf: ['a', 'A'] }])).toEqual(['list-a'])
    expect(await namesOf([{ key: 'list', anyOf: [] }])).toEqual([])
    expect(await namesOf([{ key: 'LIST' }])).toEqual([])
  })

  it('has those that meet every condition, in the statuses asked for', async () => {
    const conditions = [{ key: 'list' }, { key: 'stage', anyOf: ['test'] }]

    expect(await namesOf(conditions)).toEqual(['list-a'])
    expect(await namesOf(conditions, ['ACTIVE', 'DELETED'])).toEqual(['list-a', 'list-c'])
  })

  it('refuses more conditions and values than it takes, and keys that no label has', async () => {
    const refusal = async (labels: object[]) => {
      const document = 'query ($filter: DatabaseFilter) { databases(filter: $filter) { nodes { id } } }'
      return (await member.send(document, { filter: { labels } })).errors[0]?.extensions
    }
    expect(await refusal(Array.from({ length: 11 }, () => ({ key: 'list' })))).toMatchObject({ field: 'filter.labels' })
    expect(await refusal([{ key: 'list', anyOf: Array.from({ length: 21 }, () => 'a') }])).toMatchObject({
      field: 'filter.labels.0.anyOf',
    })
    expect(await refusal([{ key: 'a b' }])).toMatchObject({ code: 'BAD_INPUT', field: 'filter.labels.0.key' })
  })
})
