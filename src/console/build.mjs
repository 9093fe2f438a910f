import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { filesBelow, hashOf, root } from '../source-hash.mjs'

const sources = ['src/console', 'src/sdk/generated.ts', 'package-lock.json']
const target = join(root, 'dist/console')
const stamp = 'built-from'

/** Adds gzip versions of text files, so that the gateway need not compress them for each browser. */
function compress(directory) {
  for (const path of filesBelow(directory).filter((name) => /\.(js|css|svg|ttf)$/.test(name))) {
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }))
    rmSync(path)
  }
}

// A build takes seconds, so it is skipped while the sources are unchanged.
const hash = hashOf(sources)
const builtFrom = join(target, stamp)
if (!existsSync(builtFrom) || readFileSync(builtFrom, 'utf8') !== hash) {
  // Also in a test run, whose NODE_ENV would bring the development build of React.
  process.env.NODE_ENV = 'production'
  await import('./install.mjs')
  const { build } = await import('vite')
  // Built in a temporary directory and renamed, so that a gateway that starts meanwhile finds a complete console.
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
