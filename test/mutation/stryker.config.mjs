import { areas } from './areas.mjs'

const { folder, scoreMin } = areas[process.env.MUTATED ?? 'policy']

export default {
  plugins: [new URL('node_modules/@stryker-mutator/vitest-runner/dist/src/index.js', import.meta.url).pathname],
  mutate: [`${folder}/*.ts`],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.mjs', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  thresholds: { high: 100, low: scoreMin, break: scoreMin },
  timeoutMS: 60_000,
  disableTypeChecks: false,
  // There is none of this name: Stryker would rewrite it by functions that TypeScript 7 does not have.
  tsconfigFile: 'none',
  ignorePatterns: ['docs', 'src/console', 'test/bench', 'test/clients', '.readme'],
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
  jsonReporter: { fileName: 'test/mutation/reports/report.json' },
  tempDirName: 'test/mutation/.stryker-tmp',
}
