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

interface Granted {
  readonly permissions: readonly Permission[]
  readonly on: Selector
}

/** Somebody who is in no group but one of their own, with these grants. */
export async function scopedPerson(
  gateway: TestGateway,
  account: TestAccount,
  grants: readonly Granted[],
): Promise<Member> {
  const person = await account.join(`scoped${++count}@example.com`, ['member'])
  await limitTo(gateway, account, person, grants)
  return person
}

/** Puts a person into a group of their own, with these grants, and into no other. */
export async function limitTo(
  { db }: TestGateway,
  account: TestAccount,
  person: Member,
  grants: readonly Granted[],
): Promise<void> {
  count++
  const definition: Definition = { conditions: {}, grants }
  const group = { account_id: account.id, id: newId('group'), key: `scoped-${count}`, name: `Scoped ${count}` }
  await db
    .insertInto('groups')
    .values({ ...group, definition: JSON.stringify(definition) })
    .execute()
  await db.updateTable('user_groups').set({ group_id: group.id }).where('user_id', '=', person.id).execute()
}
