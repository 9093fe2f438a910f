import { expect, it } from 'vitest'
import { type Client, gatewayForTest } from '../gateway.ts'
import { signIn } from '../sessions/documents.ts'
import { day, hour } from '../times.ts'
import {
  createDatabase,
  createToken,
  deleteDatabase,
  eventsOf,
  readDocument,
  revokeDocument,
  rotateDocument,
  updateDocument,
} from './documents.ts'

const at = (time: string) => Date.parse(time)

/** An account whose Admin rotates tokens, and can go on doing so after the clock has moved. */
async function rotating() {
  const gateway = await gatewayForTest()
  const account = await gateway.account()
  let admin: Client = account.admin
  return {
    gateway,
    account,
    create: (input: object) => createToken(admin, account, input),
    rotate: async (input: object) => (await admin.run(rotateDocument, { input })).rotateDatabaseToken,
    read: async (id: string) => (await admin.run(readDocument, { id })).databaseToken,
    events: (id: string) => eventsOf(admin, id),
    async advance(milliseconds: number) {
      gateway.advance(milliseconds)
      admin = await signIn(gateway, account, account.admin)
    },
  }
}

it('gives the successor the same life span, and the old token 24 hours', async () => {
  const { account, create, rotate, read, events, advance } = await rotating()
  const databaseId = await createDatabase(account, 'metrics')
  const permissions = [
    { action: 'WRITE', databaseId },
    { action: 'READ', databaseId: '*' },
  ]
  const expiresAt = new Date(Date.now() + 30 * day).toISOString()
  const { token: old, secret: oldSecret } = await create({ permissions, expiresAt, description: 'shipper' })
  await advance(10 * day)

  const { token, secret } = await rotate({ id: old.id })

  expect(secret).not.toBe(oldSecret)
  expect(token.id).not.toBe(old.id)
  expect(token).toMatchObject({
    description: 'shipper',
    status: 'ACTIVE',
    version: 1,
    cluster: old.cluster,
    permissions: old.permissions,
    createdBy: { id: account.admin.id },
  })
  expect(at(token.expiresAt) - at(token.createdAt)).toBe(at(old.expiresAt) - at(old.createdAt))
  const retired = await read(old.id)
  expect(retired).toMatchObject({
    status: 'REPLACED',
    version: 2,
    revokedAt: null,
    rotatedFrom: null,
    replacedBy: { id: token.id },
  })
  expect(token).toMatchObject({ rotatedFrom: { id: old.id }, replacedBy: null })
  expect(at(retired.expiresAt)).toBe(at(token.createdAt) + day)

  expect(await events(token.id)).toMatchObject([{ action: 'database_token.rotate', resourceLabel: 'shipper' }])
  expect((await events(old.id)).slice(1)).toEqual([
    {
      action: 'database_token.rotate',
      outcome: 'SUCCEEDED',
      resourceLabel: 'shipper',
      changes: [
        { field: 'expiresAt', before: old.expiresAt, after: retired.expiresAt },
        { field: 'replacedBy', before: null, after: token.id },
      ],
    },
  ])
  await advance(day)
  expect((await read(old.id)).status).toBe('EXPIRED')
  await expect(rotate({ id: old.id })).rejects.toMatchObject({ code: 'CONFLICT' })
})

it('gives a token without an end a successor without one, unless an end is named', async () => {
  const { create, rotate, read } = await rotating()
  const { token: old } = await create({})

  const { token } = await rotate({ id: old.id, overlap: '0s' })
  expect(token.expiresAt).toBeNull()
  expect((await read(old.id)).status).toBe('EXPIRED')

  const end = new Date(Date.now() + hour).toISOString()
  const { token: ending } = await rotate({ id: token.id, expiresAt: end, overlap: 'P7D' })
  expect(ending.expiresAt).toBe(end)
  expect(at((await read(token.id)).expiresAt)).toBe(at(ending.createdAt) + 7 * day)

  const { token: endless } = await rotate({ id: ending.id, expiresAt: null, overlap: '0s' })
  expect(endless.expiresAt).toBeNull()
})

it('makes a successor that takes the whole life span on, when the first answer was lost', async () => {
  const { create, rotate } = await rotating()
  const { token: month } = await create({ expiresAt: new Date(Date.now() + 30 * day).toISOString() })
  const { token: lost } = await rotate({ id: month.id, overlap: '1h' })

  const { token } = await rotate({ id: lost.id, overlap: '0s' })
  expect(at(token.expiresAt) - at(token.createdAt)).toBe(at(month.expiresAt) - at(month.createdAt))
})

it('never ends a token later than it would have ended, whatever the overlap', async () => {
  const { create, rotate, read } = await rotating()
  const { token } = await create({ expiresAt: new Date(Date.now() + hour).toISOString() })
  await rotate({ id: token.id, overlap: '7d' })
  expect((await read(token.id)).expiresAt).toBe(token.expiresAt)
})

it('makes one successor of a token: rotating it again is a CONFLICT that names the successor, whatever became of both', async () => {
  const { account, create, rotate, advance } = await rotating()
  const { token: old } = await create({ description: 'shipper' })
  const { token } = await rotate({ id: old.id })
  const refusal = {
    code: 'CONFLICT',
    field: 'input.id',
    message: expect.stringContaining(token.id),
    error: { extensions: { successorId: token.id } },
  }

  await expect(rotate({ id: old.id })).rejects.toMatchObject(refusal)
  await expect(rotate({ id: old.id, overlap: '0s' })).rejects.toMatchObject(refusal)
  const { databaseTokens } = await account.admin.run('{ databaseTokens { nodes { id } } }')
  expect(databaseTokens.nodes).toHaveLength(2)
  await account.admin.run(revokeDocument, { id: token.id })
  await advance(day)
  await expect(rotate({ id: old.id })).rejects.toMatchObject(refusal)
})

it('tells of other tokens of a line only those who may see tokens', async () => {
  const { gateway, account, create, rotate } = await rotating()
  const { token: old } = await create({})
  const { token } = await rotate({ id: old.id })
  const { createManagementToken } = await account.admin.run(
    'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }',
    { input: { description: 'rotor', permissions: ['DATABASE_TOKEN_UPDATE', 'DATABASE_TOKEN_CREATE'] } },
  )
  const rotor = gateway.as(createManagementToken.secret)

  for (const [id, field] of [
    [old.id, 'input.id'],
    [token.id, 'input.overlap'],
  ]) {
    const answer = await rotor.send(
      'mutation ($input: RotateTokenInput!) { rotateDatabaseToken(input: $input) { secret } }',
      { input: { id } },
    )
    expect(answer.errors).toMatchObject([{ extensions: { code: 'CONFLICT', field } }])
    expect(JSON.stringify(answer)).not.toContain('database_token_')
    expect(answer.errors?.[0]?.message).not.toMatch(/\d{4}-\d\d/)
  }
})

it('makes one successor when two people rotate a token at once; the other is told of it', async () => {
  const { account, create, rotate, read } = await rotating()
  const { token: old } = await create({})
  const attempts = await Promise.allSettled([rotate({ id: old.id }), rotate({ id: old.id }), rotate({ id: old.id })])

  const [won, ...others] = attempts.filter(({ status }) => status === 'fulfilled')
  expect(others).toEqual([])
  const { id } = (won as PromiseFulfilledResult<{ token: { id: string } }>).value.token
  for (const attempt of attempts.filter((one) => one.status === 'rejected')) {
    expect(attempt.reason).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(id) })
  }
  expect((await read(old.id)).replacedBy).toEqual({ id })
  const { databaseTokens } = await account.admin.run('{ databaseTokens { totalCount } }')
  expect(databaseTokens.totalCount).toBe(2)
})

it('never leaves three tokens accepted that go back to one another', async () => {
  const { account, create, rotate, read, advance } = await rotating()
  const { token: first } = await create({})
  const { token: second } = await rotate({ id: first.id, overlap: '2d' })
  await expect(rotate({ id: second.id, overlap: '1h' })).rejects.toMatchObject({
    code: 'CONFLICT',
    field: 'input.overlap',
    message: expect.stringContaining(first.id),
  })
  await expect(rotate({ id: second.id })).rejects.toMatchObject({ code: 'CONFLICT' })

  const { token: third } = await rotate({ id: second.id, overlap: '0s' })
  expect((await read(second.id)).status).toBe('EXPIRED')
  // The first of them still lives, although it was not the last to be replaced.
  await expect(rotate({ id: third.id })).rejects.toMatchObject({ code: 'CONFLICT' })
  const { databaseTokens } = await account.admin.run('{ databaseTokens { nodes { id } } }')
  expect(databaseTokens.nodes).toEqual([{ id: third.id }, { id: first.id }])

  await advance(2 * day)
  expect((await rotate({ id: third.id })).token.rotatedFrom).toEqual({ id: third.id })
})

it('lists a replaced token as what it is, while it is accepted, and lets it be changed and revoked', async () => {
  const { gateway, account, create, rotate, advance } = await rotating()
  const { token: old } = await create({})
  const { token } = await rotate({ id: old.id, overlap: '1h' })
  const session: { current: Client } = { current: account.admin }
  const listed = async (statuses?: string[]) => {
    const document = 'query ($filter: TokenFilter) { databaseTokens(filter: $filter) { nodes { id } } }'
    const { databaseTokens } = await session.current.run(document, { filter: statuses && { statuses } })
    return databaseTokens.nodes.map(({ id }: { id: string }) => id).sort()
  }
  const both = [old.id, token.id].sort()

  expect(await listed()).toEqual(both)
  expect(await listed(['ACTIVE'])).toEqual([token.id])
  expect(await listed(['REPLACED'])).toEqual([old.id])
  await account.admin.run(updateDocument, { input: { id: old.id, description: 'of old' } })

  await advance(hour)
  session.current = await signIn(gateway, account, account.admin)
  expect(await listed()).toEqual([token.id])
  expect(await listed(['REPLACED'])).toEqual([])
  expect(await listed(['EXPIRED'])).toEqual([old.id])

  const { token: last } = await rotate({ id: token.id })
  await session.current.run(revokeDocument, { id: token.id })
  expect(await listed()).toEqual([last.id])
  expect(await listed(['REVOKED'])).toEqual([token.id])
})

it('reads the tokens before and after all tokens of a list together, not one by one', async () => {
  const statements: string[] = []
  const gateway = await gatewayForTest()
  gateway.onStatement((sql) => statements.push(sql))
  const account = await gateway.account()
  const document = '{ databaseTokens { nodes { rotatedFrom { id description } replacedBy { id description } } } }'
  const count = async () => {
    statements.length = 0
    await account.admin.run(document)
    return statements.filter((sql) => sql.includes('from "database_tokens"')).length
  }
  const rotateOne = async () => {
    const { token } = await createToken(account.admin, account)
    await account.admin.run(rotateDocument, { input: { id: token.id } })
  }
  for (let made = 0; made < 5; made++) await rotateOne()
  // The list, and at most one for each of the fields, which share what they load.
  expect(await count()).toBeLessThanOrEqual(3)
})

it('hands on a deleted database that can come back, and drops one that is gone', async () => {
  const { account, create, rotate, advance, read } = await rotating()
  const databaseId = await createDatabase(account, 'passing')
  const { token: old } = await create({ permissions: [{ action: 'READ', databaseId }] })
  await deleteDatabase(account, databaseId, 'passing')

  const { token } = await rotate({ id: old.id })
  expect(token.permissions).toMatchObject([{ database: { status: 'DELETED' } }])

  await advance(7 * day)
  expect((await read(token.id)).permissions).toEqual([])
  expect((await rotate({ id: token.id })).token.permissions).toEqual([])
})

it('refuses bad input, other people and other accounts, and makes nothing then', async () => {
  const { gateway, account, create, rotate } = await rotating()
  const { token } = await create({})
  const member = await account.join('mel@example.com', ['member'])
  const stranger = await gateway.account('Strangers')
  const input = { id: token.id }

  await expect(rotate({ ...input, overlap: '7d1s' })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    field: 'input.overlap',
  })
  await expect(rotate({ ...input, overlap: 'soon' })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    field: 'input.overlap',
  })
  await expect(rotate({ ...input, expiresAt: '2026-01-01T00:00:00Z' })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    field: 'input.expiresAt',
  })
  await expect(member.run(rotateDocument, { input })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(stranger.admin.run(rotateDocument, { input })).rejects.toMatchObject({
    code: 'NOT_FOUND',
    field: 'input.id',
  })
  expect(await account.admin.run('{ databaseTokens { nodes { id version } } }')).toEqual({
    databaseTokens: { nodes: [{ id: token.id, version: 1 }] },
  })
})
