import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { createDatabase, createToken } from '../database-tokens/documents.ts'
import { gatewayForTest } from '../gateway.ts'
import { onPostgres } from '../store.ts'

/** What 0002 has done, undone. */
const undone = [
  ...(onPostgres
    ? ['drop function database_token_permissions_created() cascade']
    : ['drop trigger database_token_permissions_created']),
  'drop index database_token_permissions_database_created',
  'drop index database_token_permissions_cluster_created',
  'alter table database_token_permissions drop column token_created_at',
  'create index database_token_permissions_database on database_token_permissions (account_id, database_id, token_id)',
  "delete from migrations where name = '0002-newest-tokens'",
]

it('a store of the first version lists the same tokens of each database once it is brought up to date', async () => {
  const gateway = await gatewayForTest()
  const account = await gateway.account()
  const ids = [await createDatabase(account, 'metrics'), await createDatabase(account, 'logs')]
  for (const databaseId of [ids[0], '*', ids[1], ids[0], '*', ids[0]]) {
    const permissions = ['READ', 'WRITE'].map((action) => ({ action, databaseId }))
    await createToken(account.admin, account, { permissions })
    gateway.advance(1)
  }
  const pages = async () => {
    const read = async (after?: string) => {
      const { databases } = await account.admin.run(
        `query ($after: String) { databases { nodes { tokens(first: 2, after: $after) {
          totalCount nodes { id } pageInfo { hasNextPage endCursor } } } } }`,
        { after },
      )
      return databases.nodes.map(({ tokens }: { tokens: object }) => tokens)
    }
    const first = await read()
    return [first, await read(first[0].pageInfo.endCursor)]
  }
  const { db, engine } = gateway.app.core.store
  const before = await pages()
  expect(before[0].map(({ totalCount }: { totalCount: number }) => totalCount)).toEqual([3, 5])

  for (const statement of undone) await sql.raw(statement).execute(db)
  await migrate(db, engine)

  expect(await pages()).toEqual(before)
})
