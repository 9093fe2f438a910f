/**
 * The folders that are mutated, each with the tests that notice: few and quick, the most telling ones first, as each
 * mutant runs them again until one fails. A score below `scoreMin`, in percent, makes a run fail.
 */
export const areas = {
  policy: {
    folder: 'src/policy',
    tests: [
      'test/policy/decisions.test.ts',
      'test/policy/published.test.ts',
      'test/policy/operations.test.ts',
      'test/policy/guard.test.ts',
      'test/policy/shield.test.ts',
      'test/policy/conditions.test.ts',
      'test/policy/selectors.test.ts',
      'test/policy/what-groups-give.test.ts',
      'test/policy/carry.test.ts',
      'test/policy/reach.test.ts',
      'test/policy/dormant.test.ts',
      'test/policy/shares.test.ts',
      'test/policy/definition.test.ts',
      'test/policy/selectors-property.test.ts',
      'test/policy/scope-statement.test.ts',
      'test/policy/scope-sql.test.ts',
    ],
    scoreMin: 95,
  },
  changes: {
    folder: 'src/changes',
    tests: [
      'test/changes/repeated-failures.test.ts',
      'test/changes/audit-refusals.test.ts',
      'test/changes/changes.test.ts',
      'test/changes/replays.test.ts',
    ],
    scoreMin: 85,
  },
  ledger: {
    folder: 'src/ledger',
    tests: [
      'test/ledger/canonical.test.ts',
      'test/ledger/checkpoint-chain.test.ts',
      'test/ledger/sink.test.ts',
      'test/ledger/heads.test.ts',
      'test/changes/changes.test.ts',
    ],
    scoreMin: 85,
  },
}
