import { describe, expect, it } from 'vitest'
import type { Conditions } from '../../src/policy/conditions.ts'
import { type Gift, refusalOf, refusalToGive } from '../../src/policy/covers.ts'
import { decideOn, groupsThatGrant, refusal } from '../../src/policy/decide.ts'
import type { Grant } from '../../src/policy/definition.ts'
import { delegated, type HeldGroup, holdingsOf, nothingHeld } from '../../src/policy/holdings.ts'
import { refusalOfOwnAttributes } from '../../src/policy/own-attributes.ts'
import { leadTo, pathsOf } from '../../src/policy/paths.ts'
import { mayGoBy, permissionsBeyond, sharesOf } from '../../src/policy/shares.ts'
import { minute } from '../times.ts'
import { builtIn, custom, everywhere, grant, here, named, noon, office, ofTeam, somebody } from './holders.ts'

const database = (name: string, owner = 'dev') => ({ clusterId: 'c1', name, labels: new Map([['owner', owner]]) })

const gift = (group: HeldGroup, until: number | null = null): Gift => ({
  group: { key: group.key, name: group.name ?? group.key, definition: group.definition },
  until,
})

describe('what somebody holds', () => {
  it('is nothing without a group, and for callers who have not signed in', () => {
    const nothing = { permissions: new Set(), scopes: new Map(), counting: [], dormant: [] }
    expect(nothingHeld).toEqual(nothing)
    expect(holdingsOf([], () => here)).toEqual(nothing)
  })

  it('by built-in groups depends on nothing else, which is not even asked for', () => {
    const ask = () => expect.fail('The environment was asked for.')
    const { permissions, scopes, counting, dormant } = holdingsOf([builtIn('member'), builtIn('auditor')], ask)
    expect([...permissions]).toEqual(expect.arrayContaining(['AUDIT_READ', 'DATABASE_TOKEN_CREATE']))
    expect(permissions.has('DATABASE_DELETE')).toBe(false)
    expect([scopes.size, dormant]).toEqual([0, []])
    expect(counting.map(({ group, conditions }) => [group.key, conditions])).toEqual([
      ['member', {}],
      ['auditor', {}],
    ])
  })

  it('is the union of the groups that count: on the account, else on what any one of them selects', () => {
    const held = somebody([
      builtIn('member'),
      custom('a', [grant(named('a-'), 'DATABASE_DELETE', 'DATABASE_READ')]),
      custom('b', [grant(ofTeam, 'DATABASE_DELETE'), grant(everywhere, 'AUDIT_READ')]),
      custom('c', [grant(everywhere, 'DATABASE_PURGE')], office),
    ])
    expect(held.permissions.has('AUDIT_READ')).toBe(true)
    expect(held.permissions.has('DATABASE_PURGE')).toBe(false)
    // Members read all databases, so that no scope limits that.
    expect([...held.scopes.keys()]).toEqual(['DATABASE_DELETE'])
    const deletes = (name: string, owner?: string) => decideOn(held, 'DATABASE_DELETE', database(name, owner)).allowed
    expect([deletes('a-1'), deletes('x', 'ops'), deletes('x', 'dev')]).toEqual([true, true, false])
    expect(held.dormant.map(({ group, unmet }) => [group.key, unmet.map(({ kind }) => kind)])).toEqual([
      ['c', ['NETWORK']],
    ])
  })

  it('has no part in what can be granted on the account only', () => {
    const held = somebody([custom('a', [grant({ clusterIds: ['c1'] }, 'CLUSTER_READ', 'USER_READ')])])
    expect([[...held.permissions], [...held.scopes]]).toEqual([[], [['CLUSTER_READ', [{ clusterIds: ['c1'] }]]]])
  })

  it('is in the order of the permissions, and told by group, the built-in ones first', () => {
    const held = somebody([
      custom('b', [grant(everywhere, 'AUDIT_READ'), grant(named('a-'), 'TABLE_DELETE')]),
      custom('a', [grant(everywhere, 'ACCOUNT_READ')], { networks: ['10.0.0.0/8'] }, noon),
      builtIn('nobody-knows'),
      builtIn('member'),
    ])
    expect([...held.permissions].at(0)).toBe('ACCOUNT_READ')
    expect([...held.permissions].at(-1)).toBe('AUDIT_READ')
    expect(held.counting.map(({ group, conditions, grants }) => [group.key, conditions, grants.length])).toEqual([
      ['member', {}, 1],
      ['b', {}, 2],
      ['a', { networks: ['10.0.0.0/8'] }, 1],
    ])
  })

  it('by a token is what was given to it, on what its creator’s groups select', () => {
    const holdings = holdingsOf(
      [builtIn('auditor'), custom('a', [grant(named('a-'), 'DATABASE_DELETE', 'DATABASE_PURGE')])],
      () => here,
    )
    const token = delegated(holdings, ['DATABASE_READ', 'DATABASE_DELETE', 'USER_REMOVE'])
    expect([...token.permissions]).toEqual(['DATABASE_READ'])
    expect([...token.scopes.keys()]).toEqual(['DATABASE_DELETE'])
    expect(groupsThatGrant(token, 'DATABASE_DELETE', database('a-1')).map(({ key }) => key)).toEqual(['a'])
    expect(groupsThatGrant(token, 'DATABASE_DELETE', database('b-1'))).toEqual([])
    expect(groupsThatGrant(token, 'DATABASE_DELETE')).toEqual([])
    expect(groupsThatGrant(token, 'AUDIT_READ')).toEqual([])
  })

  it('by a token would be what was given to it of what does not count', () => {
    const held = somebody([custom('c', [grant(named('a-'), 'DATABASE_PURGE', 'DATABASE_DELETE')], office)])
    const { dormant, counting } = delegated(held, ['DATABASE_DELETE'])
    expect(counting).toEqual([])
    expect(dormant).toEqual([
      { ...held.dormant[0], grants: [{ permissions: ['DATABASE_DELETE'], on: { namePrefix: 'a-' } }] },
    ])
  })

  it('is refused with the conditions of the group that lacks the least first', () => {
    const far = custom('a-far', [grant(everywhere, 'DATABASE_PURGE')], { ...office, mfa: true })
    const near = custom('near', [grant(named('a-'), 'DATABASE_PURGE')], office)
    const other = custom('other', [grant(everywhere, 'DATABASE_DELETE')], office)
    const held = somebody([builtIn('member'), far, near, other])
    const error = (name: string) => refusal(decideOn(held, 'DATABASE_PURGE', database(name)))
    expect(error('a-1')).toMatchObject({
      message: expect.stringContaining(
        'Your group NEAR grants DATABASE_PURGE from 192.0.2.0/24; you come from 10.1.2.3. Send the request from such an address.',
      ),
      details: {
        unmet: [
          { group: { key: 'near', name: 'NEAR' }, kind: 'NETWORK' },
          { group: { key: 'a-far' }, kind: 'NETWORK' },
          { group: { key: 'a-far' }, kind: 'MFA' },
        ],
      },
    })
    expect(error('b-1')).toMatchObject({ message: expect.stringContaining('Your group A-FAR grants DATABASE_PURGE') })
  })
})

describe('nobody gives more than they hold', () => {
  const giver = () =>
    somebody([
      builtIn('member'),
      custom('wide', [grant(named('a-'), 'DATABASE_DELETE')]),
      custom('office', [grant(everywhere, 'AUDIT_READ')], { networks: ['10.0.0.0/8'] }),
      custom('brief', [grant(everywhere, 'USER_READ')], {}, noon + minute),
    ])
  const given = (grants: readonly Grant[], conditions?: Conditions) => custom('given', grants, conditions)

  it.each<[string, HeldGroup, number | null, string | undefined]>([
    ['what they hold everywhere', given([grant(named('z'), 'DATABASE_READ')]), null, undefined],
    ['a part of what they hold', given([grant(named('a-b'), 'DATABASE_DELETE')]), null, undefined],
    ['what they do not hold', given([grant(named('a-'), 'DATABASE_PURGE')]), null, 'DATABASE_PURGE, which you lack'],
    [
      'what they hold elsewhere',
      given([grant(named('b'), 'DATABASE_DELETE')]),
      null,
      'DATABASE_DELETE, which you hold on other resources',
    ],
    [
      'what they hold under conditions',
      given([grant(everywhere, 'AUDIT_READ')]),
      null,
      'AUDIT_READ, which you hold under other conditions',
    ],
    ['that under the same', given([grant(everywhere, 'AUDIT_READ')], { networks: ['10.1.0.0/16'] }), null, undefined],
    [
      'for good what they hold for a time',
      given([grant(everywhere, 'USER_READ')]),
      null,
      'USER_READ, which you do not hold that long',
    ],
    ['until they lose it themselves', given([grant(everywhere, 'USER_READ')]), noon + minute, undefined],
    [
      'a moment longer',
      given([grant(everywhere, 'USER_READ')]),
      noon + minute + 1,
      'USER_READ, which you do not hold that long',
    ],
    ['a built-in group of theirs', builtIn('member'), null, undefined],
    ['a group that grants nothing', given([]), null, undefined],
  ])('%s', (_, group, until, told) => {
    const refused = refusalToGive(giver(), [gift(group).group], until)
    if (told === undefined) expect(refused).toBeUndefined()
    else expect(refused?.message).toBe(`Nobody gives or takes more than they hold: GIVEN grants ${told}.`)
  })

  it('is told of all groups together, in the order of the permissions, built-in groups first', () => {
    const beyond = [
      gift(given([grant(named('b'), 'DATABASE_DELETE'), grant(everywhere, 'USER_READ')])),
      gift(builtIn('auditor')),
    ]
    const error = refusalOf(giver(), beyond)
    expect(error?.message).toMatch(/^Nobody gives or takes more than they hold: auditor, GIVEN grants USER_READ, /)
    expect(error?.details).toMatchObject({ permission: 'USER_READ', wouldBeGrantedBy: ['admin'] })
    expect(error?.details['missingPermissions']).toEqual(expect.arrayContaining(['USER_READ', 'AUDIT_READ']))
    expect(error?.details).not.toHaveProperty('unmet')
  })

  it('of a permission in two respects, that of the group which is given first', () => {
    const near = somebody([custom('near', [grant(named('a'), 'TABLE_DELETE')], { networks: ['10.0.0.0/8'] })])
    const [elsewhere, always] = [
      gift(given([grant(named('b'), 'TABLE_DELETE')])),
      gift(given([grant(named('a'), 'TABLE_DELETE')])),
    ]
    expect(refusalOf(near, [elsewhere, always])?.message).toContain('TABLE_DELETE, which you hold on other resources')
    expect(refusalOf(near, [always, elsewhere])?.message).toContain(
      'TABLE_DELETE, which you hold under other conditions',
    )
  })

  it('unless one of their groups takes it in, whatever the others do', () => {
    const twice = ['brief', 'lasting'].map((key) =>
      custom(key, [grant(everywhere, 'USER_READ')], {}, key === 'brief' ? noon + minute : null),
    )
    const users = gift(given([grant(everywhere, 'USER_READ')]))
    expect(refusalOf(somebody(twice), [users])).toBeUndefined()
    expect(refusalOf(somebody([...twice].reverse()), [users])).toBeUndefined()
  })

  it('also where groups of theirs would grant some of it, whose conditions are told', () => {
    const away = somebody([
      custom('home', [grant(everywhere, 'AUDIT_READ')], office),
      custom('other', [grant(everywhere, 'USER_UPDATE')], office),
    ])
    const both = gift(given([grant(everywhere, 'AUDIT_READ', 'USER_READ')]))
    const unmet = refusalOf(away, [both])?.details['unmet'] ?? []
    expect(unmet.map(({ group, kind }) => [group.key, kind])).toEqual([['home', 'NETWORK']])
  })

  it('nor what only a person can hold', () => {
    const token = { ...somebody([builtIn('auditor')]), kind: 'token' as const }
    const error = refusalOf(token, [gift(builtIn('admin'))])
    expect(error?.message).toMatch(/ Only a person can hold MANAGEMENT_TOKEN_CREATE\.$/)
    // A person who holds it, but not always, lacks something else.
    const tokens = [grant(everywhere, 'MANAGEMENT_TOKEN_CREATE')]
    const near = somebody([custom('near', tokens, { networks: ['10.0.0.0/8'] })])
    expect(refusalOf(near, [gift(given(tokens))])?.message).toMatch(/, which you hold under other conditions\.$/)
  })

  it('nor a group of which a later version has written more', () => {
    const later = { ...given([]), definition: '{"conditions":{"moon":"full"},"grants":[]}' }
    expect(refusalOf(somebody([builtIn('admin')]), [gift(later)])).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringMatching(/^Not all that GIVEN grants/),
    })
  })
})

describe('attributes that groups go by', () => {
  const definition = { conditions: { attributes: [{ key: 'team', anyOf: ['ops'] }] }, grants: [grant(ofTeam)] }

  it('are those of conditions and of selectors; of a later version, any may be', () => {
    const bySelector = { conditions: {}, grants: [grant(everywhere), grant(ofTeam)] }
    const keys = (one: Parameters<typeof mayGoBy>[0]) =>
      ['team', 'owner', 'site', 'unit'].filter((key) => mayGoBy(one, key))
    expect(keys(definition)).toEqual(['team'])
    expect(keys(bySelector)).toEqual(['team'])
    const byCondition = {
      conditions: { attributes: ['site', 'unit'].map((key) => ({ key, anyOf: [] })) },
      grants: [grant(named('a'))],
    }
    expect(keys(byCondition)).toEqual(['site', 'unit'])
    expect(keys({ isKnown: false, conditions: {}, grants: [] })).toEqual(['team', 'owner', 'site', 'unit'])
    expect(keys({ conditions: {}, grants: [grant(named('a'))] })).toEqual([])
  })

  it('are changed by nobody for themselves but by an Admin, and by no token', () => {
    const admin = somebody([builtIn('admin')])
    expect(refusalOfOwnAttributes(admin, ['team'])).toBeUndefined()
    expect(refusalOfOwnAttributes(somebody([builtIn('member'), builtIn('admin')]), ['team'])).toBeUndefined()
    const told = 'Groups go by team, site: only an Admin changes that of their own.'
    for (const one of [somebody([builtIn('member')]), { ...admin, kind: 'token' as const }]) {
      expect(refusalOfOwnAttributes(one, ['team', 'site'])).toMatchObject({
        code: 'FORBIDDEN',
        message: expect.stringContaining(told),
        details: { permission: 'USER_UPDATE' },
      })
    }
  })

  it('make a person hold more or less by another value', () => {
    const groups = [
      custom('ops', [grant(everywhere, 'AUDIT_READ')], definition.conditions),
      custom('own', [grant(ofTeam, 'DATABASE_DELETE')]),
    ]
    const [ops, dev] = ['ops', 'dev'].map((team) => sharesOf(groups, new Map([['team', team]])))
    const beyond = (mine = ops, theirs = dev) => [...permissionsBeyond(mine ?? [], theirs ?? [])]
    expect(beyond(ops, dev)).toEqual(['DATABASE_DELETE'])
    expect(beyond(dev, ops)).toEqual(['AUDIT_READ', 'DATABASE_DELETE'])
    expect(beyond(ops, ops)).toEqual([])
  })
})

describe('the paths to a permission', () => {
  const held = [
    { group: { ...custom('a', [grant(named('a-'), 'DATABASE_DELETE')]) }, until: noon },
    {
      group: { ...custom('own', [grant(ofTeam, 'DATABASE_DELETE'), grant(everywhere, 'AUDIT_READ')]) },
      until: noon + 1,
    },
    { group: { ...custom('office', [grant(everywhere, 'DATABASE_DELETE')], office) }, until: null },
  ]
  const paths = (isActive = true) => pathsOf(held, 'DATABASE_DELETE', { isActive, environment: here })

  it('are all grants of it, with everything that keeps each from counting', () => {
    expect(paths().map(({ group, counts, unmet }) => [group.key, counts, unmet.map(({ kind }) => kind)])).toEqual([
      ['a', false, ['MEMBERSHIP']],
      ['own', true, []],
      ['office', false, ['NETWORK']],
    ])
    expect(paths()[0]?.unmet[0]).toMatchObject({ actual: 'over since 2026-12-02T12:00:00.000Z' })
    expect(paths(false).map(({ unmet }) => unmet.map(({ kind }) => kind))).toEqual([
      ['STATUS', 'MEMBERSHIP'],
      ['STATUS'],
      ['STATUS', 'NETWORK'],
    ])
  })

  it('say what each selects, and for this person, and what would make it count', () => {
    const [a, own, office] = paths(false)
    expect([a?.on, a?.bound]).toEqual([named('a-'), { namePrefix: 'a-' }])
    expect([own?.on, own?.bound]).toEqual([ofTeam, { labels: [{ key: 'owner', anyOf: ['ops'] }] }])
    expect(a?.unmet).toEqual([
      {
        kind: 'STATUS',
        expected: 'active',
        actual: 'deactivated',
        remedy: 'Have the person activated by somebody who holds USER_UPDATE.',
      },
      {
        kind: 'MEMBERSHIP',
        expected: 'a membership that is not over',
        actual: 'over since 2026-12-02T12:00:00.000Z',
        remedy: 'Have the person put into the group again by somebody who holds GROUP_ASSIGN.',
      },
    ])
    expect(office?.unmet.at(-1)).toMatchObject({ kind: 'NETWORK', actual: '10.1.2.3' })
  })

  it('lead to what each resource of several is selected by, and to the account only from there', () => {
    expect(leadTo(paths(), [database('x', 'ops'), database('y', 'ops')])).toBe(true)
    expect(leadTo(paths(), [database('x', 'ops'), database('a-1', 'dev')])).toBe(false)
    expect(leadTo(paths(), undefined)).toBe(false)
    const wide = pathsOf(held, 'AUDIT_READ', { isActive: true, environment: here })
    expect([leadTo(wide, undefined), leadTo([], undefined), leadTo([], [])]).toEqual([true, false, true])
  })
})
