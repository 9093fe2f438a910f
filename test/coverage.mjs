// Prints what the tests run of `src`: one table for what runs in the tests' own processes, and one for the processes
// that they start, such as the command line. Arguments are those of vitest: `npm run coverage -- test/cli`.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'

const started = new URL('../coverage/started', import.meta.url).pathname
rmSync(started, { recursive: true, force: true })

const run = (command, args, environment = {}) =>
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } }).status ?? 1

const vitest = ['vitest', 'run', '--config', 'test/vitest.config.ts', '--coverage', ...process.argv.slice(2)]
process.exitCode = run('npx', vitest, { COVERAGE_OF_STARTED: started })

if (existsSync(started)) {
  console.log('\nIn processes that the tests start:')
  const report = ['--temp-directory', started, '--exclude-after-remap', '--include', 'src/**', '--reporter', 'text']
  run('npx', ['--yes', 'c8@12.0.0', 'report', ...report])
}
