import type { Client } from '../gateway.ts'

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
