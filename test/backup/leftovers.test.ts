import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { eventually } from '../gateway.ts'
import { clustergate } from '../process/command.ts'
import { onPostgres } from '../store.ts'
import { useWorld } from '../world.ts'
import { asOwner, backUp, useDirectory } from './backups.ts'

const { gateway } = useWorld()
const backups = useDirectory()
const main = new URL('../../dist/main.js', import.meta.url).pathname

function temporaryDirectory(name: string): string {
  const path = backups.path(name)
  mkdirSync(path)
  return path
}

// A dump of so little fits into the pipe, so that the command would not wait.
it.skipIf(onPostgres)('what a killed backup left among the temporary files is named by the next one', async () => {
  const temporary = temporaryDirectory('of-backups')
  const child = spawn(process.execPath, [main, 'backup', '-'], {
    env: { PATH: process.env['PATH'], CLUSTERGATE_DATA_DIR: gateway.store.dataDirectory, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(child, 'exit')
  const left = await eventually(() => readdirSync(temporary).find((name) => name.includes(`-${child.pid}-`)))
  const beside = () => clustergate(gateway.store, ['backup', '-'], { TMPDIR: temporary })
  // While it runs, nobody is asked to remove what it needs.
  expect(await beside()).toMatchObject({ code: 0, stderr: '' })
  child.kill('SIGKILL')
  await ended
  expect(await beside()).toMatchObject({
    code: 0,
    stderr: `${join(temporary, left)} was left by a command that was killed: it may hold the whole store. Remove it.\n`,
  })
  expect(readdirSync(temporary)).toEqual([left])
})

it('what a killed verification left there is named by the next one', async () => {
  const temporary = temporaryDirectory('of-verifications')
  const file = backups.path('verified.tar')
  expect((await backUp(gateway, file)).code).toBe(0)
  const { pid } = spawnSync('true')
  const left = `clustergate-verify-${pid}-abcdef`
  mkdirSync(join(temporary, left))
  const { stderr } = await clustergate(asOwner(gateway.store), ['backup', 'verify', file], { TMPDIR: temporary })
  expect(stderr).toContain(`${join(temporary, left)} was left by a command that was killed`)
  expect(readdirSync(temporary)).toEqual([left])
})
