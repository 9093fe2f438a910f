import { describe, expect, it } from 'vitest'
import { operatorOf } from '../../src/operator/operator.ts'
import { newId } from '../../src/values/id.ts'
import { faults } from '../answers.ts'
import type { BuiltInKey } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { deleteGroup, updateGroup } from './custom-groups.ts'

const { gateway, account, stranger, mel, person } = useWorld()
const audrey = person('audrey@example.com', ['auditor', 'member'])

const readDocument = 'query ($id: ID!) { group(id: $id) { id key name } }'
const membersDocument = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) { group(id: $id) {
  members(first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { email } } } }`
const membersOf = async (key: BuiltInKey, page: object = {}) =>
  (await account.admin.run(membersDocument, { id: account.groupIds[key], ...page })).group.members
const emailsOf = ({ nodes }: { nodes: { email: string }[] }) => nodes.map(({ email }) => email)

describe('groups', () => {
  it('are the three built-in ones, each with what it grants, for everybody of the account', async () => {
    for (const client of [account.admin, mel, audrey]) {
      const { groups } = await client.run(
        '{ groups { totalCount nodes { key name description builtIn permissions } } }',
      )
      expect(groups.totalCount).toBe(3)
      expect(groups.nodes.map(({ key, name, builtIn }: Record<string, unknown>) => [key, name, builtIn])).toEqual([
        ['admin', 'Admin', true],
        ['auditor', 'Auditor', true],
        ['member', 'Member', true],
      ])
      const [admin, auditor, member] = groups.nodes
      expect(admin.permissions).toHaveLength(35)
      expect(auditor.permissions.every((permission: string) => permission.endsWith('_READ'))).toBe(true)
      expect(member.permissions).toEqual([
        'ACCOUNT_READ',
        'CLUSTER_READ',
        'GROUP_READ',
        'DATABASE_READ',
        'TABLE_READ',
        'DATABASE_TOKEN_READ',
        'DATABASE_TOKEN_CREATE',
      ])
    }
  })

  it('page like every list', async () => {
    const { groups } = await mel.run('{ groups(first: 2) { pageInfo { hasNextPage endCursor } nodes { key } } }')
    expect(groups.nodes).toEqual([{ key: 'admin' }, { key: 'auditor' }])
    const rest = await mel.run('query ($after: String) { groups(first: 2, after: $after) { nodes { key } } }', {
      after: groups.pageInfo.endCursor,
    })
    expect(rest.groups.nodes).toEqual([{ key: 'member' }])
    expect(faults(await mel.send('{ groups(first: 101) { totalCount } }'))).toEqual(['BAD_INPUT first'])
  })

  it('are for those who are signed in', async () => {
    expect(faults(await gateway.anonymous.send('{ groups { totalCount } }'))).toEqual(['UNAUTHENTICATED'])
    const id = account.groupIds.admin
    expect(faults(await gateway.anonymous.send(readDocument, { id }))).toEqual(['UNAUTHENTICATED'])
  })

  it('cannot be changed or deleted by anybody, where they are built in', async () => {
    const id = account.groupIds.member
    const refused = 'BAD_INPUT input.id'
    const change = { id, name: 'Everybody', expectedVersion: 1 }
    expect(faults(await account.admin.send(updateGroup, { input: change }))).toEqual([refused])
    expect(faults(await account.admin.send(deleteGroup, { input: { id, confirmKey: 'member' } }))).toEqual([refused])
  })
})

describe('group', () => {
  it('finds one by its id; null for another account’s and for an invented one', async () => {
    const id = account.groupIds.auditor
    expect((await mel.run(readDocument, { id })).group).toEqual({ id, key: 'auditor', name: 'Auditor' })
    for (const absent of [stranger.groupIds.auditor, newId('group'), mel.id, 'auditor', '']) {
      expect(await mel.run(readDocument, { id: absent })).toEqual({ group: null })
    }
  })
})

describe('the members of a group', () => {
  it('are its people by e-mail, with those who are in several groups in each', async () => {
    expect(emailsOf(await membersOf('admin'))).toEqual(['ada@example.com'])
    expect(emailsOf(await membersOf('member'))).toEqual(['audrey@example.com', 'mel@example.com'])
    expect(emailsOf(await membersOf('auditor'))).toEqual(['audrey@example.com'])
  })

  it('page both ways, and no longer hold who was removed', async () => {
    const operator = operatorOf(gateway.app.core)
    await operator.importUsers(
      account.id,
      ['a', 'b', 'c', 'd'].map((name) => ({
        email: `${name}@example.org`,
        name,
        groups: ['auditor'] as const,
        attributes: [],
      })),
    )
    const all = emailsOf(await membersOf('auditor'))
    expect(all).toHaveLength(5)
    const first = await membersOf('auditor', { first: 3 })
    expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true } })
    const rest = await membersOf('auditor', { first: 3, after: first.pageInfo.endCursor })
    expect([...emailsOf(first), ...emailsOf(rest)]).toEqual(all)
    const back = await membersOf('auditor', { last: 3, before: rest.pageInfo.startCursor })
    expect(emailsOf(back)).toEqual(emailsOf(first))
    const { users } = await account.admin.run('{ users(filter: { search: "a@example.org" }) { nodes { id } } }')
    await account.admin.run('mutation ($id: ID!) { removeUser(id: $id) { id } }', { id: users.nodes[0].id })
    expect(emailsOf(await membersOf('auditor'))).toEqual(all.filter((email) => email !== 'a@example.org'))
  })

  it('of all groups cost one statement', async () => {
    const { result, statements } = await gateway.count(() =>
      account.admin.run('{ groups { nodes { key members(first: 2) { nodes { email } pageInfo { hasNextPage } } } } }'),
    )
    expect(result.groups.nodes.map(({ members }: { members: { nodes: object[] } }) => members.nodes.length)).toEqual([
      1, 2, 2,
    ])
    expect(statements).toHaveLength(3)
  })

  it('are not for Members', async () => {
    const { data, errors } = await mel.send(membersDocument, { id: account.groupIds.member })
    expect(data.group).toEqual({ members: null })
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'USER_READ' })
    const auditor = await audrey.run(membersDocument, { id: account.groupIds.admin })
    expect(emailsOf(auditor.group.members)).toEqual(['ada@example.com'])
  })
})
