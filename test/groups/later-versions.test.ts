import { describe, expect, it } from 'vitest'
import { newId } from '../../src/values/id.ts'
import { faults } from '../answers.ts'
import { setGroupsDocument, updateDocument } from '../users/documents.ts'
import { useWorld } from '../world.ts'
import { deleteGroup, makeGroup, onAccount, putInto, updateGroup } from './custom-groups.ts'

const { gateway, account, admin, mel, person } = useWorld()
const gil = person('gil@example.com', ['member'])

const add = 'mutation ($input: AddMembershipInput!) { addMembership(input: $input) { user { id } } }'
const audit = '{ auditEvents { totalCount } }'

/** A group as another gateway on this store has written it. */
async function laterGroup(key: string, definition: object) {
  const id = newId('group')
  const text = JSON.stringify(definition)
  await gateway.db
    .insertInto('groups')
    .values({ account_id: account.id, id, key, name: key, definition: text })
    .execute()
  const stored = async () =>
    (await gateway.db.selectFrom('groups').select('definition').where('id', '=', id).executeTakeFirstOrThrow())
      .definition
  return { id, text, stored }
}

describe.each([
  ['a clause that is not known', { conditions: { moon: 'full' }, grants: [onAccount('AUDIT_READ')] }],
  ['a clause in another place', { conditions: {}, grants: [{ ...onAccount('AUDIT_READ'), hours: [] }] }],
  ['a permission that is not known', { conditions: { mfa: true }, grants: [onAccount('AUDIT_READ', 'AUDIT_DREAM')] }],
])('a group of a later version with %s', (what, definition) => {
  const key = what.replaceAll(' ', '-')

  it('grants nothing here, and nobody gives, changes or deletes it', async () => {
    const { id, text, stored } = await laterGroup(key, definition)
    const givers = await makeGroup(admin, `givers-of-${key}`, {
      grants: [onAccount('GROUP_ASSIGN', 'GROUP_UPDATE', 'USER_READ')],
    })
    await putInto(gateway, account, givers.id, gil)
    for (const giver of [gil, admin]) {
      const given = await giver.send(add, { input: { userId: mel.id, groupKey: key } })
      expect(faults(given)).toEqual(['FORBIDDEN'])
      expect(given.errors[0]?.message).toContain(`${key} grants is known here: it was made by a later version`)
      const set = { input: { userId: mel.id, groupKeys: ['member', key] } }
      expect(faults(await giver.send(setGroupsDocument, set))).toEqual(['FORBIDDEN'])
      for (const change of [{ name: 'Mine' }, { grants: [] }, { conditions: {} }]) {
        const changed = await giver.send(updateGroup, { input: { id, expectedVersion: 1, ...change } })
        expect(faults(changed)).toEqual(['CONFLICT input.id'])
        expect(changed.errors[0]?.message).toContain('it was made by a later version of Clustergate')
      }
    }
    expect(faults(await admin.send(deleteGroup, { input: { id, confirmKey: key } }))).toEqual(['FORBIDDEN'])
    expect(await stored()).toBe(text)

    await putInto(gateway, account, id, mel)
    expect(faults(await mel.send(audit))).toEqual(['FORBIDDEN'])
    // Another gateway may go by any attribute.
    const attributes = [{ key: 'team', value: key }]
    expect(faults(await admin.send(updateDocument, { input: { id: mel.id, attributes } }))).toEqual(['FORBIDDEN'])
    await gateway.db.deleteFrom('user_groups').where('group_id', '=', id).execute()
  })
})
