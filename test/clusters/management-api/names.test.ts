import { describe, expect, it } from 'vitest'
import { managementKinds } from './driver.ts'
import { useManaged } from './managed.ts'

/** Writes to several names over and over, until it is told to stop; a round counts as refused when none of them takes it. */
function startWriter(write: (name: string) => Promise<number>, names: readonly string[]) {
  let rounds = 0
  let refused = 0
  let isStopped = false
  const round = async () => (await Promise.all(names.map(write))).includes(204)
  const written = (async () => {
    while (!isStopped) {
      // A renaming may come between the two writes of a round: a writer tries again.
      if (!(await round()) && !(await round())) refused++
      rounds++
    }
  })()
  return {
    rounds: () => rounds,
    async stop() {
      isStopped = true
      await written
      return { refused }
    },
  }
}

describe.each(managementKinds)('tokens of %s, which are bound to names there,', (kind) => {
  const managed = useManaged({ kind })
  const { create, rename, remove, undelete, token, states } = managed
  const write = ({ secret }: { secret: string }, name: string) => managed.cluster.write(secret, name)

  it('follow a renaming without one refused write, and leave the old name closed for the database that gets it', async () => {
    const id = await create('metrics/autogen')
    const [own, every] = [await token(id), await token('*')]
    const writer = startWriter((name) => write(own, name), ['metrics/autogen', 'renamed'])
    await expect.poll(() => writer.rounds()).toBeGreaterThan(3)
    await rename(id, 'renamed')
    const seen = writer.rounds()
    await expect.poll(() => writer.rounds()).toBeGreaterThan(seen + 3)
    expect(await writer.stop()).toEqual({ refused: 0 })

    expect(new Set(Object.values(await states()))).toEqual(new Set(['APPLIED']))
    const again = await create('metrics/autogen')
    expect(await write(own, 'metrics/autogen')).toBe(403)
    expect(await write(own, 'renamed')).toBe(204)
    expect(await write(every, 'metrics/autogen')).toBe(204)
    await remove(again, 'metrics/autogen')
    await remove(id, 'renamed')
  })

  it('lose a deleted database, never open another one of its name, and have it again with its points', async () => {
    const first = await create('orders')
    const own = await token(first)
    expect(await write(own, 'orders')).toBe(204)
    await remove(first, 'orders')
    expect(await write(own, 'orders')).toBe(403)

    const second = await create('orders')
    const other = await token(second)
    expect([await write(own, 'orders'), await write(other, 'orders')]).toEqual([403, 204])
    await remove(second, 'orders')
    await undelete(first)
    expect([await write(own, 'orders'), await write(other, 'orders')]).toEqual([204, 403])
    expect(await managed.cluster.count(own.secret, 'orders')).toEqual({ points: 2 })

    await rename(first, 'first')
    await undelete(second)
    expect(await managed.cluster.count(own.secret, 'first')).toEqual({ points: 2 })
    expect(await managed.cluster.count(other.secret, 'orders')).toEqual({ points: 1 })
    expect([await write(own, 'orders'), await write(other, 'first')]).toEqual([403, 403])
    await remove(first, 'first')
    await remove(second, 'orders')
  })

  it('are never given a name that another database has', async () => {
    const id = await create('ours')
    const own = await token(id)
    const { databases, tokens } = managed.cluster.cluster
    databases.push({
      id: 77n,
      name: 'theirs',
      maxTables: 1n,
      maxColumnsPerTable: 1n,
      retentionPeriod: 0n,
      tables: [],
    })
    const given: unknown[] = []
    managed.cluster.after = () => void given.push(...tokens.flatMap(({ permissions }) => permissions))
    await rename(id, 'theirs')
    managed.cluster.after = undefined

    expect(await states()).toMatchObject({ [id]: 'EXISTS_ON_CLUSTER' })
    expect(given).not.toContainEqual(expect.objectContaining({ resource: 'theirs' }))
    expect([await write(own, 'ours'), await write(own, 'theirs')]).toEqual([204, 403])
  })
})

describe.each(managementKinds)('where %s takes a while to know of changed permissions', (kind) => {
  const propagationSeconds = 5
  const managed = useManaged({
    kind,
    propagationSeconds,
    propagationMilliseconds: propagationSeconds * 1_000,
    world: { environment: { CLUSTERGATE_CLUSTER_WAIT: '1s' } },
  })
  const { gateway, create, rename, token, names } = managed

  it('a database is renamed once all of it knows the new name of its tokens', async () => {
    const id = await create('old')
    const { secret } = await token(id)
    const isWritten = async () =>
      (await Promise.all(['old', 'new'].map((name) => managed.cluster.write(secret, name)))).includes(204)
    await rename(id, 'new')
    expect(names()).toEqual(['old'])
    expect(await isWritten()).toBe(true)
    gateway.advance(propagationSeconds * 1_000)
    await expect.poll(names).toEqual(['new'])
    await gateway.tasksDone()
    expect(await isWritten()).toBe(true)
    gateway.advance(propagationSeconds * 1_000)
    expect(await managed.cluster.write(secret, 'new')).toBe(204)
  })
})

describe('tokens that have not lost the old name of a renamed database yet', () => {
  const managed = useManaged({ world: { environment: { CLUSTERGATE_CLUSTER_WAIT: '1s' } } })
  const { gateway, create, rename, token } = managed

  it('keep it from the next database until they have lost it', async () => {
    const id = await create('before')
    const { secret } = await token(id)
    const write = (name: string) => managed.cluster.write(secret, name)
    let hasRenamed = false
    managed.cluster.before = (operation) => {
      hasRenamed ||= operation.endsWith('/rename')
      return hasRenamed && operation.startsWith('PATCH /tokens') ? 500 : undefined
    }
    await rename(id, 'after')
    await create('before')
    expect(managed.names()).toEqual(['after'])
    managed.cluster.before = undefined
    gateway.advance(60_000)
    await gateway.tasksDone()
    gateway.advance(60_000)
    await gateway.tasksDone()
    expect(managed.names()).toEqual(['after', 'before'])
    expect([await write('before'), await write('after')]).toEqual([403, 204])
  })
})
