import { describe, expect, it } from 'vitest'
import { eventsOf } from '../database-tokens/documents.ts'
import { type Client, gatewayForTest, type TestAccount } from '../gateway.ts'
import { signIn } from '../sessions/documents.ts'
import { day } from '../times.ts'
import { useWorld } from '../world.ts'

const fields = `id description permissions status prefix createdAt expiresAt lastUsedAt revokedAt
  createdBy { id } revokedBy { id }`
const createDocument = `mutation ($input: CreateManagementTokenInput!) {
  createManagementToken(input: $input) { secret token { ${fields} } } }`
const revokeDocument = `mutation ($id: ID!) { revokeManagementToken(id: $id) { token { ${fields} } } }`
const readDocument = `query ($id: ID!) { managementToken(id: $id) { ${fields} } }`
const listDocument = `query ($filter: TokenFilter) {
  managementTokens(filter: $filter) { totalCount nodes { description } } }`
const viewerDocument = '{ viewer { permissions managementToken { id permissions } } }'

const create = async (client: Client, input: object = {}) =>
  (await client.run(createDocument, { input: { description: 'ci', permissions: ['DATABASE_READ'], ...input } }))
    .createManagementToken
const revoke = async (client: Client, id: string) =>
  (await client.run(revokeDocument, { id })).revokeManagementToken.token

const { gateway, account, stranger, mel: member, audrey: auditor } = useWorld()

describe('createManagementToken', () => {
  it('makes a token that works, and shows its secret once', async () => {
    const { secret, token } = await create(account.admin, { permissions: ['USER_READ', 'DATABASE_READ', 'USER_READ'] })

    expect(secret).toMatch(/^cgm_[0-9a-f]{72}$/)
    expect(token).toMatchObject({
      description: 'ci',
      permissions: ['USER_READ', 'DATABASE_READ'],
      status: 'ACTIVE',
      prefix: secret.slice(0, 8),
      expiresAt: null,
      createdBy: { id: account.admin.id },
      revokedBy: null,
    })
    const { viewer } = await gateway.as(secret).run(viewerDocument)
    expect(viewer.managementToken.id).toBe(token.id)
    expect([...viewer.permissions].sort()).toEqual(['DATABASE_READ', 'USER_READ'])
    await expect(gateway.as(secret).run('{ invitations { nodes { id } } }')).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })

    const told = JSON.stringify([await account.admin.run(readDocument, { id: token.id }), gateway.log])
    const events = await eventsOf(account.admin, token.id)
    expect(events).toMatchObject([{ action: 'management_token.create', outcome: 'SUCCEEDED', resourceLabel: 'ci' }])
    expect(told + JSON.stringify(events)).not.toContain(secret.slice(4, 20))
  })

  it.each([
    ['no description', { description: ' ' }, 'input.description'],
    ['no permissions', { permissions: [] }, 'input.permissions'],
    ['101 permissions', { permissions: Array(101).fill('USER_READ') }, 'input.permissions'],
    ['a permission that does not exist', { permissions: ['USER_READ', 'ALL'] }, 'input.permissions.1'],
    ['the right to create tokens', { permissions: ['USER_READ', 'MANAGEMENT_TOKEN_CREATE'] }, 'input.permissions.1'],
    ['an end in the past', { expiresAt: '2026-01-01T00:00:00Z' }, 'input.expiresAt'],
  ])('refuses %s', async (_case, input, field) => {
    await expect(create(account.admin, input)).rejects.toMatchObject({ code: 'BAD_INPUT', field })
  })

  it('is for Admins only', async () => {
    for (const client of [member, auditor]) {
      await expect(create(client)).rejects.toMatchObject({
        code: 'FORBIDDEN',
        error: { extensions: { permission: 'MANAGEMENT_TOKEN_CREATE' } },
      })
    }
    const { errors } = await gateway.anonymous.send(createDocument, {
      input: { description: 'ci', permissions: ['USER_READ'] },
    })
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  it('is not for management tokens, whatever they carry', async () => {
    const permissions = ['MANAGEMENT_TOKEN_READ', 'MANAGEMENT_TOKEN_REVOKE', 'USER_READ']
    const { secret } = await create(account.admin, { permissions })

    await expect(create(gateway.as(secret))).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('revokeManagementToken', () => {
  it('revokes at once and for good, and the first time counts', async () => {
    const { secret, token } = await create(account.admin)

    const revoked = await revoke(account.admin, token.id)
    expect(revoked).toMatchObject({ status: 'REVOKED', revokedBy: { id: account.admin.id } })
    expect((await gateway.as(secret).send(viewerDocument)).status).toBe(401)
    expect(await revoke(account.admin, token.id)).toEqual(revoked)
    expect((await eventsOf(account.admin, token.id)).slice(1)).toMatchObject([
      { action: 'management_token.revoke', changes: [{ field: 'revokedAt', before: null, after: revoked.revokedAt }] },
      { action: 'management_token.revoke', changes: [] },
    ])
  })

  it('is for Admins only, and hides another account’s token', async () => {
    const { token } = await create(account.admin)

    for (const client of [member, auditor]) {
      await expect(revoke(client, token.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await expect(revoke(stranger.admin, token.id)).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'id' })
    await expect(revoke(account.admin, 'nonsense')).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'id' })
    expect((await auditor.run(readDocument, { id: token.id })).managementToken.status).toBe('ACTIVE')
  })
})

describe('managementToken', () => {
  it('is null for an unknown id and for another account’s', async () => {
    const { token } = await create(account.admin)

    expect(await stranger.admin.run(readDocument, { id: token.id })).toEqual({ managementToken: null })
    expect(await account.admin.run(readDocument, { id: 'nonsense' })).toEqual({ managementToken: null })
    expect(await stranger.admin.run(`{ node(id: "${token.id}") { id } }`)).toEqual({ node: null })
  })

  it('is found as a node by those who may read it, and by itself', async () => {
    const { secret, token } = await create(account.admin)
    const document = `{ node(id: "${token.id}") { id } }`

    expect(await auditor.run(document)).toEqual({ node: { id: token.id } })
    expect(await gateway.as(secret).run(document)).toEqual({ node: { id: token.id } })
    expect(await member.run(document)).toEqual({ node: null })
  })

  it('is not for Members', async () => {
    const { token } = await create(account.admin)

    await expect(member.run(readDocument, { id: token.id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(member.run(listDocument)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

it('lists by status, text, end and use, and by nothing else', async () => {
  const moving = await gatewayForTest()
  const own = await moving.account()
  const inDays = (count: number) => new Date(Date.now() + count * day).toISOString()
  await create(own.admin, { description: 'Nightly backup' })
  moving.advance(1)
  await create(own.admin, { description: 'for a day', expiresAt: inDays(1) })
  moving.advance(1)
  const { token } = await create(own.admin, { description: 'revoked' })
  await revoke(own.admin, token.id)
  moving.advance(2 * day)
  const admin = await signIn(moving, own, own.admin)
  await create(admin, { description: 'for a week', expiresAt: inDays(9) })
  const listed = async (filter?: object) => {
    const { managementTokens } = await admin.run(listDocument, { filter })
    expect(managementTokens.totalCount).toBe(managementTokens.nodes.length)
    return managementTokens.nodes.map(({ description }: { description: string }) => description)
  }

  expect(await listed()).toEqual(['for a week', 'Nightly backup'])
  expect(await listed({ statuses: ['EXPIRED', 'REVOKED'] })).toEqual(['revoked', 'for a day'])
  expect(await listed({ statuses: [] })).toEqual([])
  expect(await listed({ search: 'BACK' })).toEqual(['Nightly backup'])
  expect(await listed({ expiresBefore: inDays(10) })).toEqual(['for a week'])
  expect(await listed({ unusedSince: inDays(1) })).toEqual(['Nightly backup'])
  expect(await listed({ createdByIds: [own.admin.id] })).toEqual(['for a week', 'Nightly backup'])
  expect(await listed({ createdByIds: [stranger.admin.id] })).toEqual([])
  await expect(listed({ databaseIds: [] })).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'filter.databaseIds' })
})

describe('what a management token may do', () => {
  const setGroups = (admin: Client, own: TestAccount, userId: string, keys: readonly ('admin' | 'auditor')[]) =>
    admin.run('mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { id } } }', {
      input: { userId, groupIds: keys.map((key) => own.groupIds[key]) },
    })

  it('shrinks with its creator’s rights, and grows back with them', async () => {
    const creator = await account.join('cleo@example.com', ['admin'])
    const { secret, token } = await create(creator, { permissions: ['DATABASE_READ', 'DATABASE_CREATE'] })
    const now = async () => (await gateway.as(secret).run(viewerDocument)).viewer.permissions

    expect([...(await now())].sort()).toEqual(['DATABASE_CREATE', 'DATABASE_READ'])
    await setGroups(account.admin, account, creator.id, ['auditor'])
    expect(await now()).toEqual(['DATABASE_READ'])
    expect((await account.admin.run(readDocument, { id: token.id })).managementToken).toMatchObject({
      status: 'ACTIVE',
      permissions: ['DATABASE_READ', 'DATABASE_CREATE'],
    })
    await setGroups(account.admin, account, creator.id, ['admin'])
    expect(await now()).toHaveLength(2)
  })

  it('ends with its creator’s removal, which revokes it', async () => {
    const creator = await account.join('rex@example.com', ['admin'])
    const { secret, token } = await create(creator)
    await account.admin.run('mutation ($id: ID!) { removeUser(id: $id) { id } }', { id: creator.id })

    expect((await gateway.as(secret).send(viewerDocument)).status).toBe(401)
    expect((await account.admin.run(readDocument, { id: token.id })).managementToken).toMatchObject({
      status: 'REVOKED',
      createdBy: null,
      revokedBy: { id: account.admin.id },
    })
  })

  it('ends when it expires', async () => {
    const moving = await gatewayForTest()
    const own = await moving.account()
    const { secret } = await create(own.admin, { expiresAt: new Date(Date.now() + 600_000).toISOString() })

    expect((await moving.as(secret).send(viewerDocument)).status).toBe(200)
    moving.advance(601_000)
    expect((await moving.as(secret).send(viewerDocument)).status).toBe(401)
  })

  it('is counted as used when it is', async () => {
    const { secret, token } = await create(account.admin)
    expect(token.lastUsedAt).toBeNull()
    await gateway.as(secret).run(viewerDocument)

    expect((await account.admin.run(readDocument, { id: token.id })).managementToken.lastUsedAt).not.toBeNull()
  })

  it('is done in its creator’s name where a person is asked for', async () => {
    const { secret } = await create(account.admin, {
      permissions: ['DATABASE_TOKEN_CREATE', 'DATABASE_TOKEN_READ', 'USER_READ'],
    })
    const { createDatabaseToken } = await gateway
      .as(secret)
      .run(
        `mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { createdBy { id } } } }`,
        { input: { clusterId: account.clusterIds[0], description: 'made by a program', permissions: [] } },
      )

    expect(createDatabaseToken.token.createdBy).toEqual({ id: account.admin.id })
  })
})
