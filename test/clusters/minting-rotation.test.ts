import { describe, expect, it } from 'vitest'
import { eventsOf, readDocument, revokeDocument, updateDocument } from '../database-tokens/documents.ts'
import type { Answer } from '../gateway.ts'
import { minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { liveTokens, markOf, mintOperation, useMinting } from './minting.ts'

describe('the rotation of a token whose secret its cluster makes', () => {
  const world = useWorld()
  const { gateway, account, admin } = world
  const minting = useMinting(world)
  const { rotate, held, token } = minting

  const readOf = async (id: string) => (await admin.run(readDocument, { id })).databaseToken
  const isOpen = async (secret: string) => (await minting.cluster.write(secret, 'orders')) === 204
  /** Runs what happens once the cluster has made the successor, before its answer is sent. */
  const meanwhile = (happens: () => Promise<unknown>) => {
    minting.cluster.after = async (operation) => {
      if (operation !== mintOperation) return undefined
      minting.cluster.after = undefined
      await happens()
      return undefined
    }
  }
  const expectUntouched = async (id: string, secret: string) => {
    expect(await readOf(id)).toMatchObject({ status: 'ACTIVE', replacedBy: null, expiresAt: null, version: 1 })
    expect(await isOpen(secret)).toBe(true)
  }

  it('leaves the old token open for the overlap, and closes it then', async () => {
    const old = await token()
    const successor = held(await rotate(old.id, admin, { overlap: '10m' }))
    expect([await isOpen(old.secret), await isOpen(successor.secret)]).toEqual([true, true])
    expect(await readOf(old.id)).toMatchObject({ status: 'REPLACED', replacedBy: { id: successor.id } })
    expect(await readOf(successor.id)).toMatchObject({ rotatedFrom: { id: old.id }, status: 'ACTIVE' })
    gateway.advance(10 * minute)
    await gateway.tasksDone()
    expect([await isOpen(old.secret), await isOpen(successor.secret)]).toEqual([false, true])
    expect(liveTokens(minting.cluster).map(markOf)).not.toContain(old.id)
  })

  it('closes the old token at once without an overlap', async () => {
    const old = await token()
    const successor = held(await rotate(old.id, admin, { overlap: '0s' }))
    expect([await isOpen(old.secret), await isOpen(successor.secret)]).toEqual([false, true])
    expect(await eventsOf(admin, old.id)).toMatchObject([
      { action: 'database_token.create' },
      { action: 'database_token.rotate', outcome: 'SUCCEEDED' },
      { action: 'sync.expire', outcome: 'SUCCEEDED' },
    ])
    expect(await eventsOf(admin, successor.id)).toMatchObject([
      { action: 'database_token.rotate', outcome: 'SUCCEEDED' },
    ])
  })

  it.each(['1h', '0s'])('whose answer is lost leaves the old token as it was (overlap %s)', async (overlap) => {
    const old = await token()
    minting.cluster.after = (operation) => (operation === mintOperation ? 'LOST' : undefined)
    const { errors, text } = await rotate(old.id, admin, { overlap })
    expect(errors).toMatchObject([{ extensions: { code: 'CLUSTER_UNAVAILABLE', retryAfterSeconds: 10 } }])
    expect(text).not.toContain('apiv1_')
    await expectUntouched(old.id, old.secret)
    await minting.mend()
    expect(await isOpen(held(await rotate(old.id, admin, { overlap })).secret)).toBe(true)
  })

  it('of a token that is revoked meanwhile hands out nothing', async () => {
    const old = await token()
    meanwhile(() => admin.run(revokeDocument, { id: old.id }))
    const { errors } = await rotate(old.id)
    expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT' }, message: /^The token was revoked/ }])
    await gateway.tasksDone()
    expect(await isOpen(old.secret)).toBe(false)
  })

  it('that is based on a version hands out nothing where the token is changed meanwhile', async () => {
    const old = await token()
    meanwhile(() => admin.run(updateDocument, { input: { id: old.id, description: 'changed meanwhile' } }))
    const { errors, text } = await rotate(old.id, admin, { expectedVersion: 1 })
    expect(errors).toMatchObject([{ extensions: { code: 'STALE_VERSION', currentVersion: 2 } }])
    expect(text).not.toContain('apiv1_')
    expect(await readOf(old.id)).toMatchObject({ status: 'ACTIVE', replacedBy: null, version: 2 })
    expect(await isOpen(old.secret)).toBe(true)
  })

  it('has one winner of two at once, and only the winner’s secret opens anything', async () => {
    const old = await token()
    let second: Promise<Answer> | undefined
    meanwhile(async () => {
      second = rotate(old.id, admin, { overlap: '0s' })
      await second
    })
    const { errors } = await rotate(old.id, admin, { overlap: '0s' })
    const winner = held((await second) as Answer)
    expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT', successorId: winner.id } }])
    await gateway.tasksDone()
    expect([await isOpen(old.secret), await isOpen(winner.secret)]).toEqual([false, true])
  })

  it('is refused while another one is under way that would leave three tokens open', async () => {
    const old = await token()
    let second: Answer | undefined
    meanwhile(async () => {
      second = await rotate(old.id)
    })
    held(await rotate(old.id))
    expect(second?.errors).toMatchObject([
      { extensions: { code: 'CONFLICT', field: 'input.id' }, message: /^Another rotation of this token is under way/ },
    ])
  })

  it('by somebody who loses the right to it meanwhile is refused, and changes nothing', async () => {
    const eve = await account.join('eve@example.com', ['admin'])
    const old = await token()
    meanwhile(() => admin.run('mutation ($id: ID!) { removeUser(id: $id) { id } }', { id: eve.id }))
    const { errors, text } = await rotate(old.id, eve)
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
    expect(text).not.toContain('apiv1_')
    await expectUntouched(old.id, old.secret)
  })

  it('is CLUSTER_UNAVAILABLE at once while the cluster is not reached', async () => {
    const old = await token()
    minting.cluster.forget()
    await gateway.db.updateTable('cluster_links').set({ health: 'UNREACHABLE' }).execute()
    expect((await rotate(old.id)).errors).toMatchObject([{ extensions: { code: 'CLUSTER_UNAVAILABLE' } }])
    expect(minting.cluster.asked).not.toContain(mintOperation)
    await expectUntouched(old.id, old.secret)
  })
})
