/** The folders that are mutated, each with the tests that notice. */
export const areas = {
  policy: {
    mutate: ['src/policy/**/*.ts'],
    tests: ['test/policy/{shield,privileges,tokens-and-groups,answers}.test.ts', 'test/access/*.test.ts'],
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
