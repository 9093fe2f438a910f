import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'
import root from '../vitest.config.ts'
import { areas } from './areas.mjs'

const tests = [...areas[process.env.MUTATED ?? 'policy'].tests, 'test/mutation/loads.test.mjs']

/** Runs test files in the order in which the area lists them: the first failure ends the run of a mutant. */
class AsListed extends BaseSequencer {
  async sort(files) {
    const placeOf = ({ moduleId }) => tests.findIndex((name) => moduleId.endsWith(name))
    return [...files].sort((a, b) => placeOf(a) - placeOf(b))
  }
}

// Without the projects of all tests: a mutant needs modules that are loaded anew for each file.
const { projects: _, ...test } = root.test

export default defineConfig({
  ...root,
  test: { ...test, include: tests, exclude: [], sequence: { sequencer: AsListed } },
})
