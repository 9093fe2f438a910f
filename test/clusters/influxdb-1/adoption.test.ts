import { describe, expect, it } from 'vitest'
import { isHere } from '../../programs.ts'
import { onlyCall } from '../lossy-proxy.ts'
import { allModes, useManaged } from './managed.ts'

describe.runIf(isHere('influxd')).each(allModes)('on InfluxDB 1.x, guarded %s,', (mode) => {
  const managed = useManaged(mode)

  it('a database that was there before is not taken over, and keeps its data, retention and users', async () => {
    await managed.influxd.run('CREATE DATABASE theirs WITH DURATION 5d NAME "theirs"')
    await managed.influxd.write('theirs', 'm v=1')
    const taken = await managed.createDatabase('theirs', { retentionPeriod: '1h' })
    expect(taken.sync).toMatchObject({ state: 'FAILED', lastError: { code: 'EXISTS_ON_CLUSTER' }, nextAttemptAt: null })
    const token = await managed.createToken([
      { action: 'WRITE', databaseId: taken.id },
      { action: 'WRITE', databaseId: '*' },
    ])
    expect(await managed.write(token, 'theirs')).toBe(403)
    const [policies] = await managed.influxd.run('SHOW RETENTION POLICIES ON theirs')
    expect(policies?.series?.[0]?.values.map(([name, duration]) => [name, duration])).toEqual([['theirs', '120h0m0s']])

    await managed.deleteDatabase(taken)
    await managed.settled()
    expect(await managed.points('theirs')).toBe(1)
  })

  it('the lost answer of one’s own creation is not mistaken for somebody else’s database', async () => {
    managed.proxy.forget()
    await managed.createDatabase('counted')
    const calls = managed.proxy.calls.length
    for (let lost = 1; lost <= calls; lost++) {
      managed.proxy.forget()
      managed.proxy.decide(onlyCall(lost, 'ANSWER_LOST'))
      const { id, sync } = await managed.createDatabase(`lost${lost}`)
      expect(['PENDING', 'APPLIED']).toContain(sync.state)
      await managed.settled()
      expect(await managed.sync(id)).toMatchObject({ state: 'APPLIED', lastError: null })
    }
    expect((await managed.databases()).filter((name) => name.startsWith('lost'))).toHaveLength(calls)
  })

  it('a token for every database reaches those that the gateway manages, later ones too, and no others', async () => {
    await managed.influxd.run('CREATE DATABASE unmanaged')
    await managed.influxd.write('unmanaged', 'm v=1')
    const [first, doomed] = [await managed.createDatabase('first'), await managed.createDatabase('doomed')]
    const every = await managed.createToken([
      { action: 'READ', databaseId: '*' },
      { action: 'WRITE', databaseId: '*' },
    ])
    expect([await managed.write(every, 'first'), await managed.read(every, 'first')]).toEqual([204, 200])
    await managed.createDatabase('later')
    expect([await managed.write(every, 'later'), await managed.read(every, 'later')]).toEqual([204, 200])
    expect([await managed.write(every, 'unmanaged'), await managed.read(every, 'unmanaged')]).toEqual([403, 403])
    await managed.deleteDatabase(doomed)
    expect(await managed.write(every, 'doomed')).toBe(403)
    for (const statement of ['DROP DATABASE first', 'SHOW USERS', 'CREATE DATABASE more']) {
      expect(await managed.query(every, statement), statement).toBe(403)
    }
    const [grants] = await managed.influxd.run(`SHOW GRANTS FOR "${every.id}"`)
    const held = (grants?.series?.[0]?.values ?? []).filter(([, privilege]) => privilege !== 'NO PRIVILEGES')
    expect(held.map(([name]) => name)).not.toContain('doomed')
    expect(held.every(([, privilege]) => privilege === 'ALL PRIVILEGES')).toBe(true)
    await managed.updateToken(every.id, [{ action: 'READ', databaseId: first.id }])
    expect([await managed.write(every, 'later'), await managed.read(every, 'later')]).toEqual([403, 403])
    expect([await managed.write(every, 'first'), await managed.read(every, 'first')]).toEqual([403, 200])
  })
})
