import { expect, it } from 'vitest'
import { gatewayForTest } from '../gateway.ts'
import {
  createDatabase,
  createToken,
  day,
  deleteDatabase,
  eventsOf,
  readDocument,
  rotateDocument,
  signIn,
} from './documents.ts'

const hour = 3_600_000
const at = (time: string) => Date.parse(time)

/** An account whose Admin rotates tokens, and can go on doing so after the clock has moved. */
async function rotating() {
  const gateway = await gatewayForTest()
  const account = await gateway.account()
  let admin = account.admin as Awaited<ReturnType<typeof signIn>>
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
  expect(retired).toMatchObject({ status: 'ACTIVE', version: 2, revokedAt: null })
  expect(at(retired.expiresAt)).toBe(at(token.createdAt) + day)

  expect(await events(token.id)).toMatchObject([{ action: 'database_token.rotate', resourceLabel: 'shipper' }])
  expect((await events(old.id)).slice(1)).toEqual([
    {
      action: 'database_token.rotate',
      outcome: 'SUCCEEDED',
      resourceLabel: 'shipper',
      changes: [{ field: 'expiresAt', before: old.expiresAt, after: retired.expiresAt }],
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

  const { token: endless } = await rotate({ id: ending.id, expiresAt: null })
  expect(endless.expiresAt).toBeNull()
  expect((await read(ending.id)).expiresAt).toBe(end)
})

it('gives each successor the whole life span when a token is rotated again, the first answer being lost', async () => {
  const { create, rotate, read } = await rotating()
  const { token: endless } = await create({})
  const { token: month } = await create({ expiresAt: new Date(Date.now() + 30 * day).toISOString() })
  for (const { id } of [endless, month]) await rotate({ id, overlap: '1h' })

  expect((await rotate({ id: endless.id, overlap: '1h' })).token.expiresAt).toBeNull()
  const { token } = await rotate({ id: month.id, overlap: '2h' })
  expect(at(token.expiresAt) - at(token.createdAt)).toBe(at(month.expiresAt) - at(month.createdAt))
  // What was said first about the old one holds.
  expect(at((await read(month.id)).expiresAt) - at(token.createdAt)).toBeLessThanOrEqual(hour)
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
