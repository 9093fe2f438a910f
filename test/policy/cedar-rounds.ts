import type { Environment } from '../../src/policy/conditions.ts'
import type { Definition } from '../../src/policy/definition.ts'
import { minute } from '../times.ts'
import { type Dice, type Known, makeDefinition, makeEnvironment } from './random-groups.ts'

/** What is asked in one round, and of whom. */
export interface Round {
  readonly definitions: readonly Definition[]
  /** When the person’s membership of each group ends, or has ended. */
  readonly untils: readonly (number | null)[]
  /** What the token was given. */
  readonly given: readonly string[]
  readonly environment: Environment
}

/** The rounds in the order of their times, as clocks do not go back. */
export const makeRounds = (random: Dice, known: Known, count: number): Round[] =>
  Array.from({ length: count }, () => {
    const environment: Environment = { ...notAtABound(makeEnvironment(random, 'known address')), mfa: false }
    return {
      definitions: ofEachGroup.map(() => makeDefinition(random, known)),
      untils: ofEachGroup.map(() => endOf(random, environment.now)),
      given: random.someOf(delegable, 0.8),
      environment,
    }
  }).sort((a, b) => a.environment.now - b.environment.now)

/** More often than not there is none, or it is to come: else nobody would hold much. */
function endOf(random: Dice, now: number): number | null {
  const minutes = random.oneOf([null, null, null, -60, -1, 1, 60])
  return minutes === null ? null : now + minutes * minute
}

/** The keys of the person’s groups. */
export const ofEachGroup = ['one', 'two', 'three']

/** What the groups may grant. */
export const delegable = [
  ...['DATABASE_READ', 'DATABASE_CREATE', 'DATABASE_UPDATE', 'DATABASE_DELETE', 'TABLE_READ'],
  ...['DATABASE_TOKEN_READ', 'CLUSTER_READ', 'USER_READ'],
]

/** Half a minute from any bound of time, as the gateway's clocks go on meanwhile. */
const notAtABound = ({ authenticatedAt, ...environment }: Environment): Environment => ({
  ...environment,
  authenticatedAt: authenticatedAt === null ? null : authenticatedAt + minute / 2,
})
