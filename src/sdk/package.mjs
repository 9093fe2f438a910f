// Makes a package of its own of the compiled SDK, so that those who only call a gateway install no gateway. Its version
// is the project's, as it is made from the same schema; its README is what the project's README says about it.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../source-hash.mjs'

const target = join(root, 'dist/sdk')
const { version, type, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const manifest = {
  name: 'clustergate-sdk',
  version,
  description: 'A typed client for the GraphQL API of a Clustergate gateway, for Node.js and browsers.',
  private: true,
  type,
  license,
  // The first with AbortSignal.any.
  engines: { node: '>=20.3' },
  exports: {
    '.': { types: './index.d.ts', default: './index.js' },
    './package.json': './package.json',
  },
  sideEffects: false,
  files: ['*.js', '*.js.map', '*.d.ts'],
}

/** The chapter of the project's README with this heading, as a part of another document. */
function chapter(heading) {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const [, text] = new RegExp(`^(## ${heading}\n.*?)(?=^## )`, 'ms').exec(readme) ?? []
  if (text === undefined) throw new Error(`README.md has no chapter "${heading}".`)
  return text
}

const [ofSdk] = chapter('SDK').split(/^### /m)
const readme = `${ofSdk.replace('## SDK', '# Clustergate SDK')}${chapter('Error codes').trimEnd()}\n`

writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
writeFileSync(join(target, 'README.md'), readme)
