import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildSchema } from 'graphql'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { built } from '../built.ts'
import { gatewayForTest } from '../gateway.ts'
import { operations } from './operations.ts'
import { makeProject } from './project.ts'

await built()

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const { project, run, write, pack, ask, remove } = makeProject()
let tarball: string
let installed: { readonly stdout: string; readonly stderr: string }

beforeAll(async () => {
  tarball = await pack('./dist/sdk')
  const install = ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball]
  installed = await run('npm', install)
})
afterAll(remove)

describe('the package of the SDK, installed into an empty project without a network', () => {
  it('is one package, of the project’s version, which any Node.js from 20.3 takes without a warning', () => {
    const { packages } = JSON.parse(readFileSync(join(project, 'node_modules/.package-lock.json'), 'utf8'))
    expect(Object.keys(packages)).toEqual(['node_modules/clustergate-sdk'])
    expect(packages['node_modules/clustergate-sdk']).toMatchObject({ version, engines: { node: '>=20.3' } })
    expect(`${installed.stdout}${installed.stderr}`).not.toContain('EBADENGINE')
  })

  it('asks a gateway', async () => {
    const { url } = await gatewayForTest()
    expect(await ask('clustergate-sdk', url)).toEqual([{ viewer: null }, 'UNAUTHENTICATED'])
  })

  const typed = readFileSync('test/sdk/typed.ts', 'utf8').replace("'clustergate/sdk'", "'clustergate-sdk'")
  const bare = `
    import { createClient } from 'clustergate-sdk'
    export const name = async (): Promise<string | undefined> =>
      (await createClient({ url: '' }).viewer()).viewer?.user?.name
  `
  it.each([
    ['NodeNext', typed, { module: 'NodeNext', moduleResolution: 'NodeNext' }],
    ['Bundler', typed, { module: 'ESNext', moduleResolution: 'Bundler', lib: ['ES2022', 'DOM'], types: [] }],
    [
      'NodeNext, of no platform',
      bare,
      { module: 'NodeNext', moduleResolution: 'NodeNext', lib: ['ES2022'], types: [] },
    ],
  ])('is typed, strictly, with nothing else installed, in a project of %s', async (_name, text, options) => {
    write('typed.ts', text)
    const strictly = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true }
    const compilerOptions = { target: 'ES2022', ...options, ...strictly, noEmit: true, skipLibCheck: false }
    write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['typed.ts'] }))
    const { stdout } = await run(resolve('node_modules/.bin/tsc'), ['-p', '.']).catch((error) => error)
    expect(stdout).toBe('')
  })

  it('is typed beside the types of Node.js, too', async () => {
    mkdirSync(join(project, 'node_modules/@types'))
    symlinkSync(resolve('node_modules/@types/node'), join(project, 'node_modules/@types/node'))
    write('typed.ts', typed)
    const compilerOptions = { module: 'NodeNext', target: 'ES2022', lib: ['ES2022'], types: ['node'], strict: true }
    write(
      'tsconfig.json',
      JSON.stringify({ compilerOptions: { ...compilerOptions, noEmit: true }, files: ['typed.ts'] }),
    )
    const { stdout } = await run(resolve('node_modules/.bin/tsc'), ['-p', '.']).catch((error) => error)
    expect(stdout).toBe('')
  })
})

describe('the package of the SDK, as linters see it', () => {
  it('has nothing that publint would change', async () => {
    const { buffer } = new Uint8Array(readFileSync(tarball))
    expect((await publint({ pack: { tarball: buffer }, level: 'suggestion', strict: true })).messages).toEqual([])
  })
})

describe('the JSDoc of the package', () => {
  const types = readFileSync('dist/sdk/generated.d.ts', 'utf8')

  /** The comment right above the line that begins with this text. */
  function commentAbove(start: string): string {
    const before = types.slice(0, types.indexOf(start)).trimEnd()
    return before
      .slice(before.lastIndexOf('/**'))
      .replaceAll(/^ *(?:\/\*\*|\*\/|\*) ?/gm, '')
      .trim()
  }

  it('says of each method and each document what the schema says of the operation', () => {
    const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'))
    for (const [name, { type }] of operations) {
      const kind = type === 'mutation' ? 'MutationMethod' : 'Method'
      const method = commentAbove(`readonly ${name[0]?.toLowerCase()}${name.slice(1)}: ${kind}<`)
      expect(method).not.toBe('')
      expect(commentAbove(`export declare const ${name}Document:`)).toBe(method)
      const root = type === 'mutation' ? schema.getMutationType() : schema.getQueryType()
      const field = root?.getFields()[`${name[0]?.toLowerCase()}${name.slice(1)}`]
      if (field) expect(method).toContain(field.description)
    }
  })

  it('says what the answer requires beyond the operation itself, and only where it is asked for', () => {
    expect(commentAbove('readonly createDatabase: MutationMethod<')).toMatch(
      /Requires DATABASE_CREATE\.\s+What it answers with requires DATABASE_READ\.$/,
    )
    expect(commentAbove('readonly user: Method<')).toMatch(
      /requires GROUP_READ\. With `withInvitation`, also INVITATION_READ\.$/,
    )
    expect(commentAbove('readonly createDatabaseTokenSecret: MutationMethod<')).toMatch(
      /Requires DATABASE_TOKEN_CREATE\.$/,
    )
  })
})
