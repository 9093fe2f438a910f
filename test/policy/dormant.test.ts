import { describe, expect, it } from 'vitest'
import type { Conditions } from '../../src/policy/conditions.ts'
import { describeNearest, doGrant, unmetConditions, wouldGrant } from '../../src/policy/dormant.ts'
import { minute } from '../times.ts'
import { custom, everywhere, grant, here, named, noon, office, ofTeam, somebody } from './holders.ts'

const asToken = { ...here, authenticatedAt: null, caller: 'TOKEN' } as const
const signedInEarlier = { ...here, authenticatedAt: noon - 5 * minute }
const inGroup = (conditions: Conditions) => custom('ops', [grant(everywhere, 'AUDIT_READ')], conditions)
const dormantOf = (...groups: Parameters<typeof somebody>[0]) => somebody(groups).dormant

describe('what keeps a group from counting is told in words', () => {
  const afternoon = { days: ['WEDNESDAY'], from: '13:00', to: '14:00', zone: 'UTC' } as const

  it.each<[Conditions, typeof here, string]>([
    [
      { attributes: [{ key: 'site', anyOf: ['bonn', 'ulm'] }] },
      here,
      'to people whose site is bonn or ulm; yours is absent. Have the attribute changed by somebody who holds USER_UPDATE.',
    ],
    [office, here, 'from 192.0.2.0/24; you come from 10.1.2.3. Send the request from such an address.'],
    [
      { hours: [afternoon] },
      here,
      'within Wed 13:00–14:00 UTC; it is Wed 12:00 UTC. Send the request within these hours.',
    ],
    [{ mfa: true }, here, 'with a second factor; you have none. No way of signing in has a second factor yet.'],
    [{ mfa: true }, asToken, 'with a second factor; you are a token. Sign in as a person.'],
    [
      { authenticatedWithin: 60 },
      signedInEarlier,
      'to those who signed in within the last 1m; you did so 5m ago. Sign in again.',
    ],
    [
      { authenticatedWithin: 60 },
      asToken,
      'to those who signed in within the last 1m; you are a token. Sign in as a person.',
    ],
    [{ callers: ['PERSON'] }, asToken, 'to a person; you are a token. Sign in as a person.'],
    [{ callers: ['TOKEN'] }, here, 'to a token; you are a person. Use a management token.'],
    // Of several, the first.
    [
      { ...office, mfa: true },
      here,
      'from 192.0.2.0/24; you come from 10.1.2.3. Send the request from such an address.',
    ],
  ])('%j', (conditions, environment, told) => {
    const { dormant } = somebody([inGroup(conditions)], environment)
    expect(describeNearest('AUDIT_READ', dormant)).toBe(`Your group OPS grants AUDIT_READ ${told}`)
  })

  it('of the nearest group alone, by its key where it has no name', () => {
    const [one, other] = [dormantOf({ ...inGroup(office), name: null }), dormantOf(inGroup({ mfa: true }))]
    expect(describeNearest('USER_READ', [...one, ...other])).toMatch(/^Your group ops grants USER_READ from /)
    expect(describeNearest('USER_READ', [...other, ...one])).toMatch(/^Your group OPS grants USER_READ with /)
    expect(describeNearest('USER_READ', [])).toBeUndefined()
  })

  it('and as data, every condition of every group', () => {
    const dormant = dormantOf({ ...inGroup({ ...office, mfa: true }), name: null }, custom('night', [], { hours: [] }))
    const ops = { id: 'group_ops', key: 'ops', name: 'ops' }
    expect(unmetConditions(dormant)).toMatchObject([
      { group: ops, kind: 'NETWORK', expected: '192.0.2.0/24', actual: '10.1.2.3' },
      { group: ops, kind: 'MFA', remedy: 'No way of signing in has a second factor yet.' },
      { group: { id: 'group_night', key: 'night', name: 'NIGHT' }, kind: 'HOURS' },
    ])
    expect(unmetConditions([])).toEqual([])
  })
})

describe('groups that would grant a permission if they counted', () => {
  const keysFor = (groups: Parameters<typeof somebody>[0], name?: string) =>
    wouldGrant(dormantOf(...groups), 'DATABASE_DELETE', name === undefined ? undefined : { clusterId: 'c1', name }).map(
      ({ group }) => group.key,
    )
  const deleting = (key: string, on = everywhere, conditions = office) =>
    custom(key, [grant(named('z-'), 'DATABASE_READ'), grant(on, 'DATABASE_DELETE')], conditions)

  it('are those that grant it on the resource; without one, anywhere', () => {
    const groups = [
      deleting('a', named('a-')),
      custom('b', [grant(everywhere, 'DATABASE_READ')], office),
      deleting('c'),
    ]
    expect([keysFor(groups), keysFor(groups, 'a-1'), keysFor(groups, 'z-1')]).toEqual([['a', 'c'], ['a', 'c'], ['c']])
  })

  it('come by how much they lack, then by their keys, and stay as they are', () => {
    const much = deleting('a', everywhere, { ...office, mfa: true })
    const groups = [much, deleting('c'), deleting('b'), deleting('d')]
    expect(keysFor(groups)).toEqual(['b', 'c', 'd', 'a'])
    expect(keysFor([...groups].reverse())).toEqual(['b', 'c', 'd', 'a'])
    const dormant = dormantOf(...groups)
    wouldGrant(dormant, 'DATABASE_DELETE', undefined)
    expect(dormant.map(({ group }) => group.key)).toEqual(['a', 'c', 'b', 'd'])
  })
})

it('grants give a permission on what they select for the person', () => {
  const [{ grants } = { grants: [] }] = somebody([
    custom('own', [grant(ofTeam, 'DATABASE_DELETE', 'TABLE_DELETE'), grant(named('a-'), 'TABLE_READ')]),
  ]).counting
  const owned = (owner: string) => ({ clusterId: 'c1', name: 'a-1', labels: new Map([['owner', owner]]) })
  expect(doGrant(grants, 'TABLE_DELETE', owned('ops'))).toBe(true)
  expect(doGrant(grants, 'TABLE_DELETE', owned('dev'))).toBe(false)
  expect(doGrant(grants, 'TABLE_READ', owned('dev'))).toBe(true)
  expect(doGrant(grants, 'TABLE_DELETE')).toBe(true)
  expect(doGrant(grants, 'TABLE_CREATE')).toBe(false)
  expect(doGrant([], 'TABLE_DELETE')).toBe(false)
})
