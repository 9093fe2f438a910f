import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mintDatabaseSecret } from '../../../src/auth/secret.ts'
import type { Grant } from '../../../src/clusters/drivers/driver.ts'
import { kinds } from '../../../src/clusters/drivers/kinds.ts'
import { newId } from '../../../src/values/id.ts'
import { isHere } from '../../programs.ts'
import { createUser, type Influxd, startInfluxd } from '../influxd.ts'
import { openLossyProxy } from '../lossy-proxy.ts'
import { call, may, newSecret, openDriver, token, tokensOf, unknown } from './driver.ts'

const actionSets = { NONE: [], READ: ['READ'], WRITE: ['WRITE'], ALL: ['READ', 'WRITE'] } as const

describe.runIf(isHere('influxd'))('users of InfluxDB 1.x', () => {
  let influxd: Influxd
  beforeAll(async () => {
    influxd = await startInfluxd({ hasAuth: true })
    await influxd.run('CREATE DATABASE mine')
    await influxd.run('CREATE DATABASE other')
    await influxd.run('CREATE DATABASE third')
  })
  afterAll(() => influxd?.stop())

  /** What somebody may do on a database, as the cluster shows it. */
  const allowed = async (user: string, password: string, name = 'mine') => {
    const written = await influxd.put(name, 'm v=1', { user, password })
    const read = await influxd.ask('SELECT * FROM m', { user, password, database: name })
    return [read, written].map(({ status }) => status)
  }
  const grantsOf = async (user: string) => {
    const [result] = await influxd.run(`SHOW GRANTS FOR "${user}"`)
    return Object.fromEntries((result?.series?.[0]?.values ?? []).filter(([, held]) => held !== 'NO PRIVILEGES'))
  }
  const answers = { NONE: [403, 403], READ: [200, 403], WRITE: [403, 204], ALL: [200, 204] }

  it('hold exactly what is wanted, from whatever they held before', async () => {
    const tokens = tokensOf(openDriver(influxd))
    const secret = newSecret()
    const wanted = token([])
    const known = await tokens.ensure(wanted, unknown, secret, call())
    expect(known).toEqual({ externalId: wanted.id, externalName: wanted.id })
    const names = Object.keys(actionSets) as (keyof typeof actionSets)[]
    for (const before of names) {
      for (const after of names) {
        await tokens.ensure({ ...wanted, grants: may('mine', ...actionSets[before]) }, known, undefined, call())
        const grants = may('mine', ...actionSets[after])
        await tokens.ensure({ ...wanted, grants }, known, undefined, call())
        expect(await allowed(wanted.id, secret), `${before} to ${after}`).toEqual(answers[after])
        expect((await tokens.list(call())).find(({ mark }) => mark === wanted.id)?.grants).toEqual(grants)
      }
    }
  })

  it('lose before they gain, in one statement for each database', async () => {
    const proxy = await openLossyProxy(influxd.url)
    const tokens = tokensOf(openDriver(proxy))
    const wanted = token([...may('mine', 'READ', 'WRITE'), ...may('other', 'READ')])
    const known = await tokens.ensure(wanted, unknown, newSecret(), call())
    proxy.forget()
    const grants = [...may('third', 'READ'), ...may('mine', 'WRITE')]
    await tokens.ensure({ ...wanted, grants }, known, undefined, call())
    expect(proxy.calls.map(({ body }) => new URLSearchParams(body).get('q')?.replaceAll(wanted.id, 'user'))).toEqual([
      'SHOW USERS;SHOW GRANTS FOR "user"',
      'REVOKE ALL ON "other" FROM "user"',
      'GRANT WRITE ON "mine" TO "user"',
      'GRANT READ ON "third" TO "user"',
    ])
    proxy.forget()
    await tokens.ensure({ ...wanted, grants }, known, undefined, call())
    expect(proxy.calls).toHaveLength(1)
    await proxy.close()
  })

  it('never get every database, nor the power to manage the cluster', async () => {
    const tokens = tokensOf(openDriver(influxd))
    const grants: readonly Grant[] = [{ action: 'WRITE', database: null }]
    const wanted = token(grants)
    await expect(tokens.ensure(wanted, unknown, newSecret(), call())).rejects.toMatchObject({ code: 'UNSUPPORTED' })
    expect((await tokens.list(call())).some(({ mark }) => mark === wanted.id)).toBe(false)
    const secret = newSecret()
    const known = await tokens.ensure({ ...wanted, grants: may('mine', 'WRITE') }, unknown, secret, call())
    await influxd.run(`GRANT ALL PRIVILEGES TO "${wanted.id}"`)
    expect(await allowed(wanted.id, secret, 'other')).toEqual([200, 204])
    await tokens.ensure({ ...wanted, grants: may('mine', 'WRITE') }, known, undefined, call())
    expect(await allowed(wanted.id, secret, 'other')).toEqual([403, 403])
    expect(await allowed(wanted.id, secret)).toEqual([403, 204])
  })

  it('get what they can where a database is gone, and it is said', async () => {
    const tokens = tokensOf(openDriver(influxd))
    const wanted = token([...may('gone', 'READ'), ...may('mine', 'READ')])
    const attempt = tokens.ensure(wanted, unknown, newSecret(), call())
    await expect(attempt).rejects.toMatchObject({ code: 'MISSING', message: 'The database is gone from the cluster.' })
    expect(await grantsOf(wanted.id)).toEqual({ mine: 'READ' })
  })

  it('compare every byte of a secret that is minted for them: altered at its end, it is refused', async () => {
    const tokens = tokensOf(openDriver(influxd))
    const bytesMax = kinds.INFLUXDB_1?.capabilities({ enforcement: 'NATIVE', verifiesJwt: false }).secretBytesMax
    const secret = mintDatabaseSecret(bytesMax)
    expect(secret).toMatch(/^apiv1_[A-Za-z0-9+/]{64}$/)
    const wanted = token(may('mine', 'READ', 'WRITE'))
    await tokens.ensure(wanted, unknown, secret, call())
    expect(await allowed(wanted.id, secret)).toEqual([200, 204])
    const altered = secret.slice(0, -1) + (secret.endsWith('x') ? 'y' : 'x')
    expect(await allowed(wanted.id, altered)).toEqual([401, 401])
    expect(await allowed(wanted.id, secret.slice(0, -1))).toEqual([401, 401])
    expect(await allowed(wanted.id, `${secret}x`)).toEqual([401, 401])
  })

  it('are removed however often, and only those', async () => {
    const tokens = tokensOf(openDriver(influxd))
    const [one, two] = [token(may('mine', 'WRITE')), token(may('mine', 'WRITE'))]
    for (const wanted of [one, two]) await tokens.ensure(wanted, unknown, newSecret(), call())
    for (let time = 1; time <= 2; time++) await tokens.remove(one, unknown, call())
    const marks = (await tokens.list(call())).map(({ mark }) => mark)
    expect(marks).not.toContain(one.id)
    expect(marks).toContain(two.id)
  })

  it('are listed with a mark when they are ours, and as admins when they pass every rule', async () => {
    const tokens = tokensOf(openDriver(influxd))
    const names = ['grafana', 'database_token', `x${newId('database_token')}`, newId('user'), 'q"uo\'te\nü: x']
    for (const name of names) await influxd.run(`CREATE USER ${quoted(name)} WITH PASSWORD 'x'`)
    await influxd.run(
      `GRANT ALL ON mine TO grafana; GRANT READ ON other TO grafana; GRANT READ ON mine TO ${quoted(names[4] as string)}`,
    )
    const listed = await tokens.list(call())
    expect(listed.find(({ externalId }) => externalId === 'root')).toEqual({
      externalId: 'root',
      mark: null,
      description: 'root',
      isAdmin: true,
      grants: [],
    })
    expect(listed.find(({ externalId }) => externalId === 'grafana')).toEqual({
      externalId: 'grafana',
      mark: null,
      description: 'grafana',
      isAdmin: false,
      grants: [...may('mine', 'READ', 'WRITE'), ...may('other', 'READ')],
    })
    for (const name of names) expect(listed.find(({ externalId }) => externalId === name)?.mark).toBe(null)
    expect(listed.find(({ externalId }) => externalId === names[4])?.grants).toEqual(may('mine', 'READ'))
  })

  it('of other people are narrowed and removed under their own names, and never made', async () => {
    const tokens = tokensOf(openDriver(influxd))
    await influxd.run(`${createUser('telegraf')}; GRANT ALL ON mine TO telegraf; GRANT ALL ON other TO telegraf`)
    const imported = { ...token(may('mine', 'WRITE')), description: 'telegraf' }
    const known = { externalId: 'telegraf', externalName: 'telegraf' }
    expect(await tokens.ensure(imported, known, undefined, call())).toEqual(known)
    expect(await grantsOf('telegraf')).toEqual({ mine: 'WRITE' })
    expect((await influxd.put('mine', 'm v=1', { user: 'telegraf' })).status).toBe(204)
    await tokens.remove(imported, known, call())
    const again = tokens.ensure(imported, known, newSecret(), call())
    await expect(again).rejects.toMatchObject({ code: 'SECRET_LOST' })
    expect((await tokens.list(call())).some(({ externalId }) => externalId === 'telegraf')).toBe(false)
  })

  it('of the gateway itself are left alone', async () => {
    const tokens = tokensOf(openDriver(influxd))
    const known = { externalId: 'root', externalName: 'root' }
    await expect(tokens.remove(token([]), known, call())).rejects.toMatchObject({ code: 'REFUSED' })
    await expect(tokens.ensure(token([]), known, undefined, call())).rejects.toMatchObject({ code: 'REFUSED' })
    expect((await tokens.list(call())).find(({ externalId }) => externalId === 'root')?.isAdmin).toBe(true)
  })
})

const quoted = (name: string) => `"${name.replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
