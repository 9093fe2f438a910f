import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { built } from '../built.ts'
import { isHere } from '../programs.ts'
import { canConfine, directoryForTest, mainInside, nobody, serveConfined } from './confined.ts'

await built()

const file = new URL('../../docs/deploy/clustergate.service', import.meta.url)
const unit = readFileSync(file, 'utf8')

/** All values of a setting, in their order. */
const settings = (name: string, text = unit): readonly string[] =>
  [...text.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value = '']) => value)

/** As the comments say: what neither PostgreSQL nor a mail server is there for. */
const alone = unit.replace(/^.*(?:database_url|smtp_url).*\n/gm, '')

describe.runIf(isHere('systemd-analyze'))('the unit for systemd', () => {
  it('is one that systemd takes without a word', () => {
    const directory = directoryForTest(0)
    const node = execFileSync('sh', ['-c', 'command -v node'], { encoding: 'utf8' }).trim()
    const copy = join(directory, 'clustergate.service')
    // On this machine, node may lie elsewhere.
    writeFileSync(copy, unit.replace('ExecStart=/usr/bin/node ', `ExecStart=${node} `))
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', copy], { encoding: 'utf8' })
    expect([status, stdout, stderr]).toEqual([0, '', ''])
  })

  it('leaves an exposure of 2.0 at most', () => {
    const args = ['security', '--offline=true', '--threshold=20', '--no-pager', file.pathname]
    const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
    expect(Number(/exposure level for clustergate\.service: ([\d.]+)/.exec(stdout)?.[1])).toBeLessThanOrEqual(2)
  })
})

describe('what the unit promises', () => {
  it('each secret is a credential of root, which reaches the gateway as a file', () => {
    const credentials = settings('LoadCredential').map((value) => value.split(':') as [string, string])
    expect(credentials.map(([name]) => name)).toEqual(['master_key', 'database_url', 'smtp_url'])
    for (const [name, path] of credentials) {
      expect(path).toBe(`/etc/clustergate/${name}`)
      expect(settings('Environment').filter((line) => line.endsWith(`_FILE=%d/${name}`))).toHaveLength(1)
    }
  })

  it('the gateway has longer to stop than it takes', () => {
    expect(settings('TimeoutStopSec')).toEqual(['20s'])
  })
})

describe.runIf(canConfine)('the gateway as the unit runs it', () => {
  it('takes the master key from a credential of root, keeps none in its state directory, and stops at SIGTERM', async () => {
    const state = directoryForTest()
    chmodSync(state, Number.parseInt(settings('StateDirectoryMode')[0] as string, 8))
    const credentials = join(state, 'credentials')
    mkdirSync(credentials)
    // systemd leaves them to root, and lets the service read them by an access list, which looks like a group.
    const masterKey = join(credentials, 'master_key')
    writeFileSync(masterKey, execFileSync('openssl', ['rand', '-base64', '32']), { mode: 0o440 })
    for (const path of [masterKey, credentials]) chownSync(path, 0, nobody)
    chmodSync(credentials, 0o550)

    const environment = settings('Environment', alone).map((line) =>
      line.replace('%S/clustergate', state).replace('%d', credentials).split('='),
    )
    const [command = ''] = settings('ExecStart')
    const [, ...args] = command.split(' ').map((word) => (word.endsWith('/dist/main.js') ? mainInside : word))
    const gateway = await serveConfined([process.execPath, ...args], {
      inside: state,
      data: state,
      environment: Object.fromEntries(environment),
    })
    expect(gateway.said()).toContain('Keep CLUSTERGATE_MASTER_KEY safe')
    expect(await gateway.stop()).toBe(0)
    expect(existsSync(join(state, 'clustergate.db'))).toBe(true)
    expect(existsSync(join(state, 'master.key'))).toBe(false)
    expect(gateway.log()).not.toMatch(/can (?:be )?read|EROFS|EACCES|"level":(?:50|60)/)
  })
})
