import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { clientOf } from '../gateway.ts'
import { serverForTest, storeForTest } from '../process/command.ts'
import { makeProject } from '../sdk/project.ts'

/** By `npm run test:image`: it installs from a registry of packages. */
const isAsked = process.env['TEST_IMAGE'] === 'on'

describe.runIf(isAsked)('the package of the gateway, installed as docs/deploy has it', () => {
  it('starts without the packages of its making, answers, shows the console, and ends with 0', async () => {
    const { project, run, pack, remove } = makeProject()
    onTestFinished(remove)
    const quiet = ['--no-audit', '--no-fund', '--prefer-offline']
    await run('npm', ['install', '--omit=dev', '--ignore-scripts', ...quiet, await pack('.')])
    expect(existsSync(join(project, 'node_modules/vitest'))).toBe(false)
    const main = join(project, 'node_modules/clustergate/dist/main.js')
    const server = await serverForTest(await storeForTest(), {}, ['serve'], main)
    expect(await clientOf(server.url).run('{ viewer { user { name } } }')).toEqual({ viewer: null })
    const page = await fetch(new URL('/', server.url), { headers: { accept: 'text/html' } })
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')])
    expect((await server.stop('SIGTERM')).code).toBe(0)
  }, 180_000)
})
