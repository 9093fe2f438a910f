import { expect, it } from 'vitest'
import { openChecking, openCluster } from '../dataplane/checks.ts'
import { whoAmI } from '../sessions/documents.ts'

it('with one key, who asks is found by one comparison, in the one statement of a check and of the viewer', async ({
  onTestFinished,
}) => {
  const gateway = await openChecking()
  onTestFinished(() => gateway.close())
  const cluster = await openCluster(gateway)
  const databaseId = await cluster.database('mine')
  const { secret } = await cluster.token([{ action: 'READ', databaseId }])
  const check = () => cluster.check({ target: '/query?db=mine&q=SELECT+*+FROM+m', authorization: `Token ${secret}` })
  await check()
  const checked = await gateway.count(check)
  expect([checked.result.status, checked.statements]).toEqual([
    204,
    [expect.stringMatching(/^select .*where .*"proxy"."secret_hash" = \S+ and /)],
  ])
  const { admin } = cluster.account
  await admin.run(whoAmI)
  const seen = await gateway.count(() => admin.run(whoAmI))
  expect(seen.statements).toEqual([expect.stringMatching(/^select .*where .*"sessions"."secret_hash" = \S+/)])
})
