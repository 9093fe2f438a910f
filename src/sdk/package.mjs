// Makes a package of the compiled SDK, so that clients of a gateway need not install the gateway itself. Its version
// and licence are the project's; its README is the first part of docs/sdk.md, with the error codes of docs/api.md.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
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
  // The first version with AbortSignal.any.
  engines: { node: '>=20.3' },
  exports: {
    '.': { types: './index.d.ts', default: './index.js' },
    './package.json': './package.json',
  },
  sideEffects: false,
  files: ['*.js', '*.js.map', '*.d.ts'],
}

/** The chapter of a document with this heading. */
function chapter(file, heading) {
  const [, text] = new RegExp(`^(${heading}\n.*?)(?=^## )`, 'ms').exec(readFileSync(join(root, file), 'utf8')) ?? []
  if (text === undefined) throw new Error(`${file} has no chapter "${heading}".`)
  return text
}

const ofSdk = chapter('docs/sdk.md', '# SDK').replace('# SDK', '# Clustergate SDK')
const errorCodes = chapter('docs/api.md', '## Error codes').replaceAll(/<!-- .* -->\n\n/g, '')
// Links within the documentation lead nowhere from the package: their words stay.
const readme = `${ofSdk}${errorCodes.trimEnd()}\n`.replaceAll(/\[([^\]]+)\]\((?!https:)[^)]+\)/g, '$1')

writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
writeFileSync(join(target, 'README.md'), readme)
copyFileSync(join(root, 'LICENSE'), join(target, 'LICENSE'))
