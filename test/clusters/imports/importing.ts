import type { Answer, Client } from '../../gateway.ts'

export const unmanagedDocument = `query ($id: ID!) { cluster(id: $id) { name unmanaged { readAt
  databases { name retentionPeriod obstacle }
  credentials { externalId description isAdmin permissions obstacle } } } }`

export const importDocument = `mutation ($input: ImportFromClusterInput!) { importFromCluster(input: $input) { results {
  name error { code message field }
  database { id name status retentionPeriod maxTables maxColumnsPerTable version sync { state appliedAt } }
  token { id description origin prefix status danglingPermissions permissions { action allDatabases database { name } }
    sync { state appliedAt } } } } }`

export interface Unmanaged {
  readonly databases: readonly { readonly name: string; readonly obstacle: string | null }[]
  readonly credentials: readonly { readonly externalId: string; readonly isAdmin: boolean }[]
}

// biome-ignore lint/suspicious/noExplicitAny: tests name what they expect.
export type Row = any

/** What lies on a cluster and is not managed, as somebody sees it. */
export const unmanagedOf = async (client: Client, id: string): Promise<Unmanaged> =>
  (await client.run(unmanagedDocument, { id })).cluster.unmanaged

export const sendImport = (client: Client, input: object): Promise<Answer> => client.send(importDocument, { input })

/** Imports as somebody; answers with a result for each row. */
export const importAs = async (client: Client, input: object): Promise<readonly Row[]> =>
  (await client.run(importDocument, { input })).importFromCluster.results

/** What a row says of itself, without ids. */
export const told = ({ name, error }: Row): string => (error ? `${name}: ${error.code}` : name)
