import type { Permission } from '../../src/policy/permissions.ts'
import type { Selector } from '../../src/policy/selectors.ts'
import type { Member, TestAccount, TestGateway } from '../gateway.ts'
import { customGroup } from '../groups/custom-groups.ts'

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
  gateway: TestGateway,
  account: TestAccount,
  person: Member,
  grants: readonly Granted[],
): Promise<void> {
  const groupId = await customGroup(gateway, account, `scoped-${++count}`, { grants })
  await gateway.db.updateTable('user_groups').set({ group_id: groupId }).where('user_id', '=', person.id).execute()
}
