// Installs the packages that the console is built from, unless they are installed already. They have a package.json of
// their own, so that work on the rest of the project does not need them; graphql alone comes from the project.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname
const modules = join(here, 'node_modules')
const stamp = join(modules, '.installed-from')
const lock = readFileSync(join(here, 'package-lock.json'), 'utf8')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: here, stdio: ['ignore', 2, 2] })
  // The editor’s package holds its code four times; the build needs the modules only, not the bundles.
  for (const bundle of ['dev', 'min', 'min-maps']) {
    rmSync(join(modules, 'monaco-editor', bundle), { recursive: true, force: true })
  }
  writeFileSync(stamp, lock)
}
