import { describe, expect, it } from 'vitest'
import { clusterSecretsOf } from '../../../src/operator/operator.ts'
import { clustergate } from '../../process/command.ts'
import { isHere } from '../../programs.ts'
import { compare } from '../compare.ts'
import { sharedSecret, useManaged } from './managed.ts'

describe.runIf(isHere('influxd'))('on InfluxDB 1.x, guarded by a proxy alone,', () => {
  const managed = useManaged('by a proxy alone')
  const { gateway, account } = managed

  it('databases are made, and tokens are no users; with a JWT secret all of them become some', async () => {
    const { id } = await managed.createDatabase('sensors')
    const tokens = {
      writer: await managed.createToken([{ action: 'WRITE', databaseId: id }]),
      every: await managed.createToken([{ action: 'READ', databaseId: '*' }]),
      revoked: await managed.createToken([{ action: 'WRITE', databaseId: id }]),
    }
    expect(tokens.writer.sync).toMatchObject({ state: 'APPLIED' })
    await managed.revokeToken(tokens.revoked.id)
    expect(await managed.databases()).toEqual(['sensors'])
    expect(await managed.users()).toEqual([])

    const secrets = clusterSecretsOf(gateway.app.core)
    await secrets.setJwtSecret(account.id, managed.clusterId, sharedSecret)
    await managed.settled()
    expect([...(await managed.users())].sort()).toEqual([tokens.writer.id, tokens.every.id].sort())
    expect([await managed.write(tokens.writer, 'sensors'), await managed.read(tokens.writer, 'sensors')]).toEqual([
      204, 403,
    ])
    expect([await managed.write(tokens.every, 'sensors'), await managed.read(tokens.every, 'sensors')]).toEqual([
      403, 200,
    ])
    expect(await managed.write(tokens.revoked, 'sensors')).toBe(401)

    // It needs no secret of the token to be made anew.
    await managed.influxd.run(`DROP USER "${tokens.every.id}"`)
    await compare(gateway, account, managed.clusterId)
    expect(await managed.users()).toContain(tokens.every.id)
    expect(await managed.read(tokens.every, 'sensors')).toBe(200)

    const { store } = gateway
    const command = ['cluster', 'jwt-secret', 'primary', '--remove', '--account', account.id]
    expect(await clustergate(store, command)).toMatchObject({
      ...{ code: 0, stdout: expect.stringContaining('without a JWT') },
      stderr: expect.stringMatching(/^2 users of its tokens stay on the cluster.*--revoke\.\n$/),
    })
    await managed.revokeToken(tokens.writer.id)
    await secrets.setJwtSecret(account.id, managed.clusterId, sharedSecret)
    await managed.settled()
    expect(await managed.users()).toEqual([tokens.every.id])
  })
})
