import { defineConfig } from 'vitest/config'
import root from '../vitest.config.ts'

// Without the projects of all tests, which would bring those along.
const { projects: _, ...test } = root.test ?? {}

/** These tests need packages of their own, which `npm run test:clients` installs. */
export default defineConfig({ ...root, test: { ...test, include: ['test/clients/*.test.ts'], exclude: [] } })
