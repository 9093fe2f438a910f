import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CommandLine, openCommandLine } from './command-line.ts'

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
  const complete = async (...words: string[]) => {
    const { stdout } = await commandLine.run(['completion', 'bash'])
    const quoted = words.map((word) => `'${word}'`).join(' ')
    const script = `${stdout}\nCOMP_WORDS=(clustergate ${quoted}); COMP_CWORD=${words.length}; _clustergate; echo "\${COMPREPLY[*]}"`
    return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split(' ')
  }

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
