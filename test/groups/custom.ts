import type { Definition } from '../../src/policy/definition.ts'
import { newId } from '../../src/values/id.ts'
import type { Member, TestAccount, TestGateway } from '../gateway.ts'

/** Makes a custom group in the store, with members; without conditions it always counts. */
export async function customGroup(
  { db }: Pick<TestGateway, 'db'>,
  account: Pick<TestAccount, 'id'>,
  key: string,
  { conditions = {}, grants }: Partial<Definition> & Pick<Definition, 'grants'>,
  ...members: readonly Pick<Member, 'id'>[]
): Promise<string> {
  const id = newId('group')
  const definition = JSON.stringify({ conditions, grants })
  await db.insertInto('groups').values({ account_id: account.id, id, key, name: key, definition }).execute()
  for (const member of members) {
    await db.insertInto('user_groups').values({ account_id: account.id, user_id: member.id, group_id: id }).execute()
  }
  return id
}
