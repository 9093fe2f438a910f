import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

const directory = new URL('../../../dist/console', import.meta.url).pathname

const typeOf: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
}

export interface Asset {
  readonly type: string
  readonly body: Buffer
  readonly isCompressed: boolean
}

/** The files that the build makes of `src/console`. Throws where it was not built. */
export function readSite() {
  try {
    const page = (name: string): string => readFileSync(join(directory, name), 'utf8')
    const assets = join(directory, 'assets')
    return {
      consolePage: page('index.html'),
      explorerPage: page('explorer.html'),
      /** By file name, which changes with the content. */
      assets: new Map(readdirSync(assets).map((file) => readAsset(join(assets, file), file))),
    }
  } catch (cause) {
    throw new Error('The console cannot be read: run `npm run build` once.', { cause })
  }
}

function readAsset(path: string, file: string): readonly [name: string, asset: Asset] {
  const isCompressed = file.endsWith('.gz')
  const name = isCompressed ? file.slice(0, -3) : file
  const type = typeOf[extname(name)] ?? 'application/octet-stream'
  return [name, { type, body: readFileSync(path), isCompressed }]
}
