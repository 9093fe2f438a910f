import type { Client } from '../gateway.ts'

export const tableFields = `id name status inheritsPartitionTemplate version createdAt deletedAt restorableUntil
  partitionTemplate { kind value buckets } database { id name }`

const document = (operation: string, input: string) =>
  `mutation ($input: ${input}!) { ${operation}(input: $input) { table { ${tableFields} } } }`

export const createDocument = document('createTable', 'CreateTableInput')
export const renameDocument = document('renameTable', 'RenameInput')
export const deleteDocument = document('deleteTable', 'DeleteInput')
export const undeleteDocument = `mutation ($id: ID!) { undeleteTable(id: $id) { table { ${tableFields} } } }`
export const readDocument = `query ($id: ID!) { table(id: $id) { ${tableFields} } }`

export async function createTable(client: Client, input: object) {
  return (await client.run(createDocument, { input })).createTable.table
}

export async function renameTable(client: Client, input: object) {
  return (await client.run(renameDocument, { input })).renameTable.table
}

export async function deleteTable(client: Client, { id, name }: { id: string; name: string }) {
  return (await client.run(deleteDocument, { input: { id, confirmName: name } })).deleteTable.table
}

export async function undeleteTable(client: Client, id: string) {
  return (await client.run(undeleteDocument, { id })).undeleteTable.table
}

/** Null when there is none. */
export const readTable = async (client: Client, id: string) => (await client.run(readDocument, { id })).table
