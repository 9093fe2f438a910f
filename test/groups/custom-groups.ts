import type { Definition } from '../../src/policy/definition.ts'
import { newId } from '../../src/values/id.ts'
import type { Client, Member, TestAccount, TestGateway } from '../gateway.ts'

const groupFields = `id key name description builtIn permissions version createdAt updatedAt conditionsSummary
  conditions { attributes { key anyOf } networks hours { days from to zone } mfa authenticatedWithin callers }
  grants { permissions on { account clusterIds databaseIds summary
    databases { clusterIds namePrefix labels { key anyOf noneOf sameAs } } } }
  createdBy { email }`

export const createGroup = `mutation ($input: CreateGroupInput!) { createGroup(input: $input) { group { ${groupFields} } } }`
export const updateGroup = `mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { group { ${groupFields} } } }`
export const deleteGroup = 'mutation ($input: DeleteGroupInput!) { deleteGroup(input: $input) { id } }'
export const readGroup = `query ($id: ID!) { group(id: $id) { ${groupFields} } }`

/** A grant of these permissions on the whole account. */
export const onAccount = (...permissions: readonly string[]) => ({ permissions, on: { account: true } })

export const makeGroup = async (client: Client, key: string, input: object) =>
  (await client.run(createGroup, { input: { key, name: key, grants: [], ...input } })).createGroup.group

/** Conditions and grants of every kind. */
export const everyPart = (clusterId: string, databaseId: string) => ({
  conditions: {
    attributes: [{ key: 'team', anyOf: ['ops', 'dev'] }],
    networks: ['10.0.0.0/8', '2001:db8::/32'],
    hours: [{ days: ['MONDAY', 'FRIDAY'], from: '22:00', to: '06:00', zone: 'Europe/Berlin' }],
    mfa: true,
    authenticatedWithin: '1h',
    callers: ['PERSON'],
  },
  grants: [
    onAccount('AUDIT_READ', 'USER_READ'),
    { permissions: ['CLUSTER_READ', 'TABLE_READ'], on: { clusterIds: [clusterId] } },
    { permissions: ['DATABASE_READ'], on: { databaseIds: [databaseId] } },
    {
      permissions: ['DATABASE_READ', 'DATABASE_DELETE'],
      on: {
        databases: {
          clusterIds: [clusterId],
          namePrefix: 'telemetry',
          labels: [
            { key: 'stage', noneOf: ['production'] },
            { key: 'team', sameAs: 'team' },
            { key: 'kind', anyOf: ['metrics'] },
          ],
        },
      },
    },
  ],
})

/** Makes a custom group in the store, with members, whose sessions go on; without conditions it always counts. */
export async function customGroup(
  gateway: Pick<TestGateway, 'db'>,
  account: Pick<TestAccount, 'id'>,
  key: string,
  { conditions = {}, grants }: Partial<Definition> & Pick<Definition, 'grants'>,
  ...members: readonly Pick<Member, 'id'>[]
): Promise<string> {
  const id = newId('group')
  const definition = JSON.stringify({ conditions, grants })
  await gateway.db.insertInto('groups').values({ account_id: account.id, id, key, name: key, definition }).execute()
  await putInto(gateway, account, id, ...members)
  return id
}

/** Puts people into a group without an end, and without ending their sessions. */
export async function putInto(
  { db }: Pick<TestGateway, 'db'>,
  account: Pick<TestAccount, 'id'>,
  groupId: string,
  ...people: readonly Pick<Member, 'id'>[]
): Promise<void> {
  const rows = people.map(({ id }) => ({ account_id: account.id, user_id: id, group_id: groupId }))
  if (rows.length > 0) await db.insertInto('user_groups').values(rows).execute()
}
