import { defineConfig } from 'vitest/config'
import root from '../vitest.config.ts'

// Without the projects of all tests, which would bring those along.
const { projects: _, ...test } = root.test ?? {}

/** These tests take minutes, and need HAProxy, Patroni and etcd: `npm run test:machines`. */
export default defineConfig({
  ...root,
  test: {
    ...test,
    globalSetup: ['test/machines/needed.ts'],
    ...{ include: ['test/machines/*.machines.ts'], exclude: [], fileParallelism: false, maxWorkers: 1 },
  },
})
