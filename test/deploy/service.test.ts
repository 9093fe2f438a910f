import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { built } from '../built.ts'
import { blocksIn } from '../docs/documents.ts'
import { eventually } from '../gateway.ts'
import { freePort, isHere } from '../programs.ts'
import { systemdForTest } from './systemd.ts'

await built()

const file = new URL('../../docs/deploy/clustergate.service', import.meta.url)
const unit = readFileSync(file, 'utf8')

/** All values of a setting, in their order. */
const settings = (name: string, text = unit): readonly string[] =>
  [...text.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value = '']) => value)

/** The block of docs/deploy/README.md that begins like this. */
function blockOf(start: string): string {
  const block = blocksIn('sh').find(
    ({ chapter, text }) => chapter === 'docs/deploy/README.md: systemd' && text.startsWith(start),
  )
  if (!block) throw new Error(`docs/deploy/README.md prints no block that begins with "${start}".`)
  return block.text
}

/** What the booted machine lacks: the project is installed already, and there is no journal. */
const stubs = 'sudo() { "$@"; }; npm() { :; }; journalctl() { :; }'

/** As the comments of the unit say. */
const withoutDatabase = `cp() { sed /database_url/d "$1" >"$2/$(basename "$1")"; }`

describe.runIf(isHere('systemd-analyze'))('the unit for systemd', () => {
  it('is one that systemd takes without a word', () => {
    const directory = mkdtempSync(join(tmpdir(), 'clustergate-unit-'))
    onTestFinished(() => rmSync(directory, { recursive: true }))
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

describe('the unit, run by systemd itself', () => {
  it('serves with credentials of root as its user, keeps them out of its data, and stops with 0', async ({ skip }) => {
    const systemd = await systemdForTest()
    if (!systemd) return skip()
    const port = await freePort()
    const prepare = blockOf('npm run pack')
      .split('\n')
      .filter((line) => !line.includes('database_url'))
      .join('\n')
      .replace('CLUSTERGATE_MAIL_FROM=', `PORT=${port} CLUSTERGATE_MAIL_FROM=`)
    systemd.run(`${stubs}\ncd /project\n${withoutDatabase}\n${prepare}`)
    await eventually(() =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
    const files = systemd.run('stat -c "%n %a %U" /var/lib/clustergate/* /run/credentials/clustergate.service/*')
    expect(files).toContain('/var/lib/clustergate/clustergate.db 600 ')
    expect(files).not.toContain('/var/lib/clustergate/master.key')
    expect(files).toMatch(/\/run\/credentials\/clustergate\.service\/master_key 4[04]0 /)
    expect(files).not.toContain(' root\n/var')

    // systemd-run asks for the service by the bus.
    systemd.run('systemctl start dbus')
    const commands = blockOf('clustergate() {')
      .replace(/^.*LoadCredential=database_url.*\n/m, '')
      .replace(/ DATABASE_URL_FILE=\S+\/database_url/, '')
    expect(systemd.run(`${stubs}\n${commands}`)).toMatch(/My account/)

    const ended = 'systemctl stop clustergate; systemctl show clustergate --property=Result,ExecMainStatus'
    expect(systemd.run(ended).trim().split('\n').sort()).toEqual(['ExecMainStatus=0', 'Result=success'])
  })
})
