import { describe, expect, it, onTestFinished } from 'vitest'
import { ClusterError } from '../../../src/clusters/drivers/driver.ts'
import { filesOf } from '../../dataplane/data-proxy.ts'
import { isHere } from '../../programs.ts'
import { startInfluxd } from '../influxd.ts'
import { openLossyProxy } from '../lossy-proxy.ts'
import { call, database, may, newSecret, openDriver, token, tokensOf, unknown } from './driver.ts'

describe.runIf(isHere('influxd'))('secrets on their way to InfluxDB 1.x', () => {
  it('are in nothing that it logs or stores, nor in any message of the driver', async () => {
    const credential = `it's "the" \\ CANARY of the administrator`
    const influxd = await startInfluxd({ hasAuth: true, password: credential })
    onTestFinished(() => influxd.stop())
    const proxy = await openLossyProxy(influxd.url)
    onTestFinished(() => proxy.close())
    const driver = openDriver(proxy, { credential })
    const tokens = tokensOf(driver)
    const messages: string[] = []
    const attempt = async (work: () => Promise<unknown>) => {
      const error = await work().then(
        () => undefined,
        (reason: unknown) => reason,
      )
      if (error === undefined) return
      expect(error).toBeInstanceOf(ClusterError)
      messages.push(`${(error as Error).stack} ${JSON.stringify(error)}`)
    }
    await driver.ensureDatabase(database('mine'), unknown, call())
    const secrets = [newSecret(), newSecret(), newSecret()] as const
    const [first, second, third] = [token(may('mine', 'WRITE')), token(may('gone', 'READ')), token(may('mine', 'READ'))]
    await attempt(() => tokens.ensure(first, unknown, secrets[0], call()))
    await attempt(() => tokens.ensure(first, unknown, secrets[0], call()))
    await attempt(() => tokens.ensure(second, unknown, secrets[1], call()))
    await attempt(() => tokens.ensure(third, unknown, `${secrets[2]}\n\u0000'; DROP`, call()))
    for (const fate of ['ANSWER_LOST', 'REQUEST_LOST'] as const) {
      proxy.decide(({ body }) => (body.includes('PASSWORD') ? fate : 'ANSWERED'))
      await attempt(() => tokens.ensure(token([]), unknown, secrets[2], call()))
    }
    proxy.decide()
    await attempt(() => openDriver(proxy, { credential: `${credential} wrong` }).health(call()))
    await influxd.kill()
    await attempt(() => tokens.ensure(third, unknown, secrets[2], call()))
    await influxd.start()
    expect(messages.length).toBeGreaterThanOrEqual(5)
    const written = [influxd.log(), filesOf(influxd.directory), ...messages].join('\n')
    expect(influxd.log()).toContain('[REDACTED]')
    for (const secret of secrets) expect(written).not.toContain(secret.slice(6, 30))
    expect(written).not.toContain('CANARY')
    expect(written).not.toContain(Buffer.from(`root:${credential}`).toString('base64'))
  })
})
