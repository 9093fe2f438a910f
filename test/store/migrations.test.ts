import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { createDatabase, createToken, rotateDocument } from '../database-tokens/documents.ts'
import { gatewayForTest, memberPermissions } from '../gateway.ts'
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

it('names and descriptions of an older store are folded as Unicode says once it is brought up to date', async () => {
  const gateway = await gatewayForTest()
  const account = await gateway.account()
  const straße = await account.join('strasse@example.com', ['member'])
  await account.admin.run('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }', {
    input: { id: straße.id, name: 'Straße' },
  })
  const databaseId = await createDatabase(account, 'metrics')
  const { token } = await createToken(account.admin, account, {
    description: 'Straße 7',
    permissions: [{ action: 'READ', databaseId }],
  })
  const { db } = gateway
  await db.updateTable('users').set({ folded_name: 'straße' }).where('id', '=', straße.id).execute()
  await db.updateTable('database_tokens').set({ folded_description: 'straße 7' }).execute()
  const found = async () => {
    const { users, databaseTokens } = await account.admin.run(
      `{ users(filter: { search: "STRASSE" }) { nodes { id } }
         databaseTokens(filter: { search: "STRASSE" }) { nodes { id } } }`,
    )
    return [users.nodes, databaseTokens.nodes]
  }
  expect((await found())[1]).toEqual([])

  await sql`delete from migrations where name = '0004-case-folding'`.execute(db)
  await migrate(db)

  expect(await found()).toEqual([[{ id: straße.id }], [{ id: token.id }]])
})

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
        `query ($after: String) { databases(first: 3) { nodes { tokens(first: 2, after: $after) {
          totalCount nodes { id } pageInfo { hasNextPage endCursor } } } } }`,
        { after },
      )
      return databases.nodes.map(({ tokens }: { tokens: object }) => tokens)
    }
    const first = await read()
    return [first, await read(first[0].pageInfo.endCursor)]
  }
  const { db } = gateway
  const before = await pages()
  expect(before[0].map(({ totalCount }: { totalCount: number }) => totalCount)).toEqual([3, 5])

  for (const statement of undone) await sql.raw(statement).execute(db)
  await migrate(db)

  expect(await pages()).toEqual(before)
})

/** What 0006 has done, undone. */
const sendersUndone = [
  'drop index invitations_token',
  'drop index invitations_earlier_secret',
  'drop index invitations_pending_email',
  'alter table invitations drop column management_token_id',
  'alter table invitations drop column earlier_secret_hash',
  'drop table invitation_sendings',
  "delete from migrations where name = '0006-invitation-senders'",
]

it('invitations that tokens sent before a store is brought up to date end with those tokens all the same', async () => {
  const gateway = await gatewayForTest()
  const { admin, groupIds } = await gateway.account()
  const invite = async (client: Pick<typeof admin, 'run'>, email: string): Promise<string> => {
    const input = { invitations: [{ email, groupIds: [groupIds.member] }] }
    const { inviteUsers } = await client.run(
      'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { invitation { id } } } }',
      { input },
    )
    return inviteUsers.results[0].invitation.id
  }
  const makeToken = async () => {
    const permissions = ['INVITATION_CREATE', 'INVITATION_READ', ...memberPermissions]
    const { createManagementToken } = await admin.run(
      'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret token { id } } }',
      { input: { description: 'onboarding', permissions } },
    )
    return { ...gateway.as(createManagementToken.secret), id: createManagementToken.token.id }
  }
  const revoke = (id: string) =>
    admin.run('mutation ($id: ID!) { revokeManagementToken(id: $id) { token { id } } }', { id })
  const [dead, alive] = [await makeToken(), await makeToken()]
  const ofDead = await invite(dead, 'dead@example.com')
  const ofAlive = await invite(alive, 'alive@example.com')
  const ofAdmin = await invite(admin, 'admin@example.com')
  const { db } = gateway
  for (const statement of sendersUndone) await sql.raw(statement).execute(db)
  await db
    .updateTable('management_tokens')
    .set({ revoked_at: gateway.app.core.clock() })
    .where('id', '=', dead.id)
    .execute()

  await migrate(db)

  const statusOf = async (id: string) =>
    (await admin.run('query ($id: ID!) { invitation(id: $id) { status } }', { id })).invitation.status
  expect([await statusOf(ofDead), await statusOf(ofAlive), await statusOf(ofAdmin)]).toEqual([
    'EXPIRED',
    'PENDING',
    'PENDING',
  ])
  await revoke(alive.id)
  expect([await statusOf(ofAlive), await statusOf(ofAdmin)]).toEqual(['REVOKED', 'PENDING'])
})

/** What 0007-token-lines has done, undone. */
const linesUndone = [
  'drop index database_tokens_line',
  'alter table database_tokens drop column rotated_from',
  'alter table database_tokens drop column replaced_by',
  'alter table database_tokens drop column line_id',
  "delete from migrations where name = '0007-token-lines'",
]

it('rotations of before a store is brought up to date are linked as the audit log tells of them', async () => {
  const gateway = await gatewayForTest()
  const account = await gateway.account()
  const rotate = async (id: string): Promise<string> => {
    const variables = { input: { id, overlap: '0s' } }
    return (await account.admin.run(rotateDocument, variables)).rotateDatabaseToken.token.id
  }
  const { token: alone } = await createToken(account.admin, account, { description: '"field":"clusterId"' })
  const { token: first } = await createToken(account.admin, account)
  const second = await rotate(first.id)
  const third = await rotate(second)
  const { db } = gateway
  const links = () =>
    db
      .selectFrom('database_tokens')
      .select(['id', 'rotated_from', 'replaced_by', 'line_id'])
      .orderBy('created_at')
      .orderBy('id')
      .execute()
  const before = await links()
  expect(before).toHaveLength(4)
  expect(before).toContainEqual({ id: alone.id, rotated_from: null, replaced_by: null, line_id: null })
  expect(before).toContainEqual({ id: second, rotated_from: first.id, replaced_by: third, line_id: first.id })

  for (const statement of linesUndone) await sql.raw(statement).execute(db)
  await migrate(db)

  expect(await links()).toEqual(before)
})
