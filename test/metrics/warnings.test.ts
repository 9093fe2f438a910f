import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { eventually, gatewayForTest, type TestGateway, type TestOptions } from '../gateway.ts'
import { onPostgres } from '../store.ts'
import { minute } from '../times.ts'
import { metricsUrl, scrape } from './scrape.ts'

const open = ({ environment, ...options }: TestOptions = {}) =>
  gatewayForTest({ ...options, environment: { CLUSTERGATE_METRICS_PORT: '0', ...environment } })

/** What `/readyz?verbose` says, and its status. */
async function verbose(gateway: TestGateway) {
  const answer = await fetch(metricsUrl(gateway, '/readyz?verbose'))
  return { status: answer.status, lines: (await answer.text()).trimEnd().split('\n') }
}

describe('a gateway warns on /readyz?verbose, and stays ready,', () => {
  it('where a newer version has changed the tables', async () => {
    const gateway = await open()
    await sql`insert into migrations (name) values ('0999-later')`.execute(gateway.db)
    const { status, lines } = await verbose(gateway)
    expect({ status, lines }).toEqual({ status: 200, lines: expect.arrayContaining(['ready']) })
    expect(lines.join('\n')).toContain('[!] migrations: A newer version has changed the tables')
    const { value } = await scrape(gateway)
    expect([value('clustergate_health_check', { check: 'migrations' }), value('clustergate_ready')]).toEqual([0, 1])
    expect(value('clustergate_health_check', { check: 'store' })).toBe(1)
  })

  it.skipIf(onPostgres)('where the file is gone that keeps a second gateway away', async () => {
    const gateway = await open()
    rmSync(join(gateway.store.dataDirectory, 'server.lock'))
    const { status, lines } = await verbose(gateway)
    expect({ status, lines }).toEqual({
      status: 200,
      lines: expect.arrayContaining([
        '[!] lock: The file server.lock is gone: another gateway could start on the data directory.',
      ]),
    })
  })

  it('while its master keys cannot be read anew', async () => {
    const gateway = await open()
    const file = join(gateway.store.dataDirectory, 'master.key')
    const key = readFileSync(file, 'utf8')
    writeFileSync(file, 'no key\n')
    await gateway.app.keyWatch.look()
    const { status, lines } = await verbose(gateway)
    expect({ status, lines }).toEqual({
      status: 200,
      lines: expect.arrayContaining(['[!] keys: The master keys could not be read anew; the log says why.']),
    })
    writeFileSync(file, key)
    await gateway.app.keyWatch.look()
    expect((await verbose(gateway)).lines).toContain('[+] keys: The master keys are those of the store.')
  })

  it('where checkpoints wait for the audit sink for more than a minute, which the metrics tell, too', async () => {
    const sink = join((await open()).store.dataDirectory, 'nowhere/sink.jsonl')
    const gateway = await open({ environment: { CLUSTERGATE_AUDIT_SINK: sink } })
    await gateway.account()
    gateway.app.core.checkpoints.flush()
    await eventually(() => gateway.log.some(({ msg, fault }) => msg === 'fault' && /SINK/.test(JSON.stringify(fault))))
    expect((await verbose(gateway)).lines).toContain('[+] audit_sink: The audit sink takes checkpoints.')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * minute })
    onTestFinished(() => void vi.useRealTimers())
    const { status, lines } = await verbose(gateway)
    expect(status).toBe(200)
    expect(lines.join('\n')).toMatch(
      /\[!\] audit_sink: \d+ checkpoints wait for the audit sink, the oldest for 1[2-7]\d s\./,
    )
    const { value } = await scrape(gateway)
    expect(value('clustergate_audit_sink_waiting')).toBeGreaterThan(0)
    expect(value('clustergate_audit_sink_lag_seconds')).toBeGreaterThan(100)
    expect(value('clustergate_health_check', { check: 'audit_sink' })).toBe(0)
  })
})

it('nothing waits for an audit sink that takes all, and without one there is no such figure', async () => {
  const plain = await open()
  const sink = join(plain.store.dataDirectory, 'sink.jsonl')
  const gateway = await open({ environment: { CLUSTERGATE_AUDIT_SINK: sink } })
  await gateway.account()
  gateway.app.core.checkpoints.flush()
  await eventually(async () => (await scrape(gateway)).value('clustergate_audit_sink_waiting') === 0)
  expect((await scrape(gateway)).value('clustergate_audit_sink_lag_seconds')).toBe(0)
  const { value } = await scrape(plain)
  expect([value('clustergate_audit_sink_waiting'), value('clustergate_audit_sink_lag_seconds')]).toEqual([
    undefined,
    undefined,
  ])
})
