import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { built } from '../built.ts'
import { eventually } from '../gateway.ts'

await built()

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A copy of the project as `npm ci` leaves it. */
function projectForTest(): string {
  const project = mkdtempSync(join(tmpdir(), 'clustergate-project-'))
  onTestFinished(() => rmSync(project, { recursive: true, force: true }))
  for (const name of [
    'src',
    'schema',
    'dist',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'docs',
    'LICENSE',
  ]) {
    cpSync(join(root, name), join(project, name), {
      recursive: true,
      filter: (path) => !path.startsWith(join(root, 'src')) || !path.includes('node_modules'),
    })
  }
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'))
  return project
}

/** Starts it by the script, in which `npm run build` would only leave a mark. */
async function start(project: string): Promise<boolean> {
  const binaries = mkdtempSync(join(project, 'bin-'))
  writeFileSync(join(binaries, 'npm'), `#!/bin/sh\ntouch ${project}/compiled\n`, { mode: 0o755 })
  rmSync(join(project, 'compiled'), { force: true })
  const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
  const child = spawn('sh', ['-c', scripts.start], {
    cwd: project,
    env: { PATH: `${binaries}:${process.env['PATH']}`, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  await eventually(() => said.includes('Clustergate listens') || child.exitCode !== null)
  child.kill('SIGKILL')
  await ended
  return existsSync(join(project, 'compiled'))
}

it('compiles nothing when it was built from the sources as they are, and does after a change', async () => {
  const project = projectForTest()
  expect(await start(project)).toBe(false)

  writeFileSync(join(project, 'src/output-of-tomorrow.ts'), 'export const tomorrow = 1\n')
  expect(await start(project)).toBe(true)
  rmSync(join(project, 'src/output-of-tomorrow.ts'))
  expect(await start(project)).toBe(false)

  rmSync(join(project, 'dist'), { recursive: true })
  expect(await start(project)).toBe(true)
})
