// Installs the packages that the console is built from, unless they are there already. They have a package.json of their
// own, as nobody needs them who works on anything else; only graphql is taken from the project's packages.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname
const modules = join(here, 'node_modules')
const stamp = join(modules, '.installed-from')
const lock = readFileSync(join(here, 'package-lock.json'), 'utf8')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: here, stdio: ['ignore', 2, 2] })
  // The editor comes four times; the build reads its modules, and no bundle.
  for (const bundle of ['dev', 'min', 'min-maps']) {
    rmSync(join(modules, 'monaco-editor', bundle), { recursive: true, force: true })
  }
  writeFileSync(stamp, lock)
}
