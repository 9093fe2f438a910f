import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kinds } from '../../../src/clusters/drivers/kinds.ts'
import { signJwt } from '../../../src/dataplane/jwt.ts'
import { isHere } from '../../programs.ts'
import { type Influxd, startInfluxd } from '../influxd.ts'
import { call, may, newSecret, openDriver, token, tokensOf, unknown } from './driver.ts'

const sharedSecret = 'shared by gateway and cluster'
const byJwt = { enforcement: 'FORWARD_AUTH', verifiesJwt: true } as const

describe.runIf(isHere('influxd'))('the password of a user of InfluxDB 1.x', () => {
  let influxd: Influxd
  beforeAll(async () => {
    influxd = await startInfluxd({ hasAuth: true, sharedSecret })
    await influxd.run('CREATE DATABASE mine')
  })
  afterAll(() => influxd?.stop())

  const writeByJwt = async (user: string, name = 'mine') => {
    const authorization = `Bearer ${signJwt(sharedSecret, user, Date.now())}`
    const init = { method: 'POST', headers: { authorization }, body: 'm v=1' }
    return (await fetch(`${influxd.url}/write?db=${name}`, init)).status
  }

  it('is the token’s secret where the cluster checks it; without it a user that has vanished stays away', async () => {
    const tokens = tokensOf(openDriver(influxd))
    const wanted = token(may('mine', 'WRITE'))
    const secret = newSecret()
    await tokens.ensure(wanted, unknown, secret, call())
    expect((await influxd.put('mine', 'm v=1', { user: wanted.id, password: secret })).status).toBe(204)
    await influxd.run(`DROP USER "${wanted.id}"`)
    const again = tokens.ensure(wanted, unknown, undefined, call())
    await expect(again).rejects.toMatchObject({ code: 'SECRET_LOST' })
  })

  it('becomes the secret where an attempt before left another, until that is known to have worked', async () => {
    const tokens = tokensOf(openDriver(influxd))
    const wanted = token(may('mine', 'WRITE'))
    const secret = newSecret()
    await influxd.run(`CREATE USER "${wanted.id}" WITH PASSWORD 'another'`)
    await tokens.ensure(wanted, unknown, secret, call())
    expect((await influxd.put('mine', 'm v=1', { user: wanted.id, password: secret })).status).toBe(204)
    expect((await influxd.put('mine', 'm v=1', { user: wanted.id, password: 'another' })).status).toBe(401)
  })

  it('is known to nobody behind a proxy with JWTs: the secret does not sign in, the grants hold for the JWT', async () => {
    const tokens = tokensOf(openDriver(influxd, byJwt))
    const wanted = token(may('mine', 'WRITE'))
    const secret = newSecret()
    await tokens.ensure(wanted, unknown, secret, call())
    expect((await influxd.put('mine', 'm v=1', { user: wanted.id, password: secret })).status).toBe(401)
    expect(await writeByJwt(wanted.id)).toBe(204)
    await tokens.ensure({ ...wanted, grants: may('mine', 'READ') }, unknown, undefined, call())
    expect(await writeByJwt(wanted.id)).toBe(403)
    await tokens.remove(wanted, unknown, call())
    expect(await writeByJwt(wanted.id)).toBe(401)
  })

  it('is not missed behind a proxy with JWTs: a user that has vanished is made again', async () => {
    const tokens = tokensOf(openDriver(influxd, byJwt))
    const wanted = token(may('mine', 'WRITE'))
    const known = await tokens.ensure(wanted, unknown, undefined, call())
    await influxd.run(`DROP USER "${wanted.id}"`)
    await tokens.ensure(wanted, known, undefined, call())
    expect(await writeByJwt(wanted.id)).toBe(204)
  })

  it('does not exist where only the proxy guards the cluster: there are no users', () => {
    const terms = { enforcement: 'FORWARD_AUTH', verifiesJwt: false } as const
    expect(openDriver(influxd, terms).tokens).toBeUndefined()
    expect(kinds.INFLUXDB_1?.capabilities(terms).secretsBy).toBe('NONE')
    expect(kinds.INFLUXDB_1?.capabilities(byJwt).secretsBy).toBe('GATEWAY')
  })
})
