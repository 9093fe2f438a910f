import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { day } from '../times.ts'
import { useWorld } from '../world.ts'
import {
  createDatabase,
  createDocument,
  deleteDatabase,
  deleteDocument,
  eventsOf,
  readDatabase,
  renameDatabase,
  renameDocument,
  undeleteDatabase,
  undeleteDocument,
  updateDatabase,
  updateDocument,
} from './documents.ts'

const { gateway, account, stranger, mel: member, audrey: auditor } = useWorld()

const daily = [{ kind: 'TIME', value: '%Y-%m-%d', buckets: null }]

describe('createDatabase', () => {
  it('makes an active database with the documented defaults', async () => {
    const database = await createDatabase(account, { name: 'telegraf/autogen' })

    expect(database).toMatchObject({
      id: expect.stringMatching(/^database_/),
      name: 'telegraf/autogen',
      status: 'ACTIVE',
      retentionPeriod: null,
      maxTables: 500,
      maxColumnsPerTable: 250,
      partitionTemplate: daily,
      updatedAt: database.createdAt,
      deletedAt: null,
      restorableUntil: null,
      version: 1,
      cluster: { id: account.clusterIds[0], name: 'primary' },
    })
    expect(await readDatabase(auditor, database.id)).toEqual(database)
  })

  it('takes every setting, and keeps the parts of a template in their order', async () => {
    const partitionTemplate = [
      { kind: 'TAG', value: 'room', buckets: null },
      { kind: 'TAG_BUCKET', value: 'customerID', buckets: 1000 },
      { kind: 'TIME', value: '%Y-%m', buckets: null },
    ]
    const settings = { name: 'all', retentionPeriod: '30d', maxTables: 20_000, maxColumnsPerTable: 1000 }
    const database = await createDatabase(account, { ...settings, partitionTemplate })

    expect(database).toMatchObject({ ...settings, partitionTemplate })
    expect(await readDatabase(member, database.id)).toEqual(database)
  })

  it('takes an explicit null for the default', async () => {
    const nothing = { retentionPeriod: null, maxTables: null, maxColumnsPerTable: null, partitionTemplate: null }

    expect(await createDatabase(account, { name: 'nothing', ...nothing })).toMatchObject({
      retentionPeriod: null,
      maxTables: 500,
      maxColumnsPerTable: 250,
      partitionTemplate: daily,
    })
  })

  it.each([
    ['30d30d', '60d'],
    ['2.5d', '2d12h'],
    ['1mo', '30d'],
    ['1y', '365d'],
    ['1w', '7d'],
    ['90m', '1h30m'],
    ['60m', '1h'],
    ['36h', '1d12h'],
    ['P30D', '30d'],
    ['PT1H30M', '1h30m'],
    ['P1W', '7d'],
    ['P1Y', '365d'],
    ['0s', null],
    ['0d', null],
    ['PT0S', null],
  ])('takes a retention period of %s, and tells it as %s', async (given, told) => {
    const database = await createDatabase(account, { name: `r-${given}`.replace('.', '_'), retentionPeriod: given })
    expect(database.retentionPeriod).toBe(told)
    expect((await readDatabase(member, database.id)).retentionPeriod).toBe(told)
  })

  it.each([
    ['input.name', { name: 'my database' }],
    ['input.name', { name: '' }],
    ['input.name', { name: 'a'.repeat(65) }],
    ['input.name', { name: '_internal' }],
    ['input.name', { name: 'iox_x' }],
    ['input.name', { name: 'a//b' }],
    ['input.name', { name: 'a/' }],
    ['input.retentionPeriod', { retentionPeriod: '59m' }],
    ['input.retentionPeriod', { retentionPeriod: '1s' }],
    ['input.retentionPeriod', { retentionPeriod: '-1d' }],
    ['input.retentionPeriod', { retentionPeriod: '1 d' }],
    ['input.retentionPeriod', { retentionPeriod: '30' }],
    ['input.retentionPeriod', { retentionPeriod: '' }],
    ['input.retentionPeriod', { retentionPeriod: 'P' }],
    ['input.retentionPeriod', { retentionPeriod: '300y' }],
    ['input.retentionPeriod', { retentionPeriod: 3600 }],
    ['input.maxTables', { maxTables: 0 }],
    ['input.maxTables', { maxTables: 2 ** 31 }],
    ['input.maxColumnsPerTable', { maxColumnsPerTable: 0 }],
    ['input.maxColumnsPerTable', { maxColumnsPerTable: 1001 }],
    ['input.partitionTemplate', { partitionTemplate: [] }],
    ['input.partitionTemplate', { partitionTemplate: [{ kind: 'TAG', value: 'room' }] }],
    ['input.partitionTemplate.0.value', { partitionTemplate: [{ kind: 'TIME', value: '%H' }] }],
    ['input.partitionTemplate.0.kind', { partitionTemplate: [{ kind: 'HOUR', value: '%Y' }] }],
    ['input.partitionTemplate.1.value', { partitionTemplate: [...daily, { kind: 'TAG', value: 'time' }] }],
    ['input.partitionTemplate.1.kind', { partitionTemplate: [...daily, ...daily] }],
    ['input.partitionTemplate.1.buckets', { partitionTemplate: [...daily, { kind: 'TAG_BUCKET', value: 'x' }] }],
    [
      'input.partitionTemplate.1.buckets',
      { partitionTemplate: [...daily, { kind: 'TAG_BUCKET', value: 'x', buckets: 1001 }] },
    ],
    ['input.partitionTemplate.1.buckets', { partitionTemplate: [...daily, { kind: 'TAG', value: 'x', buckets: 2 }] }],
    [
      'input.partitionTemplate.2.value',
      {
        partitionTemplate: [...daily, { kind: 'TAG', value: 'x' }, { kind: 'TAG_BUCKET', value: 'x', buckets: 2 }],
      },
    ],
    [
      'input.partitionTemplate',
      { partitionTemplate: [...daily, ...[...'abcdefgh'].map((value) => ({ kind: 'TAG', value }))] },
    ],
  ])('refuses bad input at %s: %j', async (field, input) => {
    await expect(createDatabase(account, { name: 'bad', ...input })).rejects.toMatchObject({ code: 'BAD_INPUT', field })
  })

  it('refuses a name that an active database of the cluster has, and no other', async () => {
    await createDatabase(account, { name: 'taken' })

    await expect(createDatabase(account, { name: 'taken' })).rejects.toMatchObject({
      code: 'CONFLICT',
      field: 'input.name',
    })
    await createDatabase(account, { name: 'Taken' })
    await createDatabase(account, { name: 'taken', clusterId: account.clusterIds[1] })
    await createDatabase(stranger, { name: 'taken' })
  })

  it('gives a name to one of two who ask at once', async () => {
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, () => createDatabase(account, { name: 'at-once' })),
    )
    const refused = attempts.filter((attempt) => attempt.status === 'rejected')
    expect(refused).toHaveLength(7)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'CONFLICT', field: 'input.name' })
  })

  it.each([
    ['of another account', () => stranger.clusterIds[0]],
    ['that does not exist', () => `cluster_${randomUUID()}`],
    ['that is none', () => 'x'],
    ['of another kind', () => account.groupIds.admin],
  ])('answers NOT_FOUND for a cluster %s', async (_case, clusterId) => {
    await expect(createDatabase(account, { name: 'lost', clusterId: clusterId() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: 'input.clusterId',
    })
  })

  it('records the whole database as what came to be', async () => {
    const { id } = await createDatabase(account, { name: 'recorded', retentionPeriod: '1w' })

    const [event, ...others] = await eventsOf(account.admin, id)
    expect(others).toEqual([])
    expect(event).toMatchObject({ action: 'database.create', outcome: 'SUCCEEDED', resourceLabel: 'recorded' })
    expect(event.actorLabel).toContain('ada@example.com')
    expect(event.changes).toEqual([
      { field: 'name', before: null, after: 'recorded' },
      { field: 'clusterId', before: null, after: account.clusterIds[0] },
      { field: 'status', before: null, after: 'ACTIVE' },
      { field: 'retentionPeriod', before: null, after: '7d' },
      { field: 'maxTables', before: null, after: 500 },
      { field: 'maxColumnsPerTable', before: null, after: 250 },
      { field: 'partitionTemplate', before: null, after: daily },
    ])
  })
})

describe('database', () => {
  it.each([
    ['of another account', async () => (await createDatabase(stranger, { name: 'hidden' })).id],
    ['that does not exist', async () => `database_${randomUUID()}`],
    ['that is none', async () => 'database_'],
    ['of another kind', async () => account.clusterIds[0] as string],
  ])('is null for an id %s', async (_case, id) => {
    expect(await readDatabase(account.admin, await id())).toBeNull()
  })
})

describe('updateDatabase', () => {
  it('changes what is given, and leaves what is absent', async () => {
    const { id } = await createDatabase(account, { name: 'update', retentionPeriod: '30d' })

    const first = await updateDatabase(account.admin, { id, maxTables: 2 })
    expect(first).toMatchObject({ maxTables: 2, retentionPeriod: '30d', maxColumnsPerTable: 250, version: 2 })

    const second = await updateDatabase(account.admin, { id, retentionPeriod: '1h', maxColumnsPerTable: 1 })
    expect(second).toMatchObject({ maxTables: 2, retentionPeriod: '1h', maxColumnsPerTable: 1, version: 3 })
    expect(Date.parse(second.updatedAt)).toBeGreaterThanOrEqual(Date.parse(first.updatedAt))
    expect(await readDatabase(member, id)).toEqual(second)
  })

  it('tells an absent retention period from an explicit null, in variables and in literals', async () => {
    const { id } = await createDatabase(account, { name: 'absent-null', retentionPeriod: '30d' })

    expect(await updateDatabase(account.admin, { id, maxTables: 2 })).toMatchObject({ retentionPeriod: '30d' })
    expect(await updateDatabase(account.admin, { id, retentionPeriod: null })).toMatchObject({ retentionPeriod: null })
    const literal = async (fields: string) =>
      (
        await account.admin.run(
          `mutation { updateDatabase(input: { id: "${id}", ${fields} }) { database { retentionPeriod } } }`,
        )
      ).updateDatabase.database
    expect(await literal('retentionPeriod: "2.5d"')).toEqual({ retentionPeriod: '2d12h' })
    expect(await literal('maxTables: 3')).toEqual({ retentionPeriod: '2d12h' })
    expect(await literal('retentionPeriod: null')).toEqual({ retentionPeriod: null })
    expect(await literal('retentionPeriod: "P30D"')).toEqual({ retentionPeriod: '30d' })
    const variable = (variables: object) =>
      account.admin.run(
        'mutation ($id: ID!, $period: Duration) { updateDatabase(input: { id: $id, maxTables: 4, retentionPeriod: $period }) { database { retentionPeriod } } }',
        { id, ...variables },
      )
    expect(await variable({})).toEqual({ updateDatabase: { database: { retentionPeriod: '30d' } } })
    expect(await variable({ period: null })).toEqual({ updateDatabase: { database: { retentionPeriod: null } } })
  })

  it('refuses a change of nothing', async () => {
    const { id } = await createDatabase(account, { name: 'unchanged' })
    for (const input of [{ id }, { id, maxTables: null }, { id, maxColumnsPerTable: null, expectedVersion: 1 }]) {
      await expect(updateDatabase(account.admin, input)).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'input' })
    }
    expect(await readDatabase(member, id)).toMatchObject({ version: 1 })
  })

  it('has no way to change the template or the name', async () => {
    const { id } = await createDatabase(account, { name: 'immutable' })
    for (const change of [{ partitionTemplate: daily }, { name: 'other' }]) {
      const attempt = updateDatabase(account.admin, { id, maxTables: 3, ...change })
      await expect(attempt).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'input' })
    }
    expect(await readDatabase(member, id)).toMatchObject({ version: 1, maxTables: 500 })
  })

  it.each([
    ['input.retentionPeriod', { retentionPeriod: '59m' }],
    ['input.maxTables', { maxTables: 0 }],
    ['input.maxColumnsPerTable', { maxColumnsPerTable: 1001 }],
  ])('refuses bad input at %s', async (field, input) => {
    const { id } = await createDatabase(account, { name: `bad-${field.slice(6)}` })
    await expect(updateDatabase(account.admin, { id, ...input })).rejects.toMatchObject({ code: 'BAD_INPUT', field })
  })

  it('refuses a change that is based on an older version, and says which is current', async () => {
    const { id } = await createDatabase(account, { name: 'versions' })
    await updateDatabase(account.admin, { id, maxTables: 2, expectedVersion: 1 })

    const { errors } = await account.admin.send(updateDocument, { input: { id, maxTables: 3, expectedVersion: 1 } })

    expect(errors[0]?.extensions).toMatchObject({ code: 'STALE_VERSION', currentVersion: 2 })
    expect(await readDatabase(member, id)).toMatchObject({ maxTables: 2, version: 2 })
  })

  it('lets one of many who start from one version win', async () => {
    const { id } = await createDatabase(account, { name: 'racing' })
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) =>
        updateDatabase(account.admin, { id, maxTables: at + 1, expectedVersion: 1 }),
      ),
    )
    const refused = attempts.filter((attempt) => attempt.status === 'rejected')
    expect(refused).toHaveLength(7)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'STALE_VERSION' })
    expect(await readDatabase(member, id)).toMatchObject({ version: 2 })
  })

  it('records only what became different', async () => {
    const { id } = await createDatabase(account, { name: 'differences', retentionPeriod: '30d' })
    await updateDatabase(account.admin, { id, retentionPeriod: null, maxTables: 500 })

    expect((await eventsOf(auditor, id)).at(-1)).toMatchObject({
      action: 'database.update',
      changes: [{ field: 'retentionPeriod', before: '30d', after: null }],
    })
  })
})

describe('renameDatabase', () => {
  it('gives another name, and keeps everything else', async () => {
    const { id, ...before } = await createDatabase(account, { name: 'rename', retentionPeriod: '30d' })

    const after = await renameDatabase(account.admin, { id, name: 'renamed', expectedVersion: 1 })

    expect(after).toEqual({ ...before, id, name: 'renamed', version: 2, updatedAt: after.updatedAt })
    expect((await eventsOf(auditor, id)).at(-1)).toMatchObject({
      action: 'database.rename',
      resourceLabel: 'renamed',
      changes: [{ field: 'name', before: 'rename', after: 'renamed' }],
    })
    // The old name is free again.
    await createDatabase(account, { name: 'rename' })
  })

  it('refuses a name that is taken, bad, or based on an older version', async () => {
    await createDatabase(account, { name: 'rename-taken' })
    const { id } = await createDatabase(account, { name: 'rename-me' })

    await expect(renameDatabase(account.admin, { id, name: 'rename-taken' })).rejects.toMatchObject({
      code: 'CONFLICT',
      field: 'input.name',
    })
    await expect(renameDatabase(account.admin, { id, name: 'iox_x' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'input.name',
    })
    const { errors } = await account.admin.send(renameDocument, { input: { id, name: 'x', expectedVersion: 7 } })
    expect(errors[0]?.extensions).toMatchObject({ code: 'STALE_VERSION', currentVersion: 1 })
    expect(await readDatabase(member, id)).toMatchObject({ name: 'rename-me', version: 1 })
  })

  it('lets a database keep its own name', async () => {
    const { id } = await createDatabase(account, { name: 'rename-same' })
    expect(await renameDatabase(account.admin, { id, name: 'rename-same' })).toMatchObject({ name: 'rename-same' })
  })
})

describe('deleteDatabase and undeleteDatabase', () => {
  it('deletes only what is named exactly', async () => {
    const database = await createDatabase(account, { name: 'Confirm' })

    for (const name of ['confirm', 'Confirm ', '', 'x']) {
      await expect(deleteDatabase(account.admin, { id: database.id, name })).rejects.toMatchObject({
        code: 'BAD_INPUT',
        field: 'input.confirmName',
      })
    }
    expect(await readDatabase(member, database.id)).toEqual(database)
  })

  it('deletes softly, for seven days, and brings back as it was', async () => {
    const before = await createDatabase(account, { name: 'soft', retentionPeriod: '30d', maxTables: 7 })

    const deleted = await deleteDatabase(account.admin, before)
    expect(deleted).toMatchObject({ id: before.id, name: 'soft', status: 'DELETED', version: 2 })
    expect(Date.parse(deleted.restorableUntil) - Date.parse(deleted.deletedAt)).toBe(7 * day)
    expect(await readDatabase(member, before.id)).toEqual(deleted)

    const restored = await undeleteDatabase(account.admin, before.id)
    expect(restored).toEqual({ ...before, version: 3, updatedAt: restored.updatedAt })
    expect((await eventsOf(auditor, before.id)).slice(1)).toMatchObject([
      {
        action: 'database.delete',
        changes: [
          { field: 'status', before: 'ACTIVE', after: 'DELETED' },
          { field: 'deletedAt', before: null, after: deleted.deletedAt },
        ],
      },
      {
        action: 'database.undelete',
        changes: [
          { field: 'status', before: 'DELETED', after: 'ACTIVE' },
          { field: 'deletedAt', before: deleted.deletedAt, after: null },
        ],
      },
    ])
  })

  it('changes nothing about a deleted database but to bring it back', async () => {
    const database = await createDatabase(account, { name: 'frozen' })
    const { id } = database
    await deleteDatabase(account.admin, database)

    const attempts = [
      () => updateDatabase(account.admin, { id, maxTables: 3 }),
      () => renameDatabase(account.admin, { id, name: 'thawed' }),
      () => deleteDatabase(account.admin, database),
    ]
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject({
        code: 'CONFLICT',
        message: expect.stringContaining('can be undeleted until'),
      })
    }
  })

  it('refuses to undelete what is active', async () => {
    const { id } = await createDatabase(account, { name: 'alive' })
    await expect(undeleteDatabase(account.admin, id)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('frees the name at once, and refuses to undelete while another has it', async () => {
    const first = await createDatabase(account, { name: 'reused' })
    await deleteDatabase(account.admin, first)
    const second = await createDatabase(account, { name: 'reused' })
    expect(second.id).not.toBe(first.id)

    await expect(undeleteDatabase(account.admin, first.id)).rejects.toMatchObject({ code: 'CONFLICT' })

    await deleteDatabase(account.admin, second)
    expect(await undeleteDatabase(account.admin, first.id)).toMatchObject({ id: first.id, status: 'ACTIVE' })
    await expect(undeleteDatabase(account.admin, second.id)).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('who may change databases', () => {
  const attempts = (
    id: string,
    cluster: string,
  ): [operation: string, permission: string, document: string, object][] => [
    ['createDatabase', 'DATABASE_CREATE', createDocument, { input: { clusterId: cluster, name: 'by-nobody' } }],
    ['updateDatabase', 'DATABASE_UPDATE', updateDocument, { input: { id, maxTables: 9 } }],
    ['renameDatabase', 'DATABASE_UPDATE', renameDocument, { input: { id, name: 'by-nobody' } }],
    ['deleteDatabase', 'DATABASE_DELETE', deleteDocument, { input: { id, confirmName: 'guarded' } }],
    ['undeleteDatabase', 'DATABASE_UNDELETE', undeleteDocument, { id }],
  ]

  it('is the Admin: Members and Auditors are FORBIDDEN, strangers find nothing, and nothing happens', async () => {
    const before = await createDatabase(account, { name: 'guarded' })
    for (const [operation, permission, document, variables] of attempts(before.id, account.clusterIds[0] as string)) {
      for (const client of [member, auditor]) {
        const { data, errors } = await client.send(document, variables)
        expect(data).toEqual({ [operation]: null })
        expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission, wouldBeGrantedBy: ['admin'] })
      }
      const anonymous = await gateway.anonymous.send(document, variables)
      expect(anonymous.errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
      const foreign = await stranger.admin.send(document, variables)
      expect(foreign.errors[0]?.extensions.code).toBe('NOT_FOUND')
    }
    expect(await readDatabase(member, before.id)).toEqual(before)
  })

  it('leaves each refused attempt in the log of who tried it', async () => {
    const { id } = await createDatabase(account, { name: 'attempted' })
    await member.send(deleteDocument, { input: { id, confirmName: 'attempted' } })
    await stranger.admin.send(deleteDocument, { input: { id, confirmName: 'attempted' } })
    await account.admin.send(deleteDocument, { input: { id, confirmName: 'Attempted' } })

    expect(await eventsOf(auditor, id)).toMatchObject([
      { action: 'database.create', outcome: 'SUCCEEDED' },
      { action: 'database.delete', outcome: 'DENIED', changes: [] },
      { action: 'database.delete', outcome: 'FAILED', changes: [] },
    ])
    expect(await eventsOf(stranger.admin, id)).toMatchObject([{ action: 'database.delete', outcome: 'FAILED' }])
  })

  it('answers a stranger as it answers about an id that was never given', async () => {
    const { id } = await createDatabase(account, { name: 'unseen' })
    const strip = (text: string) => text.replace(/"requestId":"[^"]*"/g, '')
    const known = attempts(id, '').slice(1)
    const invented = attempts(`database_${randomUUID()}`, '').slice(1)
    for (const [at, [, , document, variables]] of known.entries()) {
      const foreign = await stranger.admin.send(document, variables)
      const nothing = await stranger.admin.send(document, invented[at]?.[3])
      expect(strip(foreign.text)).toBe(strip(nothing.text))
    }
  })
})
