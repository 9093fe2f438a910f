import type { Client, TestAccount } from '../gateway.ts'

export const tokenFields = `id description status prefix createdAt expiresAt lastUsedAt revokedAt version
  cluster { id } createdBy { id } revokedBy { id } rotatedFrom { id } replacedBy { id }
  permissions { action allDatabases database { id name status } }`

const secretDocument = (operation: string, input: string) =>
  `mutation ($input: ${input}!) { ${operation}(input: $input) { secret token { ${tokenFields} } } }`

export const createDocument = secretDocument('createDatabaseToken', 'CreateDatabaseTokenInput')
export const rotateDocument = secretDocument('rotateDatabaseToken', 'RotateTokenInput')
export const updateDocument = `mutation ($input: UpdateDatabaseTokenInput!) {
  updateDatabaseToken(input: $input) { token { ${tokenFields} } } }`
export const revokeDocument = `mutation ($id: ID!) { revokeDatabaseToken(id: $id) { token { ${tokenFields} } } }`
export const readDocument = `query ($id: ID!) { databaseToken(id: $id) { ${tokenFields} } }`
export const listDocument = `query ($clusterId: ID, $filter: TokenFilter) {
  databaseTokens(clusterId: $clusterId, filter: $filter) { totalCount nodes { description } } }`

/** An input of `createDatabaseToken` for the account's first cluster; it grants nothing unless told to. */
export const inputOf = (account: TestAccount, input: object = {}) => ({
  input: { clusterId: account.clusterIds[0], description: 'ingest', permissions: [], ...input },
})

export async function createToken(client: Client, account: TestAccount, input: object = {}) {
  return (await client.run(createDocument, inputOf(account, input))).createDatabaseToken
}

/** Answers with the id. */
export async function createDatabase(account: TestAccount, name: string, cluster = 0): Promise<string> {
  const { createDatabase } = await account.admin.run(
    'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
    { input: { clusterId: account.clusterIds[cluster], name } },
  )
  return createDatabase.database.id
}

export const deleteDatabase = (account: TestAccount, id: string, name: string) =>
  account.admin.run('mutation ($input: DeleteInput!) { deleteDatabase(input: $input) { database { id } } }', {
    input: { id, confirmName: name },
  })

/** What the audit log tells of a thing, oldest first. */
export async function eventsOf(client: Client, resourceId: string) {
  const { auditEvents } = await client.run(
    `query ($id: ID!) { auditEvents(filter: { resourceIds: [$id] }) {
      nodes { action outcome resourceLabel changes { field before after } } } }`,
    { id: resourceId },
  )
  return auditEvents.nodes.reverse()
}
