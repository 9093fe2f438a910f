import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Member } from '../gateway.ts'
import { hour } from '../times.ts'
import { useWorld } from '../world.ts'
import {
  createDatabase,
  createDocument,
  createToken,
  deleteDatabase,
  eventsOf,
  inputOf,
  readDocument,
  revokeDocument,
  tokenFields,
  updateDocument,
} from './documents.ts'

const { gateway, account, stranger, mel: member, audrey: auditor } = useWorld()
let metrics: string
let logs: string
let elsewhere: string
let foreign: string

beforeAll(async () => {
  metrics = await createDatabase(account, 'metrics')
  logs = await createDatabase(account, 'logs')
  elsewhere = await createDatabase(account, 'elsewhere', 1)
  foreign = await createDatabase(stranger, 'metrics')
})

const inAnHour = () => new Date(Date.now() + hour).toISOString()

describe('createDatabaseToken', () => {
  it('lets a Member make a token, whose secret is in this answer only', async () => {
    const permissions = [
      { action: 'WRITE', databaseId: logs },
      { action: 'READ', databaseId: metrics },
      { action: 'WRITE', databaseId: logs },
    ]
    const { secret, token } = await createToken(member, account, { permissions, description: '  shipper ' })

    expect(secret).toMatch(/^apiv1_[A-Za-z0-9+/]{86}==$/)
    expect(token).toMatchObject({
      description: 'shipper',
      status: 'ACTIVE',
      prefix: secret.slice(0, 10),
      expiresAt: null,
      lastUsedAt: null,
      version: 1,
      cluster: { id: account.clusterIds[0] },
      createdBy: { id: member.id },
      revokedBy: null,
      permissions: [
        { action: 'WRITE', allDatabases: false, database: { id: logs, name: 'logs' } },
        { action: 'READ', allDatabases: false, database: { id: metrics, name: 'metrics' } },
      ],
    })
    const { text } = await account.admin.send(readDocument, { id: token.id })
    expect(JSON.parse(text).data.databaseToken.id).toBe(token.id)
    expect(text).not.toContain(secret.slice(0, 16))
  })

  it('keeps a hash of the secret, and tells the audit log and the log nothing of it', async () => {
    const { secret, token } = await createToken(account.admin, account)
    const hash = createHash('sha512').update(secret).digest('base64url')

    const row = await gateway.db
      .selectFrom('database_tokens')
      .selectAll()
      .where('id', '=', token.id)
      .executeTakeFirstOrThrow()
    expect(row.secret_hash).toBe(hash)
    const told = JSON.stringify([await eventsOf(account.admin, token.id), gateway.log])
    expect(told).toContain('ingest')
    expect(told).not.toContain(secret.slice(7, 20))
    expect(told).not.toContain(hash)
  })

  it('covers every database of the cluster with `*`, and takes an end', async () => {
    const expiresAt = inAnHour()
    const { token } = await createToken(member, account, {
      expiresAt,
      permissions: [{ action: 'READ', databaseId: '*' }],
    })

    expect(token).toMatchObject({ expiresAt, permissions: [{ action: 'READ', allDatabases: true, database: null }] })
  })

  it('records what was made', async () => {
    const { token } = await createToken(member, account, { permissions: [{ action: 'READ', databaseId: '*' }] })

    expect(await eventsOf(account.admin, token.id)).toEqual([
      {
        action: 'database_token.create',
        outcome: 'SUCCEEDED',
        resourceLabel: 'ingest',
        changes: expect.arrayContaining([
          { field: 'description', before: null, after: 'ingest' },
          { field: 'permissions', before: null, after: [{ action: 'READ', databaseId: '*' }] },
        ]),
      },
    ])
  })

  const reads = (databaseId: string) => ({ action: 'READ', databaseId })
  it.each([
    ['an unknown cluster', () => ({ clusterId: 'cluster_1' }), 'NOT_FOUND', 'input.clusterId'],
    ['another account’s cluster', () => ({ clusterId: stranger.clusterIds[0] }), 'NOT_FOUND', 'input.clusterId'],
    ['no description', () => ({ description: ' ' }), 'BAD_INPUT', 'input.description'],
    ['too long a description', () => ({ description: 'a'.repeat(513) }), 'BAD_INPUT', 'input.description'],
    ['an end in the past', () => ({ expiresAt: '2026-01-01T00:00:00Z' }), 'BAD_INPUT', 'input.expiresAt'],
    ['101 permissions', () => ({ permissions: Array(101).fill(reads('*')) }), 'BAD_INPUT', 'input.permissions'],
    [
      'a database of another cluster',
      () => ({ permissions: [reads('*'), reads(elsewhere)] }),
      'NOT_FOUND',
      'input.permissions.1.databaseId',
    ],
    [
      'a database of another account',
      () => ({ permissions: [reads(foreign)] }),
      'NOT_FOUND',
      'input.permissions.0.databaseId',
    ],
    [
      'a database by its name',
      () => ({ permissions: [reads('metrics')] }),
      'NOT_FOUND',
      'input.permissions.0.databaseId',
    ],
  ])('refuses %s', async (_case, input, code, field) => {
    await expect(createToken(member, account, input())).rejects.toMatchObject({ code, field })
  })

  it('grants nothing on a deleted database', async () => {
    const id = await createDatabase(account, 'short-lived')
    await deleteDatabase(account, id, 'short-lived')

    await expect(createToken(member, account, { permissions: [reads(id)] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: 'input.permissions.0.databaseId',
    })
  })

  it('is not for Auditors, nor for the anonymous', async () => {
    await expect(createToken(auditor, account)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      error: { extensions: { permission: 'DATABASE_TOKEN_CREATE' } },
    })
    const { errors } = await gateway.anonymous.send(createDocument, inputOf(account))
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })
})

describe('updateDatabaseToken', () => {
  const update = async (client: Member, input: object) =>
    (await client.run(updateDocument, { input })).updateDatabaseToken.token

  it('changes what is given, keeps the rest, and counts the version up', async () => {
    const permissions = [{ action: 'READ', databaseId: metrics }]
    const { token } = await createToken(member, account, { permissions })

    const described = await update(account.admin, { id: token.id, description: 'reports', expectedVersion: 1 })
    expect(described).toEqual({ ...token, description: 'reports', version: 2 })

    const narrowed = await update(account.admin, { id: token.id, permissions: [], expectedVersion: 2 })
    expect(narrowed).toEqual({ ...described, permissions: [], version: 3 })

    const events = await eventsOf(account.admin, token.id)
    expect(events.slice(1)).toMatchObject([
      { action: 'database_token.update', changes: [{ field: 'description', before: 'ingest', after: 'reports' }] },
      { action: 'database_token.update', changes: [{ field: 'permissions', before: permissions, after: [] }] },
    ])
  })

  it('may keep a deleted database that the token covers, and grant it to no other', async () => {
    const id = await createDatabase(account, 'passing')
    const { token } = await createToken(member, account, { permissions: [{ action: 'READ', databaseId: id }] })
    const { token: other } = await createToken(member, account)
    await deleteDatabase(account, id, 'passing')
    const permissions = [
      { action: 'READ', databaseId: id },
      { action: 'READ', databaseId: logs },
    ]

    expect(await update(account.admin, { id: token.id, permissions })).toMatchObject({
      permissions: [{ database: { status: 'DELETED' } }, { database: { id: logs } }],
    })
    await expect(update(account.admin, { id: other.id, permissions })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: 'input.permissions.0.databaseId',
    })
  })

  it.each([
    ['nothing', {}, 'BAD_INPUT', 'input'],
    ['only nulls', { description: null, permissions: null }, 'BAD_INPUT', 'input'],
    ['an empty description', { description: '' }, 'BAD_INPUT', 'input.description'],
    ['another version', { description: 'new', expectedVersion: 7 }, 'STALE_VERSION', undefined],
    ['an unknown id', { description: 'new', id: 'database_token_1' }, 'NOT_FOUND', 'input.id'],
  ])('refuses %s', async (_case, input, code, field) => {
    const { token } = await createToken(member, account)

    await expect(update(account.admin, { id: token.id, ...input })).rejects.toMatchObject({ code, field })
    expect((await account.admin.run(readDocument, { id: token.id })).databaseToken).toEqual(token)
  })

  it('is for Admins only, and hides another account’s token', async () => {
    const { token } = await createToken(member, account)
    const input = { id: token.id, description: 'mine' }

    await expect(update(member, input)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(update(auditor, input)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(update(stranger.admin, input)).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'input.id' })
  })
})

describe('revokeDatabaseToken', () => {
  const revoke = async (client: Member, id: string) =>
    (await client.run(revokeDocument, { id })).revokeDatabaseToken.token

  it('revokes at once and for good, and the first time counts', async () => {
    const { token } = await createToken(member, account)

    const revoked = await revoke(account.admin, token.id)
    expect(revoked).toMatchObject({ status: 'REVOKED', revokedBy: { id: account.admin.id }, version: 2 })
    expect(await revoke(account.admin, token.id)).toEqual(revoked)

    const changes = [{ field: 'revokedAt', before: null, after: revoked.revokedAt }]
    expect((await eventsOf(account.admin, token.id)).slice(1)).toMatchObject([
      { action: 'database_token.revoke', outcome: 'SUCCEEDED', changes },
      { action: 'database_token.revoke', outcome: 'SUCCEEDED', changes: [] },
    ])
    await expect(
      account.admin.run(updateDocument, { input: { id: token.id, description: 'again' } }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is for Admins only, and hides another account’s token', async () => {
    const { token } = await createToken(member, account)

    await expect(revoke(member, token.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(revoke(stranger.admin, token.id)).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'id' })
    await expect(revoke(account.admin, 'nonsense')).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'id' })
    expect((await member.run(readDocument, { id: token.id })).databaseToken.status).toBe('ACTIVE')
  })
})

describe('databaseToken', () => {
  it('is null for an unknown id and for another account’s', async () => {
    const { token } = await createToken(member, account)

    expect(await stranger.admin.run(readDocument, { id: token.id })).toEqual({ databaseToken: null })
    expect(await member.run(readDocument, { id: 'nonsense' })).toEqual({ databaseToken: null })
    expect(await stranger.admin.run(`{ node(id: "${token.id}") { id } }`)).toEqual({ node: null })
  })

  it('is found as a node', async () => {
    const { token } = await createToken(member, account)
    const document = `{ node(id: "${token.id}") { __typename ... on DatabaseToken { ${tokenFields} } } }`

    expect(await auditor.run(document)).toEqual({ node: { __typename: 'DatabaseToken', ...token } })
  })

  it('names its creator to those who may see people, and to the creator', async () => {
    const { token } = await createToken(account.admin, account)

    expect((await auditor.run(readDocument, { id: token.id })).databaseToken.createdBy).toEqual({
      id: account.admin.id,
    })
    expect((await member.run(readDocument, { id: token.id })).databaseToken.createdBy).toBeNull()
  })
})

describe('a database’s name', () => {
  const named = async (id: string) =>
    (await member.run(readDocument, { id })).databaseToken.permissions.map((one: { database: unknown }) => one.database)

  it('may change: the token keeps what it reaches', async () => {
    const id = await createDatabase(account, 'before')
    const { token } = await createToken(member, account, { permissions: [{ action: 'READ', databaseId: id }] })
    await account.admin.run(`mutation { renameDatabase(input: { id: "${id}", name: "after" }) { database { id } } }`)

    expect(await named(token.id)).toEqual([{ id, name: 'after', status: 'ACTIVE' }])
  })

  it('gives nothing to a token of a former database, and an undelete brings access back', async () => {
    const own = await gateway.account('Names')
    const id = await createDatabase(own, 'reused')
    const { token } = await createToken(own.admin, own, { permissions: [{ action: 'READ', databaseId: id }] })
    await deleteDatabase(own, id, 'reused')
    const successor = await createDatabase(own, 'reused')
    const tokensOf = async (databaseId: string) =>
      (await own.admin.run(`{ database(id: "${databaseId}") { tokens { nodes { id } totalCount } } }`)).database.tokens

    expect(await tokensOf(successor)).toEqual({ nodes: [], totalCount: 0 })
    expect(await tokensOf(id)).toEqual({ nodes: [{ id: token.id }], totalCount: 1 })

    await own.admin.run(`mutation { renameDatabase(input: { id: "${successor}", name: "other" }) { database { id } } }`)
    await own.admin.run(`mutation { undeleteDatabase(id: "${id}") { database { id } } }`)
    const { databaseToken } = await own.admin.run(readDocument, { id: token.id })
    expect(databaseToken.permissions).toEqual([
      { action: 'READ', allDatabases: false, database: { id, name: 'reused', status: 'ACTIVE' } },
    ])
  })
})
