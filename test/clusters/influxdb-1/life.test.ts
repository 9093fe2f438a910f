import { describe, expect, it } from 'vitest'
import { eventually } from '../../gateway.ts'
import { isHere } from '../../programs.ts'
import { day, hour } from '../../times.ts'
import { allModes, useManaged } from './managed.ts'

describe.runIf(isHere('influxd')).each(allModes)('on InfluxDB 1.x, guarded %s,', (mode) => {
  const managed = useManaged(mode)
  const { gateway } = managed

  it('a database is there when its creation is answered, and a token may do what it holds, and no more', async () => {
    const { id, sync } = await managed.createDatabase('sensors', { retentionPeriod: '7d' })
    expect(sync).toMatchObject({ state: 'APPLIED', lastError: null })
    const [policies] = await managed.influxd.run('SHOW RETENTION POLICIES ON sensors')
    expect(policies?.series?.[0]?.values[0]?.slice(0, 2)).toEqual(['autogen', '168h0m0s'])
    const token = await managed.createToken([
      { action: 'READ', databaseId: id },
      { action: 'WRITE', databaseId: id },
    ])
    expect(token.sync).toMatchObject({ state: 'APPLIED', lastError: null })
    expect([await managed.write(token, 'sensors'), await managed.read(token, 'sensors')]).toEqual([204, 200])
    expect(await managed.updateToken(token.id, [{ action: 'READ', databaseId: id }])).toMatchObject({
      state: 'APPLIED',
    })
    expect([await managed.write(token, 'sensors'), await managed.read(token, 'sensors')]).toEqual([403, 200])
    expect(await managed.updateToken(token.id, [{ action: 'WRITE', databaseId: id }])).toMatchObject({
      state: 'APPLIED',
    })
    expect([await managed.write(token, 'sensors'), await managed.read(token, 'sensors')]).toEqual([204, 403])
  })

  it('a revoked token is refused by every request that begins after the answer, under four writers', async () => {
    const { id } = await managed.createDatabase('revoked')
    const token = await managed.createToken([{ action: 'WRITE', databaseId: id }])
    let answered = false
    const seen = { accepted: 0, late: 0, refused: 0 }
    const writers = Array.from({ length: 4 }, async () => {
      while (seen.refused < 40) {
        const isLate = answered
        const isAccepted = (await managed.write(token, 'revoked')) === 204
        seen.accepted += Number(isAccepted)
        seen.late += Number(isAccepted && isLate)
        seen.refused += Number(!isAccepted && isLate)
      }
    })
    await eventually(() => seen.accepted > 20)
    await managed.revokeToken(token.id)
    answered = true
    await Promise.all(writers)
    expect(seen.late).toBe(0)
    expect(await managed.users()).not.toContain(token.id)
  })

  it('a token that has expired is refused, and is no user any more', async () => {
    const { id } = await managed.createDatabase('expiring')
    const expiresAt = new Date(gateway.app.core.clock() + 2 * hour).toISOString()
    const token = await managed.createToken([{ action: 'WRITE', databaseId: id }], { expiresAt })
    expect(await managed.write(token, 'expiring')).toBe(204)
    await managed.advance(2 * hour + 1_000)
    await eventually(async () => !(await managed.users()).includes(token.id))
    expect(await managed.write(token, 'expiring')).toBe(401)
  })

  it('a deleted database is closed at once, keeps its data, comes back with it, and is gone after seven days', async () => {
    const database = await managed.createDatabase('kept')
    const token = await managed.createToken([
      { action: 'READ', databaseId: database.id },
      { action: 'WRITE', databaseId: database.id },
    ])
    for (let point = 1; point <= 3; point++) {
      await managed.influxd.write('kept', `m v=${point} ${point}`)
    }
    await managed.deleteDatabase(database)
    expect([await managed.write(token, 'kept'), await managed.read(token, 'kept')]).toEqual([403, 403])
    await managed.settled()
    expect(await managed.points('kept')).toBe(3)
    const again = managed.createDatabase('kept')
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', field: 'input.name' })

    expect(await managed.undeleteDatabase(database.id)).toMatchObject({ state: 'APPLIED' })
    await managed.settled()
    expect([await managed.write(token, 'kept'), await managed.read(token, 'kept')]).toEqual([204, 200])
    expect(await managed.points('kept')).toBe(4)

    await managed.deleteDatabase(database)
    await managed.advance(7 * day + 1_000)
    await eventually(async () => !(await managed.databases()).includes('kept'))
    await managed.settled()
    const successor = await eventually(() =>
      managed.createDatabase('kept').catch((error) => {
        if (error.code !== 'CONFLICT') throw error
        return undefined
      }),
    )
    expect(successor.sync).toMatchObject({ state: 'APPLIED' })
    expect([await managed.write(token, 'kept'), await managed.read(token, 'kept')]).toEqual([403, 403])
    expect(await managed.points('kept')).toBe(0)
  })
})
