import { describe, expect, it } from 'vitest'
import { call, clusterForTest, database, managementKinds, may, token, unknown } from './driver.ts'

describe.each(managementKinds)('tokens of %s', (kind) => {
  it('are made by the cluster, marked as ours, and open what they may', async () => {
    const { cluster, driver, tokens, mint } = await clusterForTest({ kind })
    for (const name of ['a', 'b']) await driver.ensureDatabase(database(name), unknown, call())
    const wanted = token([...may('WRITE', 'a'), ...may('READ', 'b')])

    const { externalId, secret } = await mint(wanted, call())
    expect(secret).toMatch(/^apiv1_.{88}$/)
    expect(cluster.cluster.tokens).toMatchObject([{ id: externalId, description: `ingest [cg:${wanted.id}]` }])
    expect(await tokens.list(call())).toEqual([
      { externalId, mark: wanted.id, description: 'ingest', isAdmin: false, grants: wanted.grants },
    ])
    expect([await cluster.write(secret, 'a'), await cluster.write(secret, 'b')]).toEqual([204, 403])
    expect(await cluster.count(secret, 'b')).toEqual({ points: 0 })
  })

  it('may be for every database, which includes later ones', async () => {
    const { cluster, driver, tokens, mint } = await clusterForTest({ kind })
    const { secret } = await mint(token(may('WRITE')), call())
    await driver.ensureDatabase(database('later'), unknown, call())
    expect(await cluster.write(secret, 'later')).toBe(204)
    expect((await tokens.list(call()))[0]?.grants).toEqual([{ action: 'WRITE', database: null }])
  })

  it('end by themselves when their time has come', async () => {
    let now = Date.now()
    const { cluster, driver, tokens, mint } = await clusterForTest({ kind, clock: () => now })
    await driver.ensureDatabase(database('a'), unknown, call())
    const expiresAt = now + 60_000
    const { secret } = await mint(token(may('WRITE', 'a'), { expiresAt }), call())
    expect((await tokens.list(call()))[0]?.expiresAt).toBe(expiresAt)
    expect(await cluster.write(secret, 'a')).toBe(204)
    now = expiresAt
    expect(await cluster.write(secret, 'a')).toBe(401)
  })

  it('are accepted once the cluster has activated them', async () => {
    let now = Date.now()
    const { cluster, driver, mint } = await clusterForTest({ kind, clock: () => now, activationMilliseconds: 3_000 })
    await driver.ensureDatabase(database('a'), unknown, call())
    const { secret } = await mint(token(may('WRITE', 'a')), call())
    expect(await cluster.write(secret, 'a')).toBe(401)
    now += 2_999
    expect(await cluster.write(secret, 'a')).toBe(401)
    now += 1
    expect(await cluster.write(secret, 'a')).toBe(204)
  })

  it('are changed only where they differ: their permissions, their description', async () => {
    const { cluster, tokens, mint } = await clusterForTest({ kind })
    const wanted = token([...may('WRITE', 'a'), ...may('READ', 'b')])
    const { externalId } = await mint(wanted, call())
    const known = { externalId, externalName: null }
    const asked = async (change: Partial<typeof wanted>) => {
      cluster.forget()
      expect(await tokens.ensure({ ...wanted, ...change }, known, undefined, call())).toEqual(known)
      return cluster.asked
    }

    expect(await asked({ grants: [...wanted.grants].reverse() })).toEqual(['GET /tokens/{tokenId}'])
    expect(await asked({ description: 'other' })).toEqual(['GET /tokens/{tokenId}', 'PATCH /tokens/{tokenId}'])
    expect(await asked({ grants: [] })).toEqual(['GET /tokens/{tokenId}', 'PATCH /tokens/{tokenId}'])
    expect(cluster.cluster.tokens).toMatchObject([{ permissions: [], description: `ingest [cg:${wanted.id}]` }])
  })

  it('lose a right that the gateway has no word for, and are shown as admins until then', async () => {
    const { cluster, tokens, mint } = await clusterForTest({ kind })
    const wanted = token(may('READ', 'a'))
    const { externalId } = await mint(wanted, call())
    const [foreign] = cluster.cluster.tokens
    Object.assign(foreign ?? {}, {
      permissions: [
        { action: 'read', resource: 'a' },
        { action: 'own', resource: '*' },
      ],
    })
    expect(await tokens.list(call())).toMatchObject([{ isAdmin: true, grants: wanted.grants }])

    await tokens.ensure(wanted, { externalId, externalName: null }, undefined, call())
    expect(await tokens.list(call())).toMatchObject([{ isAdmin: false, grants: wanted.grants }])
  })

  it('of others are listed without a mark', async () => {
    const { cluster, tokens, mint } = await clusterForTest({ kind })
    await mint(token(may('READ', 'a')), call())
    Object.assign(cluster.cluster.tokens[0] ?? {}, { description: 'grafana [cg:x] of theirs' })
    expect(await tokens.list(call())).toMatchObject([{ mark: null, description: 'grafana [cg:x] of theirs' }])
  })

  it('that were revoked are gone, although the cluster goes on to list them', async () => {
    const { cluster, tokens, mint } = await clusterForTest({ kind })
    const wanted = token(may('WRITE', 'a'))
    const { externalId } = await mint(wanted, call())
    const known = { externalId, externalName: null }
    await tokens.remove(wanted, known, call())
    await tokens.remove(wanted, known, call())
    await tokens.remove(wanted, unknown, call())

    expect(cluster.cluster.tokens).toHaveLength(1)
    expect(await tokens.list(call())).toEqual([])
    const lost = { code: 'SECRET_LOST', outcome: { retry: false, unknown: false } }
    await expect(tokens.ensure(wanted, known, undefined, call())).rejects.toMatchObject(lost)
    await expect(tokens.ensure(wanted, unknown, undefined, call())).rejects.toMatchObject(lost)
    cluster.cluster.tokens.length = 0
    await expect(tokens.ensure(wanted, known, undefined, call())).rejects.toMatchObject(lost)
    await tokens.remove(wanted, known, call())
  })

  it('lead a writer through the renaming of its database without a refusal', async () => {
    let now = Date.now()
    const { cluster, driver, tokens, mint } = await clusterForTest({
      kind,
      clock: () => now,
      propagationMilliseconds: 5_000,
    })
    const wanted = database('old')
    const known = await driver.ensureDatabase(wanted, unknown, call())
    const one = token(may('WRITE', 'old'))
    const { externalId, secret } = await mint(one, call())
    const ensure = (...names: readonly string[]) =>
      tokens.ensure({ ...one, grants: may('WRITE', ...names) }, { externalId, externalName: null }, undefined, call())
    const isWritten = async () =>
      (await Promise.all(['old', 'new'].map((name) => cluster.write(secret, name)))).includes(204)

    await ensure('old', 'new')
    expect(await isWritten()).toBe(true)
    now += 5_000
    await driver.ensureDatabase({ ...wanted, name: 'new' }, known, call())
    expect(await isWritten()).toBe(true)
    await ensure('new')
    expect(await isWritten()).toBe(true)
    now += 5_000
    expect(await isWritten()).toBe(true)

    await driver.ensureDatabase(database('old'), unknown, call())
    expect(await cluster.write(secret, 'old')).toBe(403)
  })
})
