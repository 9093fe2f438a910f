import { defineConfig } from 'vitest/config'
import root from '../vitest.config.ts'
import { areas } from './areas.mjs'

/** The tests that can fail when the folder that is mutated changes: few and quick, as each mutant runs them again. */
export default defineConfig({
  ...root,
  test: { ...root.test, include: areas[process.env.MUTATED ?? 'policy'].tests, exclude: [] },
})
