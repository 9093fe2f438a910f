import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CommandLine, openCommandLine } from './command-line.ts'

// No gateway of ours lets such names in; the command line may be pointed at anything.
const hostile = 'red\u001b[31m\u009b0m\u202etxt\u0007\r\n\u2028='
const shown = 'red\\u001b[31m\\u009b0m\\u202etxt\\u0007\\u000d\\u000a\\u2028='

const hostileGroup = {
  key: hostile,
  name: hostile,
  description: hostile,
  builtIn: false,
  permissions: [hostile],
  conditions: { attributes: [{ key: hostile, anyOf: [hostile] }], networks: [hostile], mfa: false },
  conditionsSummary: hostile,
  grants: [{ permissions: [hostile], on: { account: false, databaseIds: [hostile], summary: hostile } }],
  version: 1,
}

let isRefusing = false
let isSilent = false
let rows = 1
const server = createServer((_, response) => {
  if (isSilent) return
  const node = {
    id: 'cluster_x',
    name: hostile,
    url: '=cmd',
    createdAt: '2026-11-23T10:00:00.000Z',
    link: { kind: 'NONE' },
  }
  const long = { ...node, name: 'x'.repeat(20_000) }
  const clusters = {
    nodes: Array.from({ length: rows }, () => (rows === 1 ? node : long)),
    pageInfo: { hasNextPage: false, endCursor: null },
  }
  const group = { ...hostileGroup, id: `group_${randomUUID()}` }
  const memberships = [{ group, until: hostile, counts: false }]
  const user = {
    email: hostile,
    name: hostile,
    attributes: [],
    permissions: [],
    partialPermissions: [hostile],
    memberships,
  }
  const clause = { kind: hostile, expected: hostile, actual: hostile, remedy: hostile }
  const unmet = [{ group, ...clause }]
  const extensions = { code: 'CONFLICT', requestId: hostile, unmet }
  const body = isRefusing ? { errors: [{ message: hostile, extensions }] } : { data: { clusters, group, user } }
  response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
})

let mallory: CommandLine
let environment: Readonly<Record<string, string>>

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  environment = { CLUSTERGATE_URL: `http://127.0.0.1:${port}`, CLUSTERGATE_TOKEN: 'cgm_x' }
  mallory = await openCommandLine(environment)
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await mallory?.remove()
})

describe('what would steer a terminal is written out', () => {
  it.each([
    ['table', `NAME${' '.repeat(shown.length - 2)}KIND`],
    ['csv', `,'=cmd,`],
    ['plain', `\t=cmd\t`],
  ])('in %s', async (format, expected) => {
    const { code, stdout } = await mallory.run(['cluster', 'list', '--format', format])
    expect(code).toBe(0)
    expect(stdout).toContain(expected)
    expect(stdout).toContain(shown)
    expect(stdout).toMatch(/^[\t\n\x20-\x7e]*$/)
  })

  it('in JSON, which means the same', async () => {
    const { stdout } = await mallory.run(['cluster', 'list', '--format', 'json'])
    expect(stdout).toMatch(/^[\n\x20-\x7e]*$/)
    expect(JSON.parse(stdout)[0].name).toBe(hostile)
  })

  it.each([
    [['group', 'get', `group_${randomUUID()}`], 7],
    [['group', 'get', `group_${randomUUID()}`, '--yaml'], 8],
    [['user', 'get', `user_${randomUUID()}`], 5],
  ])('in what a group is made of, and who is in it: %j', async (args, times) => {
    const { code, stdout, stderr } = await mallory.run(args)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^[\n\x20-\x7e]*$/)
    expect(stdout.split('red\\').length - 1).toBe(times)
  })

  it('in errors', async () => {
    isRefusing = true
    const { code, stderr } = await mallory.run(['cluster', 'list'])
    isRefusing = false
    const clause = `  ${shown} does not count: ${shown}: ${shown}; it is ${shown}. ${shown}`
    expect({ code, stderr }).toEqual({ code: 1, stderr: `${shown} (CONFLICT, request ${shown})\n${clause}\n` })
  })
})

it('waits no longer than it was told', async () => {
  isSilent = true
  const { code, stderr } = await mallory.run(['cluster', 'list', '--timeout', '0.2'])
  isSilent = false
  expect(code).toBe(5)
  expect(stderr).toMatch(/or give it longer with --timeout\. \(TIMEOUT\)\n$/)
})

/** Runs a line of bash, with the command line as `$clustergate`; answers with all that it said. */
async function inBash(script: string): Promise<string> {
  const clustergate = `${process.execPath} ${new URL('../../dist/main.js', import.meta.url).pathname}`
  const child = spawn('bash', ['-c', script], {
    env: { PATH: process.env['PATH'], HOME: mallory.home, clustergate, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()))
  await once(child, 'close')
  return said
}

it('ends quietly when nobody reads on', async () => {
  rows = 100
  const script = `$clustergate cluster list --all --format json | head -c 10 >/dev/null; echo "\${PIPESTATUS[0]}"`
  expect(await inBash(script)).toBe('0\n')
  rows = 1
})

it('ends as it would have, where nobody hears what it has to say', async () => {
  expect(await inBash(`$clustergate cluster get nothing 2>&1 >/dev/null | true; echo "\${PIPESTATUS[0]}"`)).toBe('4\n')
})

it('says in a sentence that the disk is full', async () => {
  expect(await inBash('$clustergate cluster list >/dev/full; echo $?')).toMatch(
    /^Standard output takes no more: ENOSPC[^\n]*\n1\n$/,
  )
})
