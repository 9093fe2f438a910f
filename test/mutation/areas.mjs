/**
 * The folders that are mutated, each with the tests that notice: few and quick, the most telling ones first, as each
 * mutant runs them again until one fails.
 */
export const areas = {
  policy: {
    mutate: ['src/policy/**/*.ts'],
    tests: [
      'test/policy/decisions.test.ts',
      'test/policy/published.test.ts',
      'test/policy/operations.test.ts',
      'test/policy/guard.test.ts',
      'test/policy/shield.test.ts',
    ],
  },
  changes: {
    mutate: ['src/changes/**/*.ts'],
    tests: ['test/audit-events/{audit-events,repeated-attempts}.test.ts', 'test/policy/{last-admin,answers}.test.ts'],
  },
  ledger: {
    mutate: ['src/ledger/**/*.ts'],
    tests: ['test/ledger/*.test.ts', 'test/audit-events/audit-verify.test.ts'],
  },
}
