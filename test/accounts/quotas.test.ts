import { expect, it } from 'vitest'
import { gatewayForTest } from '../gateway.ts'

const create = `mutation ($input: CreateManagementTokenInput!) {
  createManagementToken(input: $input) { token { id } } }`
const input = { description: 'one more', permissions: ['CLUSTER_READ'] }

it('an account has 1,000 active management tokens at most, then one clear refusal, and room again once one is revoked', async () => {
  const gateway = await gatewayForTest()
  const { admin, id } = await gateway.account()
  const stranger = await gateway.account()
  const { createManagementToken } = await admin.run(create, { input })
  await gateway.app.core.store.transaction(async (db) => {
    for (let part = 0; part < 10; part++) {
      const rows = Array.from({ length: part === 9 ? 99 : 100 }, (_, at) => ({
        account_id: id,
        id: `management_token_${part}_${at}`,
        description: 'x',
        folded_description: 'x',
        permissions: '[]',
        prefix: 'x',
        secret_hash: `${part} ${at}`,
        created_at: 1,
        created_by: admin.id,
      }))
      await db.insertInto('management_tokens').values(rows).execute()
    }
  })

  const { errors } = await admin.send(create, { input })
  expect(errors.map(({ message, extensions }) => [extensions.code, message])).toEqual([
    [
      'CONFLICT',
      'The account has 1,000 active management tokens, and may have no more: revoke one first, or wait until one expires.',
    ],
  ])
  expect((await stranger.admin.send(create, { input })).errors).toEqual([])

  const revoke = 'mutation ($id: ID!) { revokeManagementToken(id: $id) { token { id } } }'
  await admin.run(revoke, { id: createManagementToken.token.id })
  expect((await admin.send(create, { input })).errors).toEqual([])
})

it.each([
  ['databases', 'active databases'],
  ['databaseTokens', 'active database tokens'],
  ['invitations', 'pending invitations'],
] as const)('%s are counted too, and none of an account without any', async (name, what) => {
  const { expectRoom } = await import('../../src/accounts/quotas.ts')
  const gateway = await gatewayForTest()
  const { id } = await gateway.account()
  const db = gateway.app.core.store.db
  const change = { db, accountId: id, at: Date.now() } as never
  await expect(expectRoom(change, name), what).resolves.toBeUndefined()
})
