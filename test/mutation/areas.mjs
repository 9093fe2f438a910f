/** The folders that are mutated, each with the tests that notice. */
export const areas = {
  policy: {
    mutate: ['src/policy/**/*.ts'],
    tests: ['test/policy/{shield,privileges,tokens-and-groups,answers}.test.ts', 'test/access/*.test.ts'],
  },
}
