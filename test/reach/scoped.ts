import type { Definition } from '../../src/policy/definition.ts'
import type { Permission } from '../../src/policy/permissions.ts'
import type { Selector } from '../../src/policy/selectors.ts'
import { newId } from '../../src/values/id.ts'
import type { Member, TestAccount, TestGateway } from '../gateway.ts'

/** What can be held on some databases. */
export const ofDatabases = (verbs: RegExp = /./): Permission[] => all.filter((one) => verbs.test(one))

const all: readonly Permission[] = [
  ...(['DATABASE_READ', 'DATABASE_CREATE', 'DATABASE_UPDATE', 'DATABASE_DELETE'] as const),
  ...(['DATABASE_UNDELETE', 'DATABASE_PURGE'] as const),
  ...(['TABLE_READ', 'TABLE_CREATE', 'TABLE_UPDATE', 'TABLE_DELETE', 'TABLE_UNDELETE'] as const),
  ...(['DATABASE_TOKEN_READ', 'DATABASE_TOKEN_CREATE', 'DATABASE_TOKEN_UPDATE', 'DATABASE_TOKEN_REVOKE'] as const),
]

let count = 0

/** Somebody who is in no group but one of their own, with these grants. */
export async function scopedPerson(
  { db }: TestGateway,
  account: TestAccount,
  grants: readonly { readonly permissions: readonly Permission[]; readonly on: Selector }[],
): Promise<Member> {
  const person = await account.join(`scoped${++count}@example.com`, ['member'])
  const definition: Definition = { conditions: {}, grants }
  const group = { account_id: account.id, id: newId('group'), key: `scoped-${count}`, name: `Scoped ${count}` }
  await db
    .insertInto('groups')
    .values({ ...group, definition: JSON.stringify(definition) })
    .execute()
  await db.updateTable('user_groups').set({ group_id: group.id }).where('user_id', '=', person.id).execute()
  return person
}
