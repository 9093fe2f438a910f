import { defineConfig } from 'vitest/config'

/** What stands before the gateway, or beside it, and looks the same on every store. */
const beforeTheStore = [
  'changes/{audit-refusals,repeated-failures}',
  'cli',
  'config',
  'console',
  'dataplane/!(check|life|usage)*',
  'docs',
  'gateway/{http,graphql}',
  'gateway/admission/!(at-once|deadline|fairness)*',
  'ledger/{canonical,checkpoint-chain,sink}',
  'mail',
  'operator/demo*',
  'plans',
  'policy/{answers,decisions,guard,object-types,operations,privileges,published,shield}',
  'process/!(kill|master-key)*',
  'proxies',
  'sdk',
  'standards',
  'transports',
  'values',
]

const onPostgres = process.env['TEST_STORE'] === 'postgres'

export default defineConfig({
  oxc: { decorator: { legacy: true } },
  // One copy of graphql for our sources and for what they import.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: [
      '**/node_modules/**',
      'test/{clients,mutation}/**',
      ...(onPostgres ? beforeTheStore.map((name) => `test/${name}{/**,.test.ts}`) : []),
    ],
    setupFiles: ['test/setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // As long as `eventually` waits: a second is little for a machine that does something else meanwhile.
    expect: { poll: { timeout: 20_000 } },
    pool: 'forks',
    maxWorkers: 2,
    // Of what runs in the tests' own processes; coverage.mjs adds the processes that they start.
    coverage: {
      include: ['src/**/*.ts'],
      exclude: ['src/console/**', 'src/sdk/generated.ts'],
      reporter: ['text'],
      reportsDirectory: 'coverage/tests',
    },
  },
})
