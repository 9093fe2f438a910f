import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Answer, type Client, clientOf, type TestGateway } from '../gateway.ts'

/** A client that sends everything under one key. */
export const keyed = (
  { url }: Pick<TestGateway, 'url'>,
  token: string,
  key: string = randomUUID(),
  more: Record<string, string> = {},
): Client => clientOf(url, { authorization: `Bearer ${token}`, 'idempotency-key': key, ...more })

/** What an answer says of its key. */
export const toldOf = ({ text }: Answer): unknown => JSON.parse(text).extensions?.idempotency

export const createDatabase =
  'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id name sync { state } } } }'

export const createToken = `mutation ($input: CreateDatabaseTokenInput!) {
  createDatabaseToken(input: $input) { secret token { id description } } }`

export const createManagementToken = `mutation ($input: CreateManagementTokenInput!) {
  createManagementToken(input: $input) { secret token { id } } }`

/** All rows of all tables as one text: what somebody reads who gets hold of the store. */
export async function dumpOf({ db }: Pick<TestGateway, 'db'>): Promise<string> {
  const names = (await db.introspection.getTables()).map(({ name }) => name)
  const rows = await Promise.all(names.map((name) => sql`select * from ${sql.table(name)}`.execute(db)))
  return JSON.stringify(rows.map((one, at) => [names[at], one.rows]))
}
