// Whether `dist` was built from the sources as they are: `check` ends with 1 when it was not, `note` writes down that
// it is. To compile takes seconds, which nobody who only starts the gateway should wait for.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashOf, root } from './source-hash.mjs'

const stamp = join(root, 'dist/.built-from')
const hash = hashOf([
  'src',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
  'docs/sdk.md',
  'docs/api.md',
  'LICENSE',
])

if (process.argv[2] === 'note') writeFileSync(stamp, hash)
else if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) process.exitCode = 1
