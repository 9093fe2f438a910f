import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { built } from '../built.ts'
import { useWorld } from '../world.ts'

await built()

/** The audits of GraphQL over HTTP, each a test. */
function passesAllAudits(url: () => string, fetchFn: () => typeof fetch): void {
  const audits = serverAudits({
    url: () => url(),
    fetchFn: ((...given: Parameters<typeof fetch>) => fetchFn()(...given)) as typeof fetch,
  })

  it('is looked at from 61 sides', () => expect(audits).toHaveLength(61))

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('passes %s: %s', async (_id, _name, audit) => {
    const result = await audit.fn()
    expect(result.status === 'ok' ? 'ok' : result.reason).toBe('ok')
  })
}

describe('GraphQL over HTTP', () => {
  const { gateway } = useWorld()
  let token: string

  beforeAll(async () => {
    token = (await gateway.account()).admin.token
  })

  describe('for somebody with a token', () =>
    passesAllAudits(
      () => gateway.url,
      () => (url, init) => {
        const headers = new Headers(init?.headers)
        headers.set('authorization', `Bearer ${token}`)
        return fetch(url, { ...init, headers })
      },
    ))

  describe('for somebody unknown', () =>
    passesAllAudits(
      () => gateway.url,
      () => fetch,
    ))
})

describe('GraphQL over HTTP, by the process that operators run, with NODE_ENV=production', () => {
  let server: ChildProcess
  let directory: string
  let url = ''

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'clustergate-'))
    const environment = { NODE_ENV: 'production', PORT: '0', CLUSTERGATE_DATA_DIR: directory }
    server = spawn(process.execPath, ['dist/main.js', 'serve'], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    url = await new Promise((resolve, reject) => {
      server.once('exit', () => reject(new Error('The gateway has ended before it listened.')))
      let printed = ''
      server.stdout?.on('data', (chunk) => {
        printed += chunk
        const port = /listens on \S+?:(\d+)\/graphql/.exec(printed)?.[1]
        if (port) resolve(`http://127.0.0.1:${port}/graphql`)
      })
    })
  })
  afterAll(async () => {
    const ended = once(server, 'exit')
    server.kill()
    await ended
    rmSync(directory, { recursive: true })
  })

  passesAllAudits(
    () => url,
    () => fetch,
  )
})
