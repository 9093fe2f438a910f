import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useWorld } from '../world.ts'
import { type CommandLine, openCommandLine } from './command-line.ts'
import { clientOf } from './people.ts'

let commandLine: CommandLine

beforeAll(async () => {
  commandLine = await openCommandLine()
})
afterAll(() => commandLine?.remove())

describe.each(['80', '140'])('on a terminal of %s columns', (columns) => {
  it.each([
    [['--help']],
    [['user', '--help']],
    [['database', 'create', '--help']],
    [['token', 'create', '--help']],
    [['group', 'edit', '--help']],
    [['audit', 'list', '--help']],
  ])('the help of %j says all there is', async (args) => {
    const { code, stdout, stderr } = await commandLine.run(args, { environment: { COLUMNS: columns } })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(Number(columns))
    expect(stdout).toMatchSnapshot()
  })
})

it('shows the help when nothing is asked', async () => {
  const { code, stdout } = await commandLine.run([])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Usage: clustergate /)
})

it('loads nothing of the server for what needs no server', async () => {
  // A module that is loaded says so through the loader's own trace.
  const environment = { NODE_DEBUG: 'esm,module', CLUSTERGATE_URL: 'http://127.0.0.1:1', CLUSTERGATE_TOKEN: 'none' }
  for (const [args, loaded, ends] of [
    [['--help'], 'commander', 0],
    [['database', 'list'], 'dist/sdk/client.js', 5],
  ] as const) {
    const { code, stderr } = await commandLine.run(args, { environment })
    expect(code).toBe(ends)
    expect(stderr).toContain(loaded)
    expect(stderr).not.toMatch(/node_modules\/(?:graphql|@apollo|type-graphql|libsql|pg|zod|fastify|kysely)\//)
  }
})

describe('completion', () => {
  const { gateway, account } = useWorld({ accountName: 'Completed' })

  beforeAll(async () => {
    // The shell calls the program by its name.
    const bin = join(commandLine.home, 'clustergate')
    const main = new URL('../../dist/main.js', import.meta.url).pathname
    await writeFile(bin, `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`, { mode: 0o755 })
  })

  const completeIn = async (environment: Readonly<Record<string, string>>, ...words: string[]) => {
    const { stdout } = await commandLine.run(['completion', 'bash'])
    const quoted = words.map((word) => `'${word}'`).join(' ')
    const script = `${stdout}\nCOMP_WORDS=(clustergate ${quoted}); COMP_CWORD=${words.length}; _clustergate; printf '%s\\n' "\${COMPREPLY[@]}"`
    const env = { HOME: commandLine.home, PATH: `${commandLine.home}:${process.env['PATH']}`, ...environment }
    // The gateway runs in this process, so that it must not be kept waiting.
    const child = spawn('bash', ['-c', script], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    let complaint = ''
    child.stdout.on('data', (text: Buffer) => (said += text.toString()))
    child.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
    await once(child, 'close')
    expect(complaint).toBe('')
    return said.trim().split('\n')
  }
  const complete = (...words: string[]) => completeIn({}, ...words)

  it('completes values in bash: choices, then names that the gateway knows', async () => {
    const environment = { CLUSTERGATE_URL: gateway.url, CLUSTERGATE_TOKEN: account.admin.token }
    const values = (...words: string[]) => completeIn(environment, ...words)
    expect(await values('user', 'list', '--format', 'c')).toEqual(['csv'])
    expect(await values('user', 'list', '--status', '')).toEqual(['active', 'deactivated'])
    expect(await values('database', 'create', 'x', '--cluster', '')).toEqual(['primary', 'secondary'])
    expect(await values('user', 'groups', 'add', 'ada@example.com', 'mem')).toEqual(['member'])
    expect(await values('user', 'get', 'ad')).toEqual(['ada@example.com'])
    expect(await values('can', 'database-c')).toEqual(['database-create'])
    expect(await values('group', 'show', 'aud')).toEqual(['auditor'])
    const input = { clusterId: account.clusterIds[0] ?? '', name: 'telemetry' }
    const { createDatabase } = await clientOf(gateway, account).createDatabase({ input })
    const databaseId = createDatabase?.database.id ?? ''
    await clientOf(gateway, account).createTable({ input: { databaseId, name: 'readings' } })
    expect(await values('table', 'delete', 'telemetry', 'r')).toEqual(['readings'])
    expect(await values('database', 'delete', 'none', 'te')).toEqual(['telemetry'])
    expect(await values('can', 'database-delete', 'te')).toEqual(['telemetry'])
    expect(await values('who-may', 'cluster-read', 'sec')).toEqual(['secondary'])
    // An address on the line goes before that of the environment, also in the pieces that bash makes of it.
    const elsewhere = { ...environment, CLUSTERGATE_URL: 'http://127.0.0.1:1' }
    const { port } = new URL(gateway.url)
    expect(await completeIn(elsewhere, '--url', 'http', ':', '//127.0.0.1', ':', port, 'cluster', 'get', 's')).toEqual([
      'secondary',
    ])
  })

  it('offers no names, and says nothing, where the gateway is not reached or nobody is signed in', async () => {
    const offline = { CLUSTERGATE_URL: 'http://127.0.0.1:1', CLUSTERGATE_TOKEN: 'cgm_x' }
    expect(await completeIn(offline, 'cluster', 'get', '')).toEqual([''])
    expect(await completeIn(offline, 'user', 'list', '--format', 'pl')).toEqual(['plain'])
    expect(await complete('cluster', 'get', '')).toEqual([''])
  })

  it('completes commands and options in bash, wherever the options before them stand', async () => {
    expect(await complete('da')).toEqual(['database'])
    expect(await complete('user', 'groups', '')).toEqual(['set', 'add', 'remove'])
    expect(await complete('--profile', 'x', 'token', 'create', 'name', '--read')).toEqual(['--read-database'])
    expect(await complete('audit', 'verify', '--')).toEqual(expect.arrayContaining(['--offline', '--format', '--url']))
  })

  it.each(['zsh', 'fish'])('knows every command in %s', async (shell) => {
    const { code, stdout } = await commandLine.run(['completion', shell])
    expect(code).toBe(0)
    for (const command of ['user groups', 'database', 'token', 'audit', 'config profile'])
      expect(stdout).toContain(`'${command}'`)
    for (const option of ['retention-period', 'template-tag-bucket', 'follow', 'password-stdin'])
      expect(stdout).toContain(option)
  })
})
