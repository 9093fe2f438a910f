import type { UnmetCondition } from '../sdk/index.ts'

/** A condition that does not hold, in words: what it is about, what it wants, what there is, and what helps. */
export const describeClause = ({ kind, expected, actual, remedy }: Omit<UnmetCondition, 'group'>): string =>
  `${kind.toLowerCase().replaceAll('_', ' ')}: ${expected}; it is ${actual}. ${remedy}`.trimEnd()

/** The same, with the group that does not count because of it. */
export const describeUnmet = ({ group, ...clause }: UnmetCondition): string =>
  `${group.name} does not count: ${describeClause(clause)}`
