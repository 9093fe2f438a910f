import { defineConfig } from 'vitest/config'
import root from '../vitest.config.ts'

// Without the projects of all tests, which would bring those along.
const { projects: _, ...test } = root.test ?? {}

/** These tests need a package of their own, which `npm run test:prism` installs. */
export default defineConfig({ ...root, test: { ...test, include: ['test/prism/*.test.ts'], exclude: [] } })
