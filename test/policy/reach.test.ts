import { describe, expect, it } from 'vitest'
import { delegated } from '../../src/policy/holdings.ts'
import { clustersWithin, reachOf, reachToChange, wholeAccount } from '../../src/policy/reach.ts'
import type { BoundSelector } from '../../src/policy/selectors.ts'
import { builtIn, custom, everywhere, grant, named, office, ofTeam, somebody } from './holders.ts'

const accountId = 'account'
const everything = { accountId, selectors: undefined }
const nothing = { accountId, selectors: [] }
const only = (...selectors: readonly BoundSelector[]) => ({ accountId, selectors })

const inGroups = (...groups: Parameters<typeof somebody>[0]) => ({ accountId, ...somebody(groups) })

describe('a caller reaches', () => {
  it('all of the account where they hold the permission on all of it, also beside a part', () => {
    expect(reachOf(inGroups(builtIn('member')), 'DATABASE_READ')).toEqual(everything)
    const part = custom('part', [grant(named('a-'), 'DATABASE_READ')])
    expect(reachOf(inGroups(part, builtIn('member')), 'DATABASE_READ')).toEqual(everything)
    expect(reachOf(inGroups(part, custom('all', [grant(everywhere, 'DATABASE_READ')])), 'DATABASE_READ')).toEqual(
      everything,
    )
  })

  it('what any of their groups selects for them, and counts', () => {
    const caller = inGroups(
      custom('a', [grant(named('a-'), 'DATABASE_READ'), grant(named('t-'), 'TABLE_READ')]),
      custom('own', [grant(ofTeam, 'DATABASE_READ')]),
      custom('away', [grant(named('b-'), 'DATABASE_READ')], office),
    )
    const own = { labels: [{ key: 'owner', anyOf: ['ops'] }] }
    expect(reachOf(caller, 'DATABASE_READ')).toEqual(only({ namePrefix: 'a-' }, own))
    expect(reachOf(caller, 'TABLE_READ')).toEqual(only({ namePrefix: 't-' }))
  })

  it('nothing by a permission that they do not hold', () => {
    expect(reachOf(inGroups(builtIn('member')), 'DATABASE_DELETE')).toEqual(nothing)
    expect(reachOf(inGroups(), 'DATABASE_READ')).toEqual(nothing)
    const away = inGroups(custom('away', [grant(everywhere, 'DATABASE_READ')], office))
    expect(reachOf(away, 'DATABASE_READ')).toEqual(nothing)
  })

  it('by a token what was given to it, as far as its person does', () => {
    const held = somebody([builtIn('member'), custom('a', [grant(named('a-'), 'DATABASE_DELETE')])])
    const token = { accountId, ...delegated(held, ['DATABASE_READ', 'DATABASE_DELETE']) }
    expect(reachOf(token, 'DATABASE_READ')).toEqual(everything)
    expect(reachOf(token, 'DATABASE_DELETE')).toEqual(only({ namePrefix: 'a-' }))
    expect(reachOf(token, 'TABLE_READ')).toEqual(nothing)
  })

  it('for the gateway itself, all of the account', () => {
    expect(wholeAccount(accountId)).toEqual(everything)
  })
})

describe('a change finds', () => {
  const found = (...groups: Parameters<typeof somebody>[0]) =>
    reachToChange(inGroups(...groups), 'DATABASE_READ', 'DATABASE_DELETE')
  const deletesA = custom('deletes', [grant(named('a-'), 'DATABASE_DELETE')])

  it('what its caller may read, whatever they may change', () => {
    expect(found(builtIn('member'), deletesA)).toEqual(everything)
    const readsB = custom('reads', [grant(named('b-'), 'DATABASE_READ')])
    expect(found(readsB, deletesA)).toEqual(only({ namePrefix: 'b-' }))
    expect(found(readsB, custom('deletes', [grant(everywhere, 'DATABASE_DELETE')]))).toEqual(only({ namePrefix: 'b-' }))
    expect(found(custom('blind', [grant({ databaseIds: [] }, 'DATABASE_READ')]), deletesA)).toEqual(
      only({ databaseIds: [] }),
    )
  })

  it('what they may change, where they may read nothing at all', () => {
    expect(found(deletesA)).toEqual(only({ namePrefix: 'a-' }))
    expect(found(custom('deletes', [grant(everywhere, 'DATABASE_DELETE')]))).toEqual(everything)
  })

  it('nothing, where they may do neither', () => {
    expect(found()).toEqual(nothing)
    expect(found(custom('tables', [grant(everywhere, 'TABLE_READ')]))).toEqual(nothing)
  })
})

describe('whole clusters lie within a reach', () => {
  const within = (...selectors: readonly BoundSelector[]) => {
    const caller = {
      accountId,
      permissions: new Set<never>(),
      scopes: new Map([['DATABASE_READ', selectors] as const]),
    }
    return [...new Set(clustersWithin(reachOf(caller, 'DATABASE_READ')))]
  }

  it('all of them, and all that are to come, in that of the account', () => {
    expect(clustersWithin(wholeAccount(accountId))).toBeUndefined()
    expect(clustersWithin(reachOf(inGroups(builtIn('member')), 'DATABASE_READ'))).toBeUndefined()
    expect(clustersWithin(reachOf(inGroups(), 'DATABASE_READ'))).toEqual([])
  })

  it.each<[string, readonly BoundSelector[], readonly string[]]>([
    ['that one selector names', [{ clusterIds: ['c1', 'c2'] }], ['c1', 'c2']],
    ['that any of several names', [{ clusterIds: ['c1'] }, { namePrefix: 'a-' }, { clusterIds: ['c2'] }], ['c1', 'c2']],
    ['none by databases', [{ databaseIds: ['d1'] }, { namePrefix: 'a-' }], []],
    ['none by some names on it', [{ clusterIds: ['c1'], namePrefix: 'a-' }], []],
    ['none by some labels on it', [{ clusterIds: ['c1'], labels: [{ key: 'team', noneOf: ['ops'] }] }], []],
    ['beside some names on it', [{ clusterIds: ['c1', 'c2'], namePrefix: 'a-' }, { clusterIds: ['c2'] }], ['c2']],
    ['none by no cluster', [{ clusterIds: [] }], []],
  ])('%s', (_, selectors, expected) => {
    expect(within(...selectors)).toEqual(expected)
  })
})
