import type { Client, TestAccount } from '../gateway.ts'

export const databaseFields = `id name status retentionPeriod maxTables maxColumnsPerTable version
  createdAt updatedAt deletedAt restorableUntil partitionTemplate { kind value buckets } cluster { id name }`

const document = (operation: string, input: string) =>
  `mutation ($input: ${input}!) { ${operation}(input: $input) { database { ${databaseFields} } } }`

export const createDocument = document('createDatabase', 'CreateDatabaseInput')
export const updateDocument = document('updateDatabase', 'UpdateDatabaseInput')
export const renameDocument = document('renameDatabase', 'RenameInput')
export const deleteDocument = document('deleteDatabase', 'DeleteInput')
export const undeleteDocument = `mutation ($id: ID!) { undeleteDatabase(id: $id) { database { ${databaseFields} } } }`
export const readDocument = `query ($id: ID!) { database(id: $id) { ${databaseFields} } }`

/** An input of `createDatabase` for the account's first cluster. */
export const inputOf = (account: TestAccount, input: object = {}) => ({
  input: { clusterId: account.clusterIds[0], ...input },
})

export async function createDatabase(account: TestAccount, input: object, client: Client = account.admin) {
  return (await client.run(createDocument, inputOf(account, input))).createDatabase.database
}

export async function updateDatabase(client: Client, input: object) {
  return (await client.run(updateDocument, { input })).updateDatabase.database
}

export async function renameDatabase(client: Client, input: object) {
  return (await client.run(renameDocument, { input })).renameDatabase.database
}

export async function deleteDatabase(client: Client, { id, name }: { id: string; name: string }) {
  return (await client.run(deleteDocument, { input: { id, confirmName: name } })).deleteDatabase.database
}

export async function undeleteDatabase(client: Client, id: string) {
  return (await client.run(undeleteDocument, { id })).undeleteDatabase.database
}

/** Undefined when there is none. */
export const readDatabase = async (client: Client, id: string) => (await client.run(readDocument, { id })).database

/** What the audit log tells of a thing, oldest first. */
export async function eventsOf(client: Client, resourceId: string) {
  const { auditEvents } = await client.run(
    `query ($id: ID!) { auditEvents(first: 100, filter: { resourceIds: [$id] }) {
      nodes { action outcome actorLabel resourceId resourceLabel changes { field before after } } } }`,
    { id: resourceId },
  )
  return auditEvents.nodes.reverse()
}
