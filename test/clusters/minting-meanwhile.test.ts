import { describe, expect, it, onTestFinished } from 'vitest'
import { makeDue } from '../../src/clusters/work/work.store.ts'
import { clusterLinksOf } from '../../src/operator/operator.ts'
import { eventsOf, readDocument, revokeDocument, updateDocument } from '../database-tokens/documents.ts'
import { eventually, openGateway } from '../gateway.ts'
import { onPostgres } from '../store.ts'
import { useWorld } from '../world.ts'
import { liveTokens, markOf, mintOperation, useMinting } from './minting.ts'

describe('while a cluster makes a token', () => {
  const world = useWorld()
  const { gateway, account, admin } = world
  const minting = useMinting(world)
  const { create, held } = minting

  /** Runs what happens once the cluster has made a token (or is about to), before its answer is sent. */
  const meanwhile = (happens: (id: string) => Promise<unknown>, moment: 'before' | 'after' = 'after') => {
    minting.cluster[moment] = async (operation: string) => {
      if (operation !== mintOperation) return undefined
      minting.cluster[moment] = undefined
      const { databaseTokens } = await admin.run('{ databaseTokens(first: 1) { nodes { id } } }')
      await happens(databaseTokens.nodes[0].id)
      return undefined
    }
  }
  const workOf = (id: string) =>
    gateway.db
      .selectFrom('cluster_work')
      .select(['state', 'external_id'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()

  it('it can be revoked: nobody gets its secret, and the cluster forgets it', async () => {
    let id = ''
    meanwhile(async (of) => {
      id = of
      await admin.run(revokeDocument, { id })
    })
    const { errors, text } = await create()
    expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT' }, message: /was revoked while/ }])
    expect(text).not.toContain('apiv1_')
    await gateway.tasksDone()
    expect(liveTokens(minting.cluster).map(markOf)).not.toContain(id)
    const { databaseToken } = await admin.run(readDocument, { id })
    expect(databaseToken).toMatchObject({ status: 'REVOKED', revokedBy: { id: admin.id } })
  })

  it('its database can be renamed: the token opens the new name, and no longer the old one', async () => {
    const { renameDatabase } = renaming()
    let renamed: Promise<unknown> = Promise.resolve()
    meanwhile(async () => {
      renamed = renameDatabase('bookings')
      await eventually(async () => (await nameOf()) === 'bookings')
    })
    const { secret } = held(await create())
    await renamed
    await gateway.tasksDone()
    expect([await minting.cluster.write(secret, 'bookings'), await minting.cluster.write(secret, 'orders')]).toEqual([
      204, 403,
    ])
    await renameDatabase('orders')
    await gateway.tasksDone()
    expect(await minting.cluster.write(secret, 'orders')).toBe(204)
  })

  it('it can be changed: the cluster learns of it right after', async () => {
    let id = ''
    meanwhile(async (of) => {
      id = of
      await admin.run(updateDocument, { input: { id, description: 'other' } })
    })
    expect(held(await create()).id).toBe(id)
    await gateway.tasksDone()
    const [live] = liveTokens(minting.cluster).filter((token) => markOf(token) === id)
    expect(live?.description).toBe(`other [cg:${id}]`)
    expect(await workOf(id)).toEqual({ state: 'APPLIED', external_id: live?.id })
  })

  it('nothing else is done about it, however much is due', async () => {
    const clusterId = account.clusterIds[0] as string
    const states: string[] = []
    meanwhile(async (id) => {
      await makeDue(gateway.db, account.id, clusterId, gateway.app.core.clock())
      await admin.run(updateDocument, { input: { id, description: 'ingest' } })
      await admin.run('mutation ($id: ID!) { retrySync(id: $id) { sync { state } } }', { id })
      states.push((await workOf(id)).state)
    }, 'before')
    held(await create())
    expect(states).toEqual(['CREATING'])
  })

  it.each(['before', 'after'] as const)(
    'its claim may end (%s): then it is abandoned, and not answered',
    async (moment) => {
      let id = ''
      meanwhile(async (of) => {
        id = of
        gateway.advance(30_000)
        await eventually(async () => (await workOf(id)).state !== 'CREATING')
      }, moment)
      const { errors, text } = await create()
      expect(errors).toMatchObject([{ extensions: { code: 'CLUSTER_UNAVAILABLE' } }])
      expect(text).not.toContain('apiv1_')
      await gateway.tasksDone()
      expect(liveTokens(minting.cluster).map(markOf)).not.toContain(id)
      expect(await eventsOf(admin, id)).toContainEqual(expect.objectContaining({ action: 'sync.abandon' }))
    },
  )

  it.runIf(onPostgres)('another gateway leaves it alone until the claim ends', async () => {
    const other = await openGateway({ store: gateway.store })
    onTestFinished(() => other.close())
    const { description } = { description: 'changed elsewhere' }
    let id = ''
    meanwhile(async (of) => {
      id = of
      await other.as(admin.token).run(updateDocument, { input: { id, description } })
      await makeDue(gateway.db, account.id, account.clusterIds[0] as string, gateway.app.core.clock())
      expect((await workOf(id)).state).toBe('CREATING')
    })
    const { secret } = held(await create())
    await gateway.tasksDone()
    expect(await minting.cluster.write(secret, 'orders')).toBe(204)
    const [live] = liveTokens(minting.cluster).filter((token) => markOf(token) === id)
    expect(live?.description).toBe(`${description} [cg:${id}]`)
  })

  it('the cluster may be disconnected: the token goes from it at once, and is revoked here', async () => {
    let id = ''
    meanwhile(async (of) => {
      id = of
      await clusterLinksOf(gateway.app.core).disconnect(account.id, 'primary', { revoke: false, leaveDeleted: false })
    })
    const { errors } = await create()
    expect(errors).toMatchObject([{ extensions: { code: 'CLUSTER_UNAVAILABLE' } }])
    expect(liveTokens(minting.cluster).map(markOf)).not.toContain(id)
    expect((await admin.run(readDocument, { id })).databaseToken.status).toBe('REVOKED')
  })

  const nameOf = async () =>
    (await admin.run('query ($id: ID!) { database(id: $id) { name } }', { id: minting.databaseId })).database.name
  const renaming = () => ({
    renameDatabase: (name: string) =>
      admin.run('mutation ($input: RenameInput!) { renameDatabase(input: $input) { database { name } } }', {
        input: { id: minting.databaseId, name },
      }),
  })
})
