import { describe, expect, it } from 'vitest'
import { useWorld } from '../world.ts'

const { account } = useWorld()

let people = 0

/** The groups that an invitation gives, or why there is none. */
async function invited(groups: object) {
  const email = `person-${++people}@example.com`
  const { inviteUsers } = await account.admin.run(
    `mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) {
      results { error { code field } invitation { groups { key } } } } }`,
    { input: { invitations: [{ email, ...groups }] } },
  )
  const [{ error, invitation }] = inviteUsers.results
  return error ?? invitation.groups.map(({ key }: { key: string }) => key)
}

const setGroups = async (userId: string, groups: object) => {
  const { data, errors } = await account.admin.send(
    'mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { groups { key } } } }',
    { input: { userId, ...groups } },
  )
  const [error] = errors
  if (error) return { code: error.extensions.code, field: error.extensions.field }
  return data.setUserGroups.user.groups.map(({ key }: { key: string }) => key)
}

describe('groups are named by their keys where ids are asked for', () => {
  it('in an invitation, alone or beside ids', async () => {
    const { member } = account.groupIds
    expect(await invited({ groupKeys: ['member', 'auditor'] })).toEqual(['auditor', 'member'])
    expect(await invited({ groupKeys: ['auditor', 'member'], groupIds: [member] })).toEqual(['auditor', 'member'])
    expect(await invited({ groupIds: [member] })).toEqual(['member'])
  })

  it('for the groups of a person', async () => {
    const { id } = await account.join('kim@example.com', ['member'])
    expect(await setGroups(id, { groupKeys: ['auditor'] })).toEqual(['auditor'])
    expect(await setGroups(id, { groupKeys: ['auditor'], groupIds: [account.groupIds.member] })).toEqual([
      'auditor',
      'member',
    ])
  })

  it('in the filter of people', async () => {
    await account.join('fil@example.com', ['auditor', 'member'])
    const found = async (filter: object) =>
      (
        await account.admin.run('query ($filter: UserFilter) { users(filter: $filter) { nodes { email } } }', {
          filter,
        })
      ).users.nodes.length
    const byId = await found({ groupIds: [account.groupIds.member] })
    expect(byId).toBeGreaterThan(0)
    expect(await found({ groupKeys: ['member'] })).toBe(byId)
    expect(await found({ groupKeys: ['member'], groupIds: [account.groupIds.member] })).toBe(byId)
    expect(await found({ groupKeys: [] })).toBe(0)
    expect(await found({ groupKeys: ['nobody'] })).toBe(0)
  })

  it('and an unknown or missing one is told by its place', async () => {
    const { id } = await account.join('una@example.com', ['member'])
    for (const [groups, code, field] of [
      [{}, 'BAD_INPUT', 'groupIds'],
      [{ groupIds: [], groupKeys: [] }, 'BAD_INPUT', 'groupIds'],
      [{ groupKeys: ['member', 'Member'] }, 'NOT_FOUND', 'groupKeys.1'],
      [{ groupIds: [account.groupIds.member], groupKeys: ['owner'] }, 'NOT_FOUND', 'groupKeys.0'],
      [{ groupKeys: Array(101).fill('member') }, 'BAD_INPUT', 'groupKeys'],
    ] as const) {
      expect(await invited(groups)).toEqual({ code, field: `input.invitations.0.${field}` })
      expect(await setGroups(id, groups)).toEqual({ code, field: `input.${field}` })
    }
  })
})
