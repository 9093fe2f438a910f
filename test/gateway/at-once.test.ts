import { describe, expect, it } from 'vitest'
import { type Answer, type Client, eventually, gatewayForTest, secretOf, type TestGateway } from '../gateway.ts'
import { onPostgres } from '../store.ts'
import { type HeldTable, hold } from './held.ts'

const codes = ({ errors }: Answer) => errors.map(({ extensions }) => extensions.code)

/** Sends 80 operations while none can end: 8 run, 64 wait, and the rest is told to come back. */
async function expectTurns(
  gateway: TestGateway,
  client: Client,
  table: HeldTable,
  document: (at: number) => string,
): Promise<void> {
  const letGo = await hold(gateway, table)
  const answered: Answer[] = []
  const sent = Array.from({ length: 80 }, async (_, at) => {
    answered.push(await client.send(document(at)))
  })
  await eventually(() => answered.length === 8)
  for (const refused of answered) {
    expect(codes(refused)).toEqual(['RATE_LIMITED'])
    expect(refused.errors[0]?.message).toBe('There are too many operations at once; try again in 1 s.')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1'])
  }
  await letGo()
  await Promise.all(sent)
  expect(answered.slice(8).flatMap(codes)).toEqual([])
  expect(codes(await client.send(document(80))), 'afterwards there is room again').toEqual([])
}

it('of one person’s changes, 8 run at once, 64 wait, and the rest is told to come back', async () => {
  const gateway = await gatewayForTest()
  const { admin, clusterIds } = await gateway.account()
  const change = (at: number) =>
    `mutation { createDatabase(input: { clusterId: "${clusterIds[0]}", name: "db-${at}" }) { database { id } } }`
  await expectTurns(gateway, admin, 'databases', change)
  const { databases } = await admin.run('{ databases { totalCount } }')
  expect(databases.totalCount).toBe(73)
})

it('whoever fills their own places leaves those of others free', async () => {
  const gateway = await gatewayForTest()
  const { admin, clusterIds, join } = await gateway.account()
  const mel = await join('mel@example.com', ['member'])
  const letGo = await hold(gateway, 'databases')
  const sent = Array.from({ length: 72 }, (_, at) =>
    admin.send(
      `mutation { createDatabase(input: { clusterId: "${clusterIds[0]}", name: "db-${at}" }) { database { id } } }`,
    ),
  )
  expect(await mel.run('{ clusters { totalCount } }')).toEqual({ clusters: { totalCount: 2 } })
  await letGo()
  expect((await Promise.all(sent)).flatMap(codes)).toEqual([])
})

// On SQLite no query ever waits.
describe.runIf(onPostgres)('queries have their turns too', () => {
  const clusters = '{ clusters { totalCount } }'

  it.each([
    ['by a plan', () => clusters],
    ['by Apollo Server', (at: number) => `${clusters} # ${at}`],
  ])('%s', async (_way, document) => {
    const gateway = await gatewayForTest()
    const { admin } = await gateway.account()
    await admin.run(clusters)
    await expectTurns(gateway, admin, 'clusters', document)
  })

  it('those of one network’s anonymous callers together', async () => {
    const gateway = await gatewayForTest()
    const { admin, groupIds } = await gateway.account()
    const { inviteUsers } = await admin.run(
      'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { link } } }',
      { input: { invitations: [{ email: 'mel@example.com', groupIds: [groupIds.member] }] } },
    )
    const preview = `{ invitationPreview(secret: "${secretOf(inviteUsers.results[0].link)}") { status } }`
    await expectTurns(gateway, gateway.anonymous, 'invitations', () => preview)
  })
})
