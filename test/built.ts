import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))
const lock = `${root}dist/.building`

/** For the environment of a process that a test starts: where it notes what it has run, for `npm run coverage`. */
export const noted: Readonly<Record<string, string>> = process.env['COVERAGE_OF_STARTED']
  ? { NODE_V8_COVERAGE: process.env['COVERAGE_OF_STARTED'] }
  : {}

/**
 * Builds `dist`, unless it was built from the sources as they are. Awaited at the top of each test file (or its helper)
 * that starts the gateway or the command line as a process, packs them or opens the console in a browser: a run of
 * other files builds nothing. Vitest runs test files in several processes; one of them builds, the others wait.
 */
export async function built(): Promise<void> {
  if (await isCurrent()) return
  await takeLock()
  try {
    if (!(await isCurrent())) await run('npm', ['run', '--silent', 'build'], { cwd: root })
  } finally {
    rmSync(lock)
  }
}

/**
 * The same where that is needed by each gateway that a test opens in its own process: it serves a console,
 * however old, and starts a process that reads its SQLite store.
 */
export async function builtForGateways(): Promise<void> {
  if (!existsSync(`${root}dist/console`) || !isFresh('store/sqlite/reader')) await built()
}

/** Whether a module in `dist` and all that it imports were built from the sources as they are, which their maps hold. */
function isFresh(module: string): boolean {
  const source = readFileSync(`${root}src/${module}.ts`, 'utf8')
  const map = `${root}dist/${module}.js.map`
  if (!existsSync(map) || JSON.parse(readFileSync(map, 'utf8')).sourcesContent[0] !== source) return false
  const imports = source.matchAll(/^(?:import|export) (?!type )[^'"]*from '(\.[^']+)\.ts'/gm)
  return [...imports].every(([, path = '']) => isFresh(join(dirname(module), path)))
}

const isCurrent = (): Promise<boolean> =>
  run(process.execPath, ['src/built-from.mjs', 'check'], { cwd: root }).then(
    () => true,
    () => false,
  )

/** The lock is a file that names its holder, so that a run that was killed does not stop the next one. */
async function takeLock(): Promise<void> {
  mkdirSync(`${root}dist`, { recursive: true })
  for (;;) {
    try {
      return writeFileSync(lock, String(process.pid), { flag: 'wx' })
    } catch {
      if (isAbandoned()) rmSync(lock, { force: true })
      await delay(100)
    }
  }
}

function isAbandoned(): boolean {
  if (!existsSync(lock)) return false
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0)
    return false
  } catch {
    return true
  }
}
