import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, deleteDatabase, eventsOf, undeleteDatabase, updateDatabase } from '../databases/documents.ts'
import { signIn } from '../sessions/documents.ts'
import { day } from '../times.ts'
import { useWorld } from '../world.ts'
import {
  createDocument,
  createTable,
  deleteDocument,
  deleteTable,
  readTable,
  renameDocument,
  renameTable,
  undeleteDocument,
  undeleteTable,
} from './documents.ts'

const { gateway, account, stranger, mel: member, audrey: auditor } = useWorld()
let databaseId: string

beforeAll(async () => {
  databaseId = (await createDatabase(account, { name: 'metrics', partitionTemplate: monthly })).id
})

const monthly = [
  { kind: 'TAG', value: 'room', buckets: null },
  { kind: 'TIME', value: '%Y-%m', buckets: null },
]
const yearly = [{ kind: 'TIME', value: '%Y', buckets: null }]

describe('createTable', () => {
  it('makes a table that inherits its database’s template', async () => {
    const table = await createTable(account.admin, { databaseId, name: 'home' })

    expect(table).toMatchObject({
      id: expect.stringMatching(/^table_/),
      name: 'home',
      status: 'ACTIVE',
      partitionTemplate: monthly,
      inheritsPartitionTemplate: true,
      deletedAt: null,
      restorableUntil: null,
      version: 1,
      database: { id: databaseId, name: 'metrics' },
    })
    expect(await readTable(member, table.id)).toEqual(table)
    expect(await eventsOf(auditor, table.id)).toMatchObject([
      {
        action: 'table.create',
        outcome: 'SUCCEEDED',
        resourceLabel: 'home',
        changes: [
          { field: 'name', before: null, after: 'home' },
          { field: 'databaseId', before: null, after: databaseId },
          { field: 'status', before: null, after: 'ACTIVE' },
          { field: 'partitionTemplate', before: null, after: monthly },
          { field: 'inheritsPartitionTemplate', before: null, after: true },
        ],
      },
    ])
  })

  it('makes a table with a template of its own, even one equal to the database’s', async () => {
    const own = await createTable(account.admin, { databaseId, name: 'own', partitionTemplate: yearly })
    expect(own).toMatchObject({ partitionTemplate: yearly, inheritsPartitionTemplate: false })

    const equal = await createTable(account.admin, { databaseId, name: 'equal', partitionTemplate: monthly })
    expect(equal).toMatchObject({ partitionTemplate: monthly, inheritsPartitionTemplate: false })
    expect(await readTable(member, equal.id)).toEqual(equal)
  })

  it.each([
    ['input.name', { name: 'a b' }],
    ['input.name', { name: 'a/b' }],
    ['input.name', { name: '_a' }],
    ['input.name', { name: 'a'.repeat(65) }],
    ['input.name', { name: '온도' }],
    ['input.partitionTemplate', { partitionTemplate: [] }],
    ['input.partitionTemplate.0.value', { partitionTemplate: [{ kind: 'TIME', value: '%m' }] }],
    ['input.partitionTemplate', { partitionTemplate: [{ kind: 'TAG', value: 'room' }] }],
  ])('refuses bad input at %s', async (field, input) => {
    const attempt = createTable(account.admin, { databaseId, name: 'bad', ...input })
    await expect(attempt).rejects.toMatchObject({ code: 'BAD_INPUT', field })
  })

  it('refuses a name that an active table of the database has', async () => {
    await createTable(account.admin, { databaseId, name: 'taken' })
    await expect(createTable(account.admin, { databaseId, name: 'taken' })).rejects.toMatchObject({
      code: 'CONFLICT',
      field: 'input.name',
    })
    await createTable(account.admin, { databaseId, name: 'Taken' })
  })

  it('makes no more active tables than the database has room for, also at once', async () => {
    const { id } = await createDatabase(account, { name: 'small', maxTables: 2 })
    const attempts = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((name) => createTable(account.admin, { databaseId: id, name })),
    )
    const refused = attempts.filter((attempt) => attempt.status === 'rejected')
    expect(refused).toHaveLength(2)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'CONFLICT' })

    await updateDatabase(account.admin, { id, maxTables: 3 })
    await createTable(account.admin, { databaseId: id, name: 'e' })
    // Fewer than there are: those stay, and no more are made.
    await updateDatabase(account.admin, { id, maxTables: 1 })
    await expect(createTable(account.admin, { databaseId: id, name: 'f' })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('makes none in a deleted database, and finds none of another account', async () => {
    const database = await createDatabase(account, { name: 'deleted' })
    await deleteDatabase(account.admin, database)
    await expect(createTable(account.admin, { databaseId: database.id, name: 'a' })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    for (const id of [(await createDatabase(stranger, { name: 'theirs' })).id, `database_${randomUUID()}`, 'x']) {
      await expect(createTable(account.admin, { databaseId: id, name: 'a' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
        field: 'input.databaseId',
      })
    }
  })
})

describe('renameTable', () => {
  it('gives another name, and keeps everything else', async () => {
    const before = await createTable(account.admin, { databaseId, name: 'rename', partitionTemplate: yearly })
    const after = await renameTable(account.admin, { id: before.id, name: 'renamed', expectedVersion: 1 })

    expect(after).toEqual({ ...before, name: 'renamed', version: 2 })
    expect((await eventsOf(auditor, before.id)).at(-1)).toMatchObject({
      action: 'table.rename',
      changes: [{ field: 'name', before: 'rename', after: 'renamed' }],
    })
  })

  it('refuses a name that is taken, bad, or based on an older version', async () => {
    await createTable(account.admin, { databaseId, name: 'rename-taken' })
    const { id } = await createTable(account.admin, { databaseId, name: 'rename-me' })

    await expect(renameTable(account.admin, { id, name: 'rename-taken' })).rejects.toMatchObject({
      code: 'CONFLICT',
      field: 'input.name',
    })
    await expect(renameTable(account.admin, { id, name: 'a/b' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'input.name',
    })
    const { errors } = await account.admin.send(renameDocument, { input: { id, name: 'x', expectedVersion: 2 } })
    expect(errors[0]?.extensions).toMatchObject({ code: 'STALE_VERSION', currentVersion: 1 })
    expect(await readTable(member, id)).toMatchObject({ name: 'rename-me', version: 1 })
  })
})

describe('deleteTable and undeleteTable', () => {
  it('deletes what is named exactly, softly, and brings it back as it was', async () => {
    const before = await createTable(account.admin, { databaseId, name: 'Soft', partitionTemplate: yearly })
    await expect(deleteTable(account.admin, { id: before.id, name: 'soft' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'input.confirmName',
    })

    const deleted = await deleteTable(account.admin, before)
    expect(deleted).toMatchObject({ status: 'DELETED', version: 2 })
    expect(Date.parse(deleted.restorableUntil) - Date.parse(deleted.deletedAt)).toBe(7 * day)
    await expect(deleteTable(account.admin, before)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(renameTable(account.admin, { id: before.id, name: 'x' })).rejects.toMatchObject({ code: 'CONFLICT' })

    expect(await undeleteTable(account.admin, before.id)).toEqual({ ...before, version: 3 })
    await expect(undeleteTable(account.admin, before.id)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(
      (await eventsOf(auditor, before.id))
        .filter(({ outcome }: { outcome: string }) => outcome === 'SUCCEEDED')
        .slice(1),
    ).toMatchObject([
      {
        action: 'table.delete',
        changes: [
          { field: 'status', before: 'ACTIVE', after: 'DELETED' },
          { field: 'deletedAt', before: null, after: deleted.deletedAt },
        ],
      },
      { action: 'table.undelete' },
    ])
  })

  it('frees the name at once, and refuses to undelete while another has it, or the database is full', async () => {
    const { id } = await createDatabase(account, { name: 'full', maxTables: 1 })
    const first = await createTable(account.admin, { databaseId: id, name: 'reused' })
    await deleteTable(account.admin, first)
    const second = await createTable(account.admin, { databaseId: id, name: 'reused' })

    await expect(undeleteTable(account.admin, first.id)).rejects.toMatchObject({ code: 'CONFLICT' })
    await renameTable(account.admin, { id: second.id, name: 'other' })
    await expect(undeleteTable(account.admin, first.id)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('maxTables'),
    })
    await updateDatabase(account.admin, { id, maxTables: 2 })
    expect(await undeleteTable(account.admin, first.id)).toMatchObject({ status: 'ACTIVE' })
  })

  it('goes with its database, and comes back with it', async () => {
    const database = await createDatabase(account, { name: 'carrier' })
    const table = await createTable(account.admin, { databaseId: database.id, name: 'carried' })
    const deleted = await createTable(account.admin, { databaseId: database.id, name: 'dropped' })
    await deleteTable(account.admin, deleted)
    await deleteDatabase(account.admin, database)

    expect(await readTable(member, table.id)).toEqual(table)
    const attempts = [
      () => renameTable(account.admin, { id: table.id, name: 'x' }),
      () => deleteTable(account.admin, table),
      () => undeleteTable(account.admin, deleted.id),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'CONFLICT' })

    await undeleteDatabase(account.admin, database.id)
    expect(await renameTable(account.admin, { id: table.id, name: 'x' })).toMatchObject({ name: 'x' })
    expect(await undeleteTable(account.admin, deleted.id)).toMatchObject({ status: 'ACTIVE' })
  })
})

describe('Database.tables', () => {
  const listDocument = `query ($id: ID!, $filter: TableFilter) {
    database(id: $id) { tables(filter: $filter) { totalCount nodes { name } } } }`
  let id: string

  beforeAll(async () => {
    id = (await createDatabase(account, { name: 'listed' })).id
    for (const name of ['b_1', 'B-2', 'a1']) await createTable(account.admin, { databaseId: id, name })
    await deleteTable(account.admin, await createTable(account.admin, { databaseId: id, name: 'c_1' }))
  })

  it.each([
    [{}, ['B-2', 'a1', 'b_1']],
    [{ search: 'B' }, ['B-2', 'b_1']],
    [{ search: '_' }, ['b_1']],
    [{ search: '%' }, []],
    [{ statuses: ['DELETED'] }, ['c_1']],
    [{ statuses: ['DELETED', 'ACTIVE'] }, ['B-2', 'a1', 'b_1', 'c_1']],
    [{ statuses: [] }, []],
    [{ statuses: ['DELETED'], search: 'b' }, []],
  ])('with filter %j lists %j by name', async (filter, names) => {
    const { database } = await member.run(listDocument, { id, filter })
    expect(database.tables).toEqual({ totalCount: names.length, nodes: names.map((name) => ({ name })) })
  })

  it('refuses a search text that is too long', async () => {
    const attempt = member.run(listDocument, { id, filter: { search: 'a'.repeat(101) } })
    await expect(attempt).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'filter.search' })
  })
})

describe('who may change tables', () => {
  it('is the Admin: Members and Auditors are FORBIDDEN, strangers find nothing, and nothing happens', async () => {
    const before = await createTable(account.admin, { databaseId, name: 'guarded' })
    const { id } = before
    const attempts: [operation: string, permission: string, document: string, variables: object][] = [
      ['createTable', 'TABLE_CREATE', createDocument, { input: { databaseId, name: 'by-nobody' } }],
      ['renameTable', 'TABLE_UPDATE', renameDocument, { input: { id, name: 'by-nobody' } }],
      ['deleteTable', 'TABLE_DELETE', deleteDocument, { input: { id, confirmName: 'guarded' } }],
      ['undeleteTable', 'TABLE_UNDELETE', undeleteDocument, { id }],
    ]
    for (const [operation, permission, document, variables] of attempts) {
      for (const client of [member, auditor]) {
        const { data, errors } = await client.send(document, variables)
        expect(data).toEqual({ [operation]: null })
        expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission, wouldBeGrantedBy: ['admin'] })
      }
      expect((await gateway.anonymous.send(document, variables)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
      expect((await stranger.admin.send(document, variables)).errors[0]?.extensions.code).toBe('NOT_FOUND')
    }
    expect(await readTable(member, id)).toEqual(before)
    expect(await readTable(stranger.admin, id)).toBeNull()
  })
})

// Last, because it moves the clock past every session.
describe('seven days after its deletion', () => {
  it('a table is gone, and its database is not', async () => {
    const table = await createTable(account.admin, { databaseId, name: 'goes' })
    await deleteTable(account.admin, table)
    gateway.advance(7 * day + 1)
    const admin = await signIn(gateway, account, account.admin)

    expect(await readTable(admin, table.id)).toBeNull()
    await expect(undeleteTable(admin, table.id)).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'id' })
    const { database } = await admin.run(
      'query ($id: ID!) { database(id: $id) { tables(filter: { statuses: [DELETED] }) { totalCount nodes { name } } } }',
      { id: databaseId },
    )
    expect(database.tables).toEqual({ totalCount: 0, nodes: [] })
  })
})
