import { describe, expect, it } from 'vitest'
import { isHere } from '../../programs.ts'
import { allModes, type MadeToken, useManaged } from './managed.ts'

describe.runIf(isHere('influxd')).each(allModes)('while InfluxDB 1.x, guarded %s, is down,', (mode) => {
  const managed = useManaged(mode)

  it('what is wanted is pending, and says why; it is there with the next probe after the cluster is', async () => {
    const before = await managed.createDatabase('before')
    const revoked = await managed.createToken([{ action: 'WRITE', databaseId: before.id }])
    const changed = await managed.createToken([{ action: 'WRITE', databaseId: before.id }])
    expect(await managed.write(revoked, 'before')).toBe(204)
    await managed.influxd.kill()

    const database = await managed.createDatabase('while-down', { retentionPeriod: '1h' })
    const unreachable = { state: 'PENDING', lastError: { code: 'UNREACHABLE' }, nextAttemptAt: expect.any(String) }
    expect(database.sync).toMatchObject(unreachable)
    const token = await managed.createToken([{ action: 'WRITE', databaseId: database.id }])
    expect(token.sync).toMatchObject(unreachable)
    expect(await managed.updateToken(changed.id, [{ action: 'READ', databaseId: before.id }])).toMatchObject(
      unreachable,
    )
    expect(await managed.revokeToken(revoked.id)).toMatchObject(unreachable)
    const short = await managed.createToken([{ action: 'WRITE', databaseId: before.id }])
    expect(await managed.revokeToken(short.id)).toMatchObject(unreachable)

    const calls = managed.proxy.calls.length
    await managed.influxd.start()
    await managed.settled()
    expect(managed.proxy.calls.slice(calls).filter(({ path }) => path === '/ping').length).toBeLessThanOrEqual(2)
    expect(await managed.databases()).toEqual(['before', 'while-down'])
    expect([...(await managed.users())].sort()).toEqual([changed.id, token.id].sort())
    for (const { id } of [database, token, changed, revoked, short]) {
      expect(await managed.sync(id)).toMatchObject({ state: 'APPLIED', lastError: null })
    }
    const on = async (made: MadeToken, name: string) => [
      await managed.write(made, name),
      await managed.read(made, name),
    ]
    expect(await on(token, 'while-down')).toEqual([204, 403])
    expect(await on(changed, 'before')).toEqual([403, 200])
    expect(await on(revoked, 'before')).toEqual([401, 401])
    expect(await on(short, 'before')).toEqual([401, 401])
  })

  it('only the probe calls it', async () => {
    await managed.influxd.pause()
    await managed.createDatabase('first')
    managed.proxy.forget()
    for (let at = 1; at <= 20; at++) await managed.createDatabase(`waiting${at}`)
    expect(managed.proxy.calls.filter(({ path }) => path !== '/ping')).toEqual([])
    await managed.influxd.start()
    await managed.settled()
    expect((await managed.databases()).filter((name) => name.startsWith('waiting'))).toHaveLength(20)
  })

  it('it is told when its answer does not come, and nothing waits for it longer than it should', async () => {
    managed.proxy.decide(() => 'UNANSWERED')
    const { sync } = await managed.createDatabase('unanswered')
    expect(sync).toMatchObject({ state: 'PENDING' })
    managed.proxy.decide()
    await managed.settled()
    expect(await managed.databases()).toContain('unanswered')
  })
})
