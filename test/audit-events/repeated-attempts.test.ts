import { afterEach, expect, it, vi } from 'vitest'
import { eventually, gatewayForTest } from '../gateway.ts'
import { minute } from '../times.ts'

afterEach(() => vi.useRealTimers())

const remove = 'mutation ($id: ID!) { revokeManagementToken(id: $id) { token { id } } }'
const events = `{ auditEvents(first: 100, filter: { actions: ["management_token.revoke"] }) {
  nodes { outcome errorCode actorId resourceId changes { field before after } } } }`
const id = 'management_token_00000000000000000000000000'

it('what a Member is denied again and again has twenty events a minute, and one that says how many more they were', async () => {
  const gateway = await gatewayForTest()
  const { admin, join } = await gateway.account()
  const mel = await join('mel@example.com', ['member'])
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const refused = await Promise.all(Array.from({ length: 30 }, () => mel.send(remove, { id })))
  for (const { errors } of refused) expect(errors[0]?.extensions.code).toBe('FORBIDDEN')
  const denials = async () => (await admin.run(events)).auditEvents.nodes
  expect(await denials()).toHaveLength(20)

  await vi.advanceTimersByTimeAsync(minute)
  vi.useRealTimers()
  await eventually(async () => (await denials()).length === 21)
  expect((await denials())[0]).toEqual({
    outcome: 'DENIED',
    errorCode: 'FORBIDDEN',
    actorId: mel.id,
    resourceId: null,
    changes: [{ field: 'attempts', before: null, after: 10 }],
  })
  expect(gateway.log.filter(({ gathered }) => gathered === 10)).toHaveLength(1)
  expect((await admin.run('{ verifyAuditLog { intact } }')).verifyAuditLog.intact).toBe(true)

  gateway.advance(minute)
  await mel.send(remove, { id })
  expect(await denials(), 'a new minute').toHaveLength(22)
})

it('a denial of another kind, or of another person, has its own event all the same', async () => {
  const gateway = await gatewayForTest()
  const { admin, join } = await gateway.account()
  const mel = await join('mel@example.com', ['member'])
  const max = await join('max@example.com', ['member'])
  await Promise.all(Array.from({ length: 25 }, () => mel.send(remove, { id })))
  await max.send(remove, { id })
  await admin.send(remove, { id })
  const { nodes } = (await admin.run(events)).auditEvents
  const told = nodes.map((node: { actorId: string; errorCode: string }) => `${node.actorId} ${node.errorCode}`)
  expect(told.slice(0, 2)).toEqual([`${admin.id} NOT_FOUND`, `${max.id} FORBIDDEN`])
  expect(nodes).toHaveLength(22)
})
