import { defineConfig } from 'vitest/config'
import root from '../vitest.config.ts'

/** These tests need packages of their own, which `npm run test:clients` installs. */
export default defineConfig({ ...root, test: { ...root.test, include: ['test/clients/*.test.ts'], exclude: [] } })
