import { expect, it, onTestFinished } from 'vitest'
import { openCore } from '../../src/core.ts'
import { gatewayForTest, openGateway } from '../gateway.ts'
import { makeStore } from '../store.ts'

it('accounts of a store that was made before a built-in group was added have it from the next start on', async () => {
  const store = await makeStore()
  onTestFinished(() => store.remove())
  const before = await openGateway({ store })
  const older = await before.account('older')
  const newer = await before.account('newer')
  const removed = [older.groupIds.auditor, newer.groupIds.auditor, newer.groupIds.member]
  await before.db.deleteFrom('groups').where('id', 'in', removed).execute()
  expect(await keysOf(older.admin)).toEqual(['admin', 'member'])
  expect(await keysOf(newer.admin)).toEqual(['admin'])
  await before.close()

  // Several instances start at once.
  const cores = await Promise.all([1, 2, 3].map(() => openCore(before.config)))
  await Promise.all(cores.map((core) => core.close()))

  const gateway = await gatewayForTest({ store })
  for (const account of [older, newer]) {
    const admin = gateway.as(account.admin.token)
    expect(await keysOf(admin)).toEqual(['admin', 'auditor', 'member'])
    // What was there before is still the same group.
    const { groups } = await admin.run('{ groups { nodes { id key } } }')
    expect(groups.nodes).toContainEqual({ id: account.groupIds.admin, key: 'admin' })
  }
  const { inviteUsers } = await gateway
    .as(older.admin.token)
    .run('mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { error { message } } } }', {
      input: { invitations: [{ email: 'audrey@example.com', groupKeys: ['auditor'] }] },
    })
  expect(inviteUsers.results).toEqual([{ error: null }])
})

async function keysOf(client: { run(query: string): Promise<{ groups: { nodes: { key: string }[] } }> }) {
  const { groups } = await client.run('{ groups { nodes { key } } }')
  return groups.nodes.map(({ key }) => key)
}
