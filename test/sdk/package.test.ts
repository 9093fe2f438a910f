import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { built } from '../built.ts'
import { gatewayForTest } from '../gateway.ts'
import { makeProject } from './project.ts'

await built()

const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const { project, run, write, pack, ask, remove } = makeProject()
let tarball: string

beforeAll(async () => {
  tarball = await pack('.')
  await install()
})
afterAll(remove)

describe('the package, installed into an empty project', () => {
  it('runs the SDK', async () => {
    const { url } = await gatewayForTest()
    expect(await ask('clustergate/sdk', url)).toEqual([{ viewer: null }, 'UNAUTHENTICATED'])
  })

  it('runs the command', async () => {
    const { stdout } = await run('npx', ['--no-install', 'clustergate', '--version'])
    expect(stdout.trim()).toBe(manifest.version)
  })

  it('has the schema', async () => {
    write('schema.js', "console.log(import.meta.resolve('clustergate/schema.graphql'))")
    const { stdout } = await run('node', ['schema.js'])
    expect(readFileSync(new URL(stdout.trim()), 'utf8')).toBe(readFileSync('schema/schema.graphql', 'utf8'))
  })

  it.each([
    ['NodeNext', { module: 'NodeNext', moduleResolution: 'NodeNext', lib: ['ES2022'], types: ['node'] }],
    ['Bundler', { module: 'ESNext', moduleResolution: 'Bundler', lib: ['ES2022', 'DOM'], types: [] }],
  ])('is typed, strictly, where modules are resolved as %s', async (name, options) => {
    write('typed.ts', readFileSync('test/sdk/typed.ts', 'utf8'))
    const strictly = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true }
    const compilerOptions = { ...options, ...strictly, noEmit: true, skipLibCheck: false, target: 'ES2022' }
    write(`${name}.json`, JSON.stringify({ compilerOptions, files: ['typed.ts'] }))
    const { stdout } = await run(resolve('node_modules/.bin/tsc'), ['-p', `${name}.json`]).catch((error) => error)
    expect(stdout).toBe('')
  })
})

describe('the package, as linters see it', () => {
  it('has nothing that publint would change', async () => {
    const { buffer } = new Uint8Array(readFileSync(tarball))
    expect((await publint({ pack: { tarball: buffer }, level: 'suggestion', strict: true })).messages).toEqual([])
  })
})

/** As npm does; what the package depends on, and nothing else, is taken from our own modules. */
async function install(): Promise<void> {
  const modules = join(project, 'node_modules')
  mkdirSync(join(modules, 'clustergate'), { recursive: true })
  await run('tar', ['-xzf', tarball, '--strip-components', '1', '-C', join(modules, 'clustergate')])
  for (const name of [...Object.keys(manifest.dependencies), '@types/node']) {
    link(resolve('node_modules', name), join(modules, name))
  }
  for (const [name, path] of Object.entries<string>(manifest.bin)) {
    link(join(modules, 'clustergate', path), join(modules, '.bin', name))
  }
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(target, path)
}
