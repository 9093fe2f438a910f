// What `npm run demo` runs: the package's own demo and, for `--cluster KIND`, an emulated cluster that it is told of.
// The emulators are tests' and no part of the package.
import { parseArgs } from 'node:util'

const { values, tokens } = parseArgs({
  options: { cluster: { type: 'string' } },
  strict: false,
  tokens: true,
})
const word = tokens.find(({ name }) => name === 'cluster')
const words = process.argv.slice(2)
if (word) {
  words.splice(word.index, word.inlineValue ? 1 : 2)
  Object.assign(process.env, await start(values.cluster))
}
process.argv.splice(2, Number.POSITIVE_INFINITY, 'demo', ...words)
await import('../../../dist/main.js')

/** Starts a cluster, which ends with this process; answers with the variables that tell the gateway of it. */
async function start(kind) {
  const { runnerImport } = await import('vite')
  const file = new URL('kinds.ts', import.meta.url).pathname
  const { module } = await runnerImport(file, { configFile: false, logLevel: 'error' })
  const open = module.emulated[kind]
  if (!open) {
    console.error(`error: --cluster takes ${Object.keys(module.emulated).join(', ')}`)
    process.exit(2)
  }
  return module.variablesOf(kind, await open())
}
