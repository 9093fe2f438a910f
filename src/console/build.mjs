import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const root = new URL('../..', import.meta.url).pathname
const sources = ['src/console', 'src/sdk/generated.ts', 'package-lock.json']
const target = join(root, 'dist/console')
const stamp = 'built-from'

const filesBelow = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesBelow(join(path, name)))
    : [path]

/** What the console is built from, as one hash: building it takes seconds, and it seldom changes. */
function hashSources() {
  const hash = createHash('sha256')
  for (const path of sources.flatMap((source) => filesBelow(join(root, source)))) {
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

/** Text is kept compressed, as nearly every browser asks for it. */
function compress(directory) {
  for (const path of filesBelow(directory).filter((name) => /\.(js|css|svg|ttf)$/.test(name))) {
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }))
    rmSync(path)
  }
}

const hash = hashSources()
const builtFrom = join(target, stamp)
if (!existsSync(builtFrom) || readFileSync(builtFrom, 'utf8') !== hash) {
  // Whoever builds, a test run included: another would bring the development build of React.
  process.env.NODE_ENV = 'production'
  const { build } = await import('vite')
  // Beside its place, then into it: a gateway that starts meanwhile finds a whole one.
  const fresh = `${target}-${process.pid}`
  await build({
    configFile: join(root, 'src/console/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: fresh },
  })
  compress(join(fresh, 'assets'))
  writeFileSync(join(fresh, stamp), hash)
  const stale = `${fresh}-stale`
  if (existsSync(target)) renameSync(target, stale)
  renameSync(fresh, target)
  rmSync(stale, { recursive: true, force: true })
}
