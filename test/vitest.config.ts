import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/** What stands before the gateway, or beside it, and looks the same on every store. */
const beforeTheStore = [
  'changes/{audit-refusals,repeated-failures}',
  'cli',
  // How a kind of cluster is spoken to, and what it answers; its life, and what is kept of it, is for both stores.
  'clusters/{checked-kinds,emulators,influxdb-2,influxdb-3}',
  'clusters/influxdb-1/!(adoption|life|lists|lost-answers)*',
  'clusters/management-api',
  'clusters/links/!(breaker|disconnect|link-store|recovery)*',
  'config',
  'console',
  'dataplane/!(check|introspection|life|proxies|usage)*',
  'deploy/!(postgres)*',
  'docs',
  'gateway/{http,graphql}',
  'gateway/admission/!(at-once|deadline|fairness)*',
  'ledger/{canonical,checkpoint-chain,sink}',
  'mail',
  'metrics/prometheus',
  'operator/{audit-checkpoints,audit-verify,demo,doctor-checks,import,proxy-config}*',
  'plans',
  'policy/{answers,carry,cedar-decisions,conditions,decisions,definition,guard,object-types,operations,privileges,published,reach,scope-statement,selectors,selectors-property,shield,whole-answers}',
  'process/!(kill|keyed-kill)*',
  'proxies',
  'sdk',
  'standards',
  'traces/collector',
  // Of SQLite alone.
  'store/{busy,readers,sqlite-statements}',
  'transports',
  'values',
]

/** Replaces a module, which the other files of a process would not expect. */
const mocksModules = (path: string): boolean => /\bvi\.mock\(/.test(readFileSync(path, 'utf8'))

const mocking = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && !path.includes('node_modules'))
  .map((path) => `test/${path}`)
  .filter(mocksModules)

const onPostgres = process.env['TEST_STORE'] === 'postgres'

const exclude = [
  '**/node_modules/**',
  'test/{clients,mutation,prism}/**',
  ...(onPostgres ? beforeTheStore.map((name) => `test/${name}{/**,.test.ts}`) : []),
]

export default defineConfig({
  oxc: { decorator: { legacy: true } },
  // One copy of graphql for our sources and for what they import.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    root: new URL('..', import.meta.url).pathname,
    setupFiles: ['test/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // As long as `eventually` waits: a second is little for a machine that does something else meanwhile.
    expect: { poll: { timeout: 20_000 } },
    pool: 'forks',
    // One more than the gate has processors: tests wait for what they start, such as browsers and commands.
    maxWorkers: 3,
    // Loading the gateway takes longer than most files of tests: those of a process share it, unless they mock modules.
    projects: [
      {
        extends: true,
        test: { name: 'shared', isolate: false, include: ['test/**/*.test.ts'], exclude: [...exclude, ...mocking] },
      },
      { extends: true, test: { name: 'isolated', include: mocking, exclude } },
    ],
    // Of what runs in the tests' own processes; coverage.mjs adds the processes that they start.
    coverage: {
      include: ['src/**/*.ts'],
      exclude: ['src/console/**', 'src/sdk/generated.ts'],
      reporter: ['text'],
      reportsDirectory: 'coverage/tests',
    },
  },
})
