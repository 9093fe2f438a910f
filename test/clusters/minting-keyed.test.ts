import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { faults } from '../answers.ts'
import { keyed, toldOf } from '../changes/keyed.ts'
import { eventsOf, readDocument, rotateDocument } from '../database-tokens/documents.ts'
import type { Answer } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { mintOperation, useMinting } from './minting.ts'

describe('a token whose secret its cluster makes, asked for under an Idempotency-Key', () => {
  const world = useWorld()
  const { gateway, admin } = world
  const minting = useMinting(world)
  const { create, held, token } = minting
  const me = (key: string = randomUUID()) => keyed(gateway, admin.token, key)
  const mintings = () => minting.cluster.asked.filter((operation) => operation === mintOperation).length

  /** Of several answers the one with the secret, and what the others name. */
  const sorted = (answers: readonly Answer[]) => {
    const whole = answers.filter(({ errors }) => errors.length === 0)
    const others = answers.filter(({ errors }) => errors.length > 0)
    return { whole, named: others.map(({ errors }) => errors[0]?.extensions) }
  }

  it('is made once by requests at once, which wait for it: one gets the secret, the others learn its id', async () => {
    const client = me()
    const { whole, named } = sorted(await Promise.all([1, 2, 3, 4, 5].map(() => create(client))))
    expect(whole).toHaveLength(1)
    const { id, secret } = held(whole[0] as Answer)
    for (const one of named) expect(one).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', resourceId: id })
    expect(named).toHaveLength(4)
    expect([mintings(), await minting.cluster.write(secret, 'orders')]).toEqual([1, 204])
    expect(await eventsOf(admin, id)).toMatchObject([{ action: 'database_token.create', outcome: 'SUCCEEDED' }])
  })

  it('is rotated once by requests at once', async () => {
    const old = await token()
    minting.cluster.forget()
    const client = me()
    const { whole, named } = sorted(
      await Promise.all([1, 2, 3].map(() => client.send(rotateDocument, { input: { id: old.id } }))),
    )
    expect(whole).toHaveLength(1)
    const successor = held(whole[0] as Answer)
    expect(named).toMatchObject([{ resourceId: successor.id }, { resourceId: successor.id }])
    expect(mintings()).toBe(1)
    const { databaseToken } = await admin.run(readDocument, { id: old.id })
    expect(databaseToken).toMatchObject({ status: 'REPLACED', replacedBy: { id: successor.id } })
  })

  it('is asked for anew after it came to nothing', async () => {
    const client = me()
    minting.cluster.after = (operation) => (operation === mintOperation ? 'LOST' : undefined)
    expect(faults(await create(client))).toEqual(['CLUSTER_UNAVAILABLE'])
    await minting.mend()
    const again = await create(client)
    expect(toldOf(again)).toEqual({ replayed: false })
    const { id, secret } = held(again)
    expect(await minting.cluster.write(secret, 'orders')).toBe(204)
    expect((await create(client)).errors).toMatchObject([{ extensions: { resourceId: id } }])
  })

  it('shows in a replay the prefix that it has got, where no secret is asked for', async () => {
    const key = randomUUID()
    const { id, prefix } = held(await create(me(key)))
    const replay = await me(key).send(
      `mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id prefix } } }`,
      inputOfLast(),
    )
    expect(replay.data).toEqual({ createDatabaseToken: { token: { id, prefix } } })
  })

  const inputOfLast = () => ({
    input: {
      clusterId: world.account.clusterIds[0],
      description: 'ingest',
      permissions: [{ action: 'WRITE', databaseId: minting.databaseId }],
    },
  })
})
