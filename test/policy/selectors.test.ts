import { describe, expect, it } from 'vitest'
import {
  type BoundSelector,
  bind,
  covers,
  describeSelector,
  type LabelMatch,
  matches,
  matchesCluster,
  type Resource,
  type Selector,
} from '../../src/policy/selectors.ts'

const attributes = new Map([['team', 'ops']])
const row: Resource = {
  clusterId: 'east',
  id: 'd1',
  name: 'metrics-eu',
  labels: new Map([
    ['team', 'ops'],
    ['stage', 'test'],
  ]),
}
const unlabelled: Resource = { clusterId: 'east', id: 'd2', name: 'metrics', labels: new Map() }
const toBe: Resource = { clusterId: 'east', name: 'metrics-new', labels: new Map([['team', 'ops']]) }
const cluster: Resource = { clusterId: 'east' }

const labelled = (...labels: LabelMatch[]): Selector => ({ databases: { labels } })

describe('a selector', () => {
  it.each<[string, Selector, readonly [row: boolean, unlabelled: boolean, toBe: boolean, cluster: boolean]]>([
    ['of the account', { account: true }, [true, true, true, true]],
    ['of a cluster', { clusterIds: ['west', 'east'] }, [true, true, true, true]],
    ['of another cluster', { clusterIds: ['west'] }, [false, false, false, false]],
    ['of no cluster', { clusterIds: [] }, [false, false, false, false]],
    ['of a database', { databaseIds: ['d2', 'd3'] }, [false, true, false, false]],
    ['of no database', { databaseIds: [] }, [false, false, false, false]],
    ['of all databases of a cluster', { databases: { clusterIds: ['east'] } }, [true, true, true, true]],
    ['of a name', { databases: { namePrefix: 'metrics-' } }, [true, false, true, false]],
    ['of a name in another case', { databases: { namePrefix: 'Metrics' } }, [false, false, false, false]],
    ['of a label', labelled({ key: 'team', anyOf: ['dev', 'ops'] }), [true, false, true, false]],
    ['of another value', labelled({ key: 'team', anyOf: ['dev'] }), [false, false, false, false]],
    ['of no value', labelled({ key: 'team', anyOf: [] }), [false, false, false, false]],
    ['of all but a value', labelled({ key: 'stage', noneOf: ['test'] }), [false, true, true, false]],
    ['of all but other values', labelled({ key: 'stage', noneOf: ['live', 'dev'] }), [true, true, true, false]],
    ['of all but no value', labelled({ key: 'stage', noneOf: [] }), [false, false, false, false]],
    ['of the person’s own value', labelled({ key: 'team', sameAs: 'team' }), [true, false, true, false]],
    ['of another label with it', labelled({ key: 'stage', sameAs: 'team' }), [false, false, false, false]],
    [
      'of an attribute that the person has not',
      labelled({ key: 'team', sameAs: 'unit' }),
      [false, false, false, false],
    ],
    [
      'of two labels',
      labelled({ key: 'team', anyOf: ['ops'] }, { key: 'stage', anyOf: ['test'] }),
      [true, false, false, false],
    ],
    ['of no labels', labelled(), [false, false, false, false]],
    [
      'of a cluster, a name and a label',
      { databases: { clusterIds: ['east'], namePrefix: 'metrics', labels: [{ key: 'stage', noneOf: ['x'] }] } },
      [true, true, true, false],
    ],
    ['of nothing', { databases: {} }, [false, false, false, false]],
    ['of a kind that is not known here', { regions: ['eu'] } as never, [false, false, false, false]],
  ])('%s', (_, selector, expected) => {
    const bound = bind(selector, attributes)
    expect([row, unlabelled, toBe, cluster].map((one) => matches(bound, one))).toEqual(expected)
    expect(matchesCluster(bound, 'east')).toBe(expected[3])
  })

  it('has nothing left open but the resource once it is bound', () => {
    const selector = {
      databases: {
        namePrefix: 'm',
        labels: [
          { key: 'a', sameAs: 'team' },
          { key: 'b', anyOf: ['x'] },
        ],
      },
    }
    const b = { key: 'b', anyOf: ['x'] }
    expect(bind(selector, attributes)).toEqual({ namePrefix: 'm', labels: [{ key: 'a', anyOf: ['ops'] }, b] })
    expect(bind(selector, new Map())).toEqual({ namePrefix: 'm', labels: [{ key: 'a', anyOf: [] }, b] })
    expect(bind({ databases: { namePrefix: 'm' } }, attributes)).toEqual({ namePrefix: 'm' })
    expect(bind({ account: true }, attributes)).toEqual({ account: true })
  })
})

describe('a selector covers another', () => {
  const ops: BoundSelector = { labels: [{ key: 'team', anyOf: ['ops', 'dev'] }] }
  const butLive: BoundSelector = { labels: [{ key: 'stage', noneOf: ['live'] }] }

  it.each<[string, BoundSelector, Selector, boolean]>([
    ['the account, all', { account: true }, { account: true }, true],
    ['the account, any', { account: true }, labelled({ key: 'a', sameAs: 'b' }), true],
    ['a cluster, the account', { clusterIds: ['east'] }, { account: true }, false],
    ['more clusters', { clusterIds: ['east', 'west'] }, { clusterIds: ['east'] }, true],
    ['fewer clusters', { clusterIds: ['east'] }, { clusterIds: ['east', 'west'] }, false],
    ['no clusters', { clusterIds: [] }, { clusterIds: ['east'] }, false],
    [
      'a cluster, names on it',
      { clusterIds: ['east'] },
      { databases: { clusterIds: ['east'], namePrefix: 'a' } },
      true,
    ],
    ['a cluster, names anywhere', { clusterIds: ['east'] }, { databases: { namePrefix: 'a' } }, false],
    ['a cluster, a database', { clusterIds: ['east'] }, { databaseIds: ['d1'] }, false],
    ['more databases', { databaseIds: ['d1', 'd2'] }, { databaseIds: ['d1'] }, true],
    ['fewer databases', { databaseIds: ['d1'] }, { databaseIds: ['d1', 'd2'] }, false],
    ['databases, their cluster', { databaseIds: ['d1'] }, { clusterIds: ['east'] }, false],
    ['a shorter prefix', { namePrefix: 'a' }, { databases: { namePrefix: 'ab' } }, true],
    ['the same prefix', { namePrefix: 'ab' }, { databases: { namePrefix: 'ab' } }, true],
    ['a longer prefix', { namePrefix: 'ab' }, { databases: { namePrefix: 'a' } }, false],
    ['a prefix, none', { namePrefix: 'ab' }, labelled({ key: 'team', anyOf: ['ops'] }), false],
    ['more values', ops, labelled({ key: 'team', anyOf: ['ops'] }), true],
    ['fewer values', ops, labelled({ key: 'team', anyOf: ['ops', 'qa'] }), false],
    ['values of another label', ops, labelled({ key: 'unit', anyOf: ['ops'] }), false],
    ['one of several labels', ops, labelled({ key: 'unit', anyOf: ['x'] }, { key: 'team', anyOf: ['ops'] }), true],
    ['values, all but some', ops, labelled({ key: 'team', noneOf: ['ops'] }), false],
    ['values, the person’s own', ops, labelled({ key: 'team', sameAs: 'team' }), false],
    ['all but some, the person’s own', butLive, labelled({ key: 'stage', sameAs: 'stage' }), false],
    [
      'another label, the person’s own',
      ops,
      labelled({ key: 'team', anyOf: ['ops'] }, { key: 'x', sameAs: 'y' }),
      true,
    ],
    [
      'two labels, one of them',
      {
        labels: [
          { key: 'team', anyOf: ['ops'] },
          { key: 'stage', noneOf: ['live'] },
        ],
      },
      labelled({ key: 'team', anyOf: ['ops'] }),
      false,
    ],
    ['labels, none', ops, { databases: { namePrefix: 'a' } }, false],
    ['no labels', { labels: [] }, labelled({ key: 'team', anyOf: ['ops'] }), false],
    ['all but fewer', butLive, labelled({ key: 'stage', noneOf: ['live', 'test'] }), true],
    ['all but others', butLive, labelled({ key: 'stage', noneOf: ['test'] }), false],
    ['all but some, other values', butLive, labelled({ key: 'stage', anyOf: ['test', 'dev'] }), true],
    ['all but some, those values', butLive, labelled({ key: 'stage', anyOf: ['test', 'live'] }), false],
    ['all but none', { labels: [{ key: 'stage', noneOf: [] }] }, labelled({ key: 'stage', noneOf: ['live'] }), false],
    ['nothing', {}, { databaseIds: ['d1'] }, false],
    ['nothing, what is not known here', {}, { regions: ['eu'] } as never, false],
  ])('%s', (_, mine, theirs, covered) => {
    expect(covers(mine, theirs)).toBe(covered)
  })
})

it.each<[string, Selector]>([
  ['everything in the account', { account: true }],
  ['1 cluster and all that lies there', { clusterIds: ['a'] }],
  ['2 clusters and all that lies there', { clusterIds: ['a', 'b'] }],
  ['0 databases', { databaseIds: [] }],
  ['1 database', { databaseIds: ['a'] }],
  ['databases on 2 clusters', { databases: { clusterIds: ['a', 'b'] } }],
  ['databases on 1 cluster, named metrics…', { databases: { clusterIds: ['a'], namePrefix: 'metrics' } }],
  [
    'databases with team = ops or dev, without stage = live or dr, with owner = the person’s team, with x = no value',
    labelled(
      { key: 'team', anyOf: ['ops', 'dev'] },
      { key: 'stage', noneOf: ['live', 'dr'] },
      { key: 'owner', sameAs: 'team' },
      { key: 'x', anyOf: [] },
    ),
  ],
  ['databases with a label, of which none is named', labelled()],
])('a selector is told as %s', (words, selector) => {
  expect(describeSelector(selector)).toBe(words)
})
