import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { kinds } from '../../src/clusters/drivers/kinds.ts'
import { readConfig } from '../../src/config.ts'
import { eventually } from '../gateway.ts'
import { serverForTest, storeForTest } from '../process/command.ts'
import { emulated, variablesOf } from './emulators/kinds.ts'

const run = promisify(execFile)
const script = fileURLToPath(new URL('emulators/demo.mjs', import.meta.url))

describe('an emulated cluster', () => {
  it.each(Object.keys(emulated))('%s is one that the gateway can be told of by its variables', async (kind) => {
    const cluster = await emulated[kind]?.()
    if (!cluster) throw new Error(`There is no ${kind}.`)
    const { link } = readConfig({ CLUSTERGATE_DATA_DIR: 'data', ...variablesOf(kind, cluster) }).first
    const driver = link && kinds[link.kind]?.open({ ...link, verifiesJwt: false })
    if (!driver) throw new Error(`There is no driver for ${kind}.`)
    onTestFinished(() => driver.close())
    expect(await driver.health({ signal: AbortSignal.timeout(10_000) })).toMatchObject({})
  })
})

describe('npm run demo -- --cluster', () => {
  const ready = async (kind: string) => {
    const server = await serverForTest(await storeForTest(), {}, ['--cluster', kind], script)
    await eventually(() => server.said().includes('Ctrl+C'))
    return server
  }

  it('cloud-dedicated: a point is written with a token that the cluster has made, and the printed commands work', {
    timeout: 120_000,
  }, async () => {
    const server = await ready('cloud-dedicated')
    const said = server.said()
    expect(said).toMatch(/InfluxDB Cloud Dedicated at http:\S+ is the cluster “workshop”/)
    expect(said).toMatch(/a point was written +204$/m)
    expect(said).toMatch(/it was read +200 .*21\.5/)
    expect(said).toMatch(/writing elsewhere is +403 /)
    const printed = /To go on:\n([\s\S]*?)\nRevoke/.exec(said)?.[1] ?? ''
    expect((await run('sh', ['-e', '-c', printed], { timeout: 20_000 })).stdout).toContain('weather')

    const directory = /^Data lies in (.*)$/m.exec(said)?.[1] as string
    expect((await server.stop('SIGTERM')).code).toBe(0)
    expect(existsSync(directory)).toBe(false)
  })

  it('influxdb-3-core: a database is created there', { timeout: 120_000 }, async () => {
    const server = await ready('influxdb-3-core')
    expect(server.said()).toMatch(/InfluxDB 3 Core at http:\S+ is the cluster “workshop”/)
    expect(server.said()).toContain('The database “weather” on it is APPLIED.')
  })

  it('says which kinds there are', async () => {
    const attempt = run(process.execPath, [script, '--cluster', 'nonsense'])
    await expect(attempt).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('cloud-dedicated') })
  })
})
