import { describe, expect, it } from 'vitest'
import { newId } from '../../src/values/id.ts'
import { comparable, faults } from '../answers.ts'
import type { Client } from '../gateway.ts'
import { makeGroup, onAccount, putInto } from '../groups/custom-groups.ts'
import { useWorld } from '../world.ts'

const { gateway, account, stranger, mel, person } = useWorld()
const audrey = person('audrey@example.com', ['auditor', 'member'])

const document = `query ($permission: Permission!, $userId: ID) { explainAccess(permission: $permission, userId: $userId) {
  permission allowed grantedBy { key } wouldBeGrantedBy { key } summary } }`
const explain = async (client: Client, permission: string, userId?: string | null) => {
  const {
    permission: asked,
    grantedBy,
    wouldBeGrantedBy,
    ...rest
  } = (await client.run(document, { permission, userId })).explainAccess
  expect(asked).toBe(permission)
  const keysOf = (groups: { key: string }[]) => groups.map(({ key }) => key)
  return { ...rest, grantedBy: keysOf(grantedBy), wouldBeGrantedBy: keysOf(wouldBeGrantedBy) }
}

describe('explainAccess', () => {
  it('tells callers of themselves why they may', async () => {
    const expected = {
      allowed: true,
      grantedBy: ['member'],
      wouldBeGrantedBy: [],
      summary: 'You may: Member grants DATABASE_TOKEN_CREATE.',
    }
    expect(await explain(mel, 'DATABASE_TOKEN_CREATE')).toEqual(expected)
    expect(await explain(mel, 'DATABASE_TOKEN_CREATE', null)).toEqual(expected)
    expect(await explain(mel, 'DATABASE_TOKEN_CREATE', mel.id)).toEqual(expected)
    expect(await explain(audrey, 'CLUSTER_READ')).toMatchObject({
      grantedBy: ['auditor', 'member'],
      summary: 'You may: Auditor and Member grant CLUSTER_READ.',
    })
  })

  it('tells them why they may not, and what would help', async () => {
    expect(await explain(mel, 'AUDIT_READ')).toEqual({
      allowed: false,
      grantedBy: [],
      wouldBeGrantedBy: ['admin', 'auditor'],
      summary: 'You may not: no group of yours grants AUDIT_READ; Admin or Auditor would.',
    })
  })

  it('tells those who may read people about others', async () => {
    for (const client of [account.admin, audrey]) {
      expect(await explain(client, 'DATABASE_CREATE', mel.id)).toEqual({
        allowed: false,
        grantedBy: [],
        wouldBeGrantedBy: ['admin'],
        summary: 'mel may not: no group of theirs grants DATABASE_CREATE; Admin would.',
      })
    }
    expect(await explain(audrey, 'DATABASE_CREATE', account.admin.id)).toMatchObject({
      allowed: true,
      summary: 'Ada may: Admin grants DATABASE_CREATE.',
    })
  })

  it('names no groups to those who may not read them, but of themselves', async () => {
    const { admin } = account
    const readers = await makeGroup(admin, 'people-readers', { grants: [onAccount('USER_READ')] })
    const secret = await makeGroup(admin, 'secret', {
      conditions: { networks: ['203.0.113.0/24'] },
      grants: [onAccount('AUDIT_READ')],
    })
    const some = await makeGroup(admin, 'some', {
      grants: [{ permissions: ['DATABASE_DELETE'], on: { databases: { namePrefix: 'hush-' } } }],
    })
    const una = await account.join('una@example.com', ['member'])
    const vic = await account.join('vic@example.com', ['member'])
    await gateway.db.deleteFrom('user_groups').where('user_id', '=', una.id).execute()
    await putInto(gateway, account, readers.id, una)
    await putInto(gateway, account, secret.id, vic)
    await putInto(gateway, account, some.id, vic)
    const summary = async (permission: string, userId: string) =>
      (
        await una.run(
          'query ($permission: Permission!, $userId: ID) { explainAccess(permission: $permission, userId: $userId) { summary } }',
          { permission, userId },
        )
      ).explainAccess.summary
    expect(await summary('AUDIT_READ', vic.id)).toBe('vic may not: no group that counts grants AUDIT_READ.')
    expect(await summary('DATABASE_READ', vic.id)).toBe('vic may: DATABASE_READ is granted.')
    expect(await summary('DATABASE_DELETE', vic.id)).toBe('vic may on some resources only.')
    expect(await summary('USER_READ', una.id)).toBe('You may: people-readers grants USER_READ.')
  })

  it('says what really happens: each answer agrees with the permissions held', async () => {
    const { __type } = await mel.run('{ __type(name: "Permission") { enumValues { name } } }')
    for (const member of [account.admin, mel, audrey]) {
      const { viewer } = await member.run('{ viewer { permissions } }')
      for (const { name } of __type.enumValues) {
        expect((await explain(member, name)).allowed, name).toBe(viewer.permissions.includes(name))
      }
    }
  })

  it('says of a deactivated person that they may nothing', async () => {
    const gone = await account.join('gone@example.com', ['admin'])
    await account.admin.run(
      'mutation ($id: ID!) { updateUser(input: { id: $id, status: DEACTIVATED }) { user { id } } }',
      {
        id: gone.id,
      },
    )
    expect(await explain(account.admin, 'CLUSTER_READ', gone.id)).toMatchObject({
      allowed: false,
      grantedBy: [],
      summary: 'gone may not: deactivated.',
    })
  })

  it('tells a management token what it has, which is no more than its creator has', async () => {
    const { createManagementToken } = await account.admin.run(
      'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret token { id } } }',
      { input: { description: 'automation', permissions: ['CLUSTER_READ', 'GROUP_READ'] } },
    )
    const token = gateway.as(createManagementToken.secret)
    expect(await explain(token, 'CLUSTER_READ')).toMatchObject({
      allowed: true,
      grantedBy: [],
      summary: expect.stringMatching(/^This management token may/),
    })
    expect(await explain(token, 'DATABASE_READ', createManagementToken.token.id)).toMatchObject({
      allowed: false,
      summary: expect.stringMatching(/^This management token may not/),
    })
    expect(faults(await token.send(document, { permission: 'CLUSTER_READ', userId: mel.id }))).toEqual(['FORBIDDEN'])
  })

  it('does not tell a Member of others, nor anybody of another account', async () => {
    const { errors, data } = await mel.send(document, { permission: 'CLUSTER_READ', userId: audrey.id })
    expect(data).toEqual({ explainAccess: null })
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'USER_READ' })
    const attempt = async (userId: string) =>
      comparable(await stranger.admin.send(document, { permission: 'CLUSTER_READ', userId }))
    const unknown = await attempt(newId('user'))
    expect(unknown.text).toContain('"code":"NOT_FOUND","field":"userId"')
    for (const id of [mel.id, 'nonsense', '']) expect(await attempt(id)).toEqual(unknown)
  })

  it('asks for a permission that there is, and for somebody who is signed in', async () => {
    expect(faults(await mel.send(document, { permission: 'EVERYTHING' }))).toEqual(['BAD_INPUT permission'])
    expect(faults(await gateway.anonymous.send(document, { permission: 'CLUSTER_READ' }))).toEqual(['UNAUTHENTICATED'])
  })
})
