import { describe, expect, expectTypeOf, it } from 'vitest'
import { createClient, createSender, type DryRun, type OperationDocument } from '../../src/sdk/index.ts'
import { useWorld } from '../world.ts'
import { answer, breakOff, networkOf } from './network.ts'

const outcome = { events: [], mails: [], impact: {}, withheld: false }
const rehearsedAnswer = answer(200, {
  data: { signOut: { ok: true } },
  extensions: { dryRun: { signOut: outcome } },
})

describe('a call with dryRun', () => {
  const { gateway, account } = useWorld()

  it('says what would happen beside the answer, typed by the mutation, and nothing happens', async () => {
    const client = createClient({ url: gateway.url, token: account.admin.token })
    const [clusterId = ''] = account.clusterIds
    const rehearsal = await client.createDatabase({ input: { clusterId, name: 'orders' } }, { dryRun: true })
    expectTypeOf(rehearsal.dryRun).toEqualTypeOf<DryRun<'createDatabase'>>()
    expect(rehearsal.createDatabase?.database.name).toBe('orders')
    expect(rehearsal.dryRun.createDatabase?.events).toMatchObject([
      { action: 'database.create', resourceId: null, resourceLabel: 'orders' },
    ])
    const { databases } = await client.databases({})
    expect(databases?.nodes).toEqual([])
    const done = await client.createDatabase({ input: { clusterId, name: 'orders' } })
    expect(done).not.toHaveProperty('dryRun')
  })

  it('is refused as the mutation would be', async () => {
    const client = createClient({ url: gateway.url, token: account.admin.token })
    const [clusterId = ''] = account.clusterIds
    const attempt = client.createDatabase({ input: { clusterId, name: 'not a name' } }, { dryRun: true })
    await expect(attempt).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'input.name' })
  })

  it('sends the directive in the text of the mutation, and no key; it is repeated as safely as a query', async () => {
    const network = await networkOf(breakOff, rehearsedAnswer)
    const client = createClient({ url: network.url, idempotent: true })
    expect(await client.signOut({}, { dryRun: true })).toEqual({
      signOut: { ok: true },
      dryRun: { signOut: outcome },
    })
    for (const { query, headers } of network.requests) {
      expect(query).toMatch(/^\s*mutation SignOut\s+@dryRun\s*\{/)
      expect(headers).not.toHaveProperty('idempotency-key')
    }
    expect(network.requests).toHaveLength(2)
  })

  it.each([
    ['mutation { signOut { ok } }', /^mutation\s* @dryRun\s*\{/],
    ['mutation Named { signOut { ok } }', /^mutation Named\s* @dryRun\s*\{/],
    ['mutation N($a: In = { b: ") {" } @c(d: 1), $e: [ID!]!) { signOut { ok } }', /\$e: \[ID!\]!\) @dryRun \{ signOut/],
  ])('puts it where directives stand: %s', async (text, expected) => {
    const network = await networkOf(rehearsedAnswer)
    const send = createSender({ url: network.url })
    await send(text as unknown as OperationDocument<object, object>, {}, { dryRun: true })
    expect(network.requests[0]?.query).toMatch(expected)
  })

  it('is refused for a query before anything is sent, and an answer that tells nothing is no answer', async () => {
    const network = await networkOf(answer(200, { data: { signOut: { ok: true } } }))
    const send = createSender({ url: network.url, retries: 0 })
    const query = 'query { viewer { account { id } } }' as unknown as OperationDocument<object, object>
    await expect(send(query, {}, { dryRun: true })).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'dryRun' })
    expect(network.requests).toEqual([])
    const client = createClient({ url: network.url, retries: 0 })
    await expect(client.signOut({}, { dryRun: true })).rejects.toMatchObject({ code: 'BAD_RESPONSE' })
  })
})
