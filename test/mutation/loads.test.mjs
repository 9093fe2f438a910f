import { readdirSync } from 'node:fs'
import { it } from 'vitest'
import { areas } from './areas.mjs'

const { folder } = areas[process.env.MUTATED ?? 'policy']
const root = new URL('../../', import.meta.url).pathname

// Where a mutant makes its module throw, the test files that import it have no tests, and Stryker takes that for success.
it('the modules that are mutated can be loaded', async () => {
  for (const name of readdirSync(root + folder)) await import(/* @vite-ignore */ `${root}${folder}/${name}`)
})
