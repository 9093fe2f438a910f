import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { filesOf } from '../../dataplane/data-proxy.ts'
import { isHere } from '../../programs.ts'
import { allModes, type MadeToken, useManaged } from './managed.ts'

describe.runIf(isHere('influxd')).each(allModes)('secrets of tokens on InfluxDB 1.x, guarded %s,', (mode) => {
  const managed = useManaged(mode)
  const { gateway, account } = managed
  const isNative = mode === 'by the cluster itself'

  const write = (databaseId: string) => [{ action: 'WRITE', databaseId }] as const
  const keptSecrets = async () => {
    const rows = await gateway.db.selectFrom('cluster_work').select(['id', 'secret']).execute()
    return rows.filter(({ secret }) => secret !== null).map(({ id }) => id)
  }

  it('count to the last character', async () => {
    const { id } = await managed.createDatabase('sensors')
    const token = await managed.createToken(write(id))
    expect(token.secret).toMatch(isNative ? /^apiv1_[A-Za-z0-9+/]{64}$/ : /^apiv1_[A-Za-z0-9+/]{86}==$/)
    expect(await managed.write(token, 'sensors')).toBe(204)
    const end = isNative ? -1 : -3
    const altered = token.secret.at(end) === 'A' ? 'Q' : 'A'
    const other = { ...token, secret: token.secret.slice(0, end) + altered + token.secret.slice(end).slice(1) }
    expect(await managed.write(other, 'sensors')).toBe(401)
    expect(await managed.write({ ...token, secret: token.secret.slice(0, -1) }, 'sensors')).toBe(401)
  })

  it('are kept only until the cluster has them, sealed, and only where it checks them', async () => {
    expect(await keptSecrets()).toEqual([])
    const { id } = await managed.createDatabase('kept')
    await managed.influxd.kill()
    const token = await managed.createToken(write(id))
    expect(await keptSecrets()).toEqual(isNative ? [token.id] : [])
    await managed.influxd.start()
    await managed.settled()
    expect(await keptSecrets()).toEqual([])
    expect(await managed.write(token, 'kept')).toBe(204)
  })

  it('of a token that is revoked before the cluster had it are forgotten', async () => {
    const { id } = await managed.createDatabase('forgotten')
    await managed.influxd.kill()
    const token = await managed.createToken(write(id))
    await managed.revokeToken(token.id)
    await managed.influxd.start()
    await managed.settled()
    expect(await keptSecrets()).toEqual([])
    expect(await managed.users()).not.toContain(token.id)
  })

  it('are in no row, log, audit event or error of the gateway, nor in a file or log of the cluster', async () => {
    const { id, name } = await managed.createDatabase('canaries')
    const tokens: MadeToken[] = [await managed.createToken(write(id))]
    for (const fate of ['ANSWER_LOST', 'REQUEST_LOST'] as const) {
      managed.proxy.decide(({ body }) => (body.includes('PASSWORD') ? fate : 'ANSWERED'))
      tokens.push(await managed.createToken(write(id)))
      tokens.push(await managed.rotateToken(tokens.at(-1)?.id as string))
      managed.proxy.decide()
      await managed.settled()
    }
    for (const token of tokens) await managed.write(token, name)
    await managed.write({ ...(tokens[1] as MadeToken), secret: `${tokens[1]?.secret.slice(0, -1)}x` }, name)
    await managed.influxd.run(`DROP USER "${tokens[1]?.id}"`)
    await managed.updateToken(tokens[1]?.id ?? '', [{ action: 'READ', databaseId: id }])

    const { auditEvents } = await account.admin.run(
      '{ auditEvents(first: 100) { nodes { resourceLabel errorCode changes { before after } } } }',
    )
    const tables = await gateway.db.introspection.getTables()
    const rows = await Promise.all(
      tables.map(async ({ name: table }) => (await sql`select * from ${sql.table(table)}`.execute(gateway.db)).rows),
    )
    const places = {
      audit: JSON.stringify(auditEvents),
      rows: JSON.stringify(rows),
      log: JSON.stringify(gateway.log),
      logOfCluster: managed.influxd.log(),
      filesOfCluster: filesOf(managed.influxd.directory),
    }
    expect(places.rows.length).toBeGreaterThan(10_000)
    for (const [place, text] of Object.entries(places)) {
      for (const { secret } of tokens) expect(text.includes(secret.slice(6, 30)), place).toBe(false)
      // The shared secret is in the cluster's own configuration.
      const canaries = place === 'filesOfCluster' ? /CANARY the password/ : /CANARY/
      expect(canaries.exec(text), place).toBe(null)
    }
  })
})
