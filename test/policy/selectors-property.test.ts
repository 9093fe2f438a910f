import { describe, expect, it } from 'vitest'
import { conditionsCover, unmet } from '../../src/policy/conditions.ts'
import { bind, covers, matches, type Resource, type Selector } from '../../src/policy/selectors.ts'
import { dice } from './oracle.ts'
import {
  type Dice,
  type Known,
  makeAttributesOfPerson,
  makeConditions,
  makeEnvironment,
  makeRows,
  makeSelector,
} from './random-groups.ts'

describe('what covers another', () => {
  /** A selector that is likely to be covered: the other one with more clauses and fewer members. */
  function narrower(random: Dice, selector: Selector, known: Known): Selector {
    const other = makeSelector(random, known)
    if (!('databases' in selector) || !('databases' in other)) return other
    const [wide, narrow] = [selector.databases, other.databases]
    return {
      databases: {
        ...wide,
        ...narrow,
        ...(wide.namePrefix !== undefined && { namePrefix: `${wide.namePrefix}${random.oneOf(['', '-', 's'])}` }),
        labels: [...(wide.labels ?? []), ...(narrow.labels ?? [])].map((label) =>
          label.anyOf ? { key: label.key, anyOf: random.someOf(label.anyOf, 0.9) } : label,
        ),
      },
    }
  }

  it('selects every row that the other does, for every person, in 10,000 random pairs', () => {
    const random = dice(12)
    const clusterIds = ['c1', 'c2', 'c3']
    const rows: Resource[] = [...makeRows(random, clusterIds, 60), ...clusterIds.map((clusterId) => ({ clusterId }))]
    const known: Known = { clusterIds, databaseIds: rows.slice(0, 8).map(({ id }) => id as string) }
    let covered = 0
    for (let index = 0; index < 10_000; index++) {
      const given = makeSelector(random, known)
      const mine = bind(given, makeAttributesOfPerson(random))
      const theirs = index % 4 === 0 ? makeSelector(random, known) : narrower(random, given, known)
      if (!covers(mine, theirs)) continue
      const bound = bind(theirs, makeAttributesOfPerson(random))
      const beyond = rows.filter((row) => matches(bound, row) && !matches(mine, row))
      if (beyond.length > 0)
        expect.fail(`${JSON.stringify(mine)} covers ${JSON.stringify(theirs)}: ${JSON.stringify(beyond)}`)
      if (mine.account === undefined && rows.some((row) => matches(bound, row))) covered++
    }
    expect(covered).toBeGreaterThan(300)
  })

  it('holds wherever the other does, in 10,000 random pairs of conditions', () => {
    const random = dice(13)
    let covered = 0
    for (let index = 0; index < 10_000; index++) {
      const mine = makeConditions(random)
      const theirs = index % 2 === 0 ? makeConditions(random) : { ...mine, ...makeConditions(random) }
      if (Object.keys(mine).length === 0 || !conditionsCover(mine, theirs)) continue
      const environments = [1, 2, 3, 4, 5].map(() => makeEnvironment(random))
      const held = environments.filter((environment) => unmet(theirs, environment).length === 0)
      const beyond = held.filter((environment) => unmet(mine, environment).length > 0)
      if (beyond.length > 0) expect.fail(JSON.stringify({ mine, theirs, beyond }))
      covered += held.length
    }
    expect(covered).toBeGreaterThan(500)
  })
})
