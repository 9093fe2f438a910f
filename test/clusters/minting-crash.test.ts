import { expect, it, onTestFinished } from 'vitest'
import { createDocument, inputOf } from '../database-tokens/documents.ts'
import { clientOf, eventually, gatewayForTest, openGateway } from '../gateway.ts'
import { serverForTest, storeForTest } from '../process/command.ts'
import { openManagementApi } from './emulators/management-api.ts'
import { expectHolders, linkTo, liveTokens, mintOperation } from './minting.ts'

it.each([
  ['while its cluster has not made the token yet', 'before'],
  ['when its cluster has made the token', 'after'],
] as const)('a gateway that dies %s leaves nothing behind that works', async (_, moment) => {
  const store = await storeForTest()
  const cluster = await openManagementApi()
  onTestFinished(() => cluster.close())
  const first = await openGateway({ store })
  const account = await first.account()
  await linkTo(first, account, cluster)
  await first.close()

  const dying = await serverForTest(store)
  cluster[moment] = async (operation: string) => {
    if (operation === mintOperation) await dying.stop('SIGKILL')
    return undefined
  }
  const { token: session } = account.admin
  const creating = clientOf(dying.url, { authorization: `Bearer ${session}` }).send(createDocument, inputOf(account))
  await expect(creating).rejects.toThrow()
  cluster[moment] = undefined
  await eventually(() => liveTokens(cluster).length === 1)

  const second = await gatewayForTest({ store })
  const stateOf = async () =>
    (await second.db.selectFrom('cluster_work').select('state').executeTakeFirstOrThrow()).state
  expect(await stateOf()).toBe('CREATING')
  second.advance(30_000)
  await second.tasksDone()
  expect(liveTokens(cluster)).toEqual([])
  await expectHolders(cluster, second.as(session), new Set())
  const { databaseTokens, auditEvents } = await second
    .as(session)
    .run(
      '{ databaseTokens(filter: { statuses: [ACTIVE, REVOKED] }) { nodes { status } } auditEvents(first: 1) { nodes { action actorLabel } } }',
    )
  expect(databaseTokens.nodes).toEqual([{ status: 'REVOKED' }])
  expect(auditEvents.nodes).toEqual([{ action: 'sync.abandon', actorLabel: 'gateway' }])
})
