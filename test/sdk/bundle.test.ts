import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { describe, expect, it } from 'vitest'

describe('the SDK in a bundle for browsers', () => {
  it('is under 25 kB gzipped, and made of nothing but itself', async () => {
    const { code, modules } = await bundle("export * from './src/sdk/index.ts'")
    expect(gzipSync(code).byteLength).toBeLessThan(25_000)
    expect(modules.filter((id) => !id.startsWith(`${process.cwd()}/src/sdk/`))).toEqual([])
    expect(code).not.toMatch(/\bfrom\s*['"]|\bimport\b|\brequire\b|\bprocess\b|\bBuffer\b/)
  })

  it('keeps of the documents only those that are used', async () => {
    const one = await bundle(
      "import { createSender, SignOutDocument } from './src/sdk/index.ts'; export default createSender({ url: '/' })(SignOutDocument)",
    )
    expect(one.code.match(/\b(?:query|mutation) [A-Z]\w+/g)).toEqual(['mutation SignOut'])
    expect(gzipSync(one.code).byteLength).toBeLessThan(4_000)

    const none = await bundle("export { ClustergateError } from './src/sdk/index.ts'")
    expect(none.code).not.toMatch(/\b(?:query|mutation|fragment) [A-Z]\w+/)
  })
})

/** Bundles a module as a console or a site would, and answers with its code and the files it is made of. */
async function bundle(source: string) {
  const entry = `${process.cwd()}/entry.js`
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? entry : undefined),
        load: (id) => (id === entry ? source : undefined),
      },
    ],
    build: { write: false, minify: true, lib: { entry, formats: ['es'] } },
  })) as Rolldown.RolldownOutput[]
  const chunks = built.flatMap(({ output }) => output.filter((part) => part.type === 'chunk'))
  expect(chunks).toHaveLength(1)
  const [{ code, moduleIds }] = chunks as [Rolldown.OutputChunk]
  return { code, modules: moduleIds.filter((id) => id !== entry && id !== '\0rolldown/runtime.js') }
}
