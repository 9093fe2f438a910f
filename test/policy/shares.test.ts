import { describe, expect, it } from 'vitest'
import type { AttributeMatch, Conditions } from '../../src/policy/conditions.ts'
import { definitionFor, isMet, permissionsBeyond, type Share, sharesOf } from '../../src/policy/shares.ts'
import { builtIn, custom, everywhere, grant, named, office, ofTeam } from './holders.ts'

const ofOps = new Map([['team', 'ops']])
const isOps: AttributeMatch = { key: 'team', anyOf: ['qa', 'ops'] }
const ownedByOps = { labels: [{ key: 'owner', anyOf: ['ops'] }] }

describe('conditions on attributes are met', () => {
  it.each<[string, Conditions, boolean]>([
    ['where there are none', {}, true],
    ['whatever else there is', office, true],
    ['by one of the values', { attributes: [isOps] }, true],
    ['not by another value', { attributes: [{ key: 'team', anyOf: ['dev', 'Ops'] }] }, false],
    ['not by another attribute', { attributes: [{ key: 'unit', anyOf: ['ops'] }] }, false],
    ['only where each is', { attributes: [isOps, { key: 'unit', anyOf: ['x'] }] }, false],
    ['not by no value', { attributes: [{ key: 'team', anyOf: [] }] }, false],
    ['not by no attributes', { attributes: [] }, false],
  ])('%s', (_, conditions, expected) => {
    expect(isMet(conditions, ofOps)).toBe(expected)
  })
})

describe('what groups give a person', () => {
  it('is each permission on what is selected for them, under what is asked of their requests', () => {
    const groups = [
      custom('own', [grant(ofTeam, 'DATABASE_DELETE', 'TABLE_READ'), grant(named('a-'), 'TABLE_READ')]),
      custom('office', [grant(everywhere, 'AUDIT_READ')], { ...office, mfa: true, attributes: [isOps] }),
    ]
    const conditions = { ...office, mfa: true }
    expect(sharesOf(groups, ofOps)).toEqual([
      { permission: 'DATABASE_DELETE', on: ownedByOps, conditions: {} },
      { permission: 'TABLE_READ', on: ownedByOps, conditions: {} },
      { permission: 'TABLE_READ', on: { namePrefix: 'a-' }, conditions: {} },
      { permission: 'AUDIT_READ', on: { account: true }, conditions },
    ])
  })

  it('is nothing by a group for people with other attributes, and all by a built-in one', () => {
    const dev = custom('dev', [grant(everywhere, 'AUDIT_READ')], { attributes: [{ key: 'team', anyOf: ['dev'] }] })
    expect(sharesOf([dev], ofOps)).toEqual([])
    const shares = sharesOf([dev, builtIn('member')], ofOps)
    expect(shares).toContainEqual({ permission: 'DATABASE_TOKEN_CREATE', on: { account: true }, conditions: {} })
    expect(shares.map(({ permission }) => permission)).not.toContain('AUDIT_READ')
  })
})

describe('what somebody holds beyond', () => {
  const share = (on: Share['on'], conditions: Conditions = {}, permission: Share['permission'] = 'TABLE_READ') => ({
    ...{ permission, on, conditions },
  })
  const near: Conditions = { networks: ['10.0.0.0/8'] }

  it.each<[string, readonly Share[], readonly Share[], boolean]>([
    ['the same', [share({ namePrefix: 'a-' })], [share({ namePrefix: 'a-' })], false],
    ['nothing', [], [share({ namePrefix: 'a-' })], true],
    ['the account, a part', [share({ account: true })], [share({ databaseIds: ['d1'] })], false],
    ['clusters, the account', [share({ clusterIds: ['c1'] })], [share({ account: true })], true],
    ['more databases', [share({ databaseIds: ['d1', 'd2'] })], [share({ databaseIds: ['d1'] })], false],
    ['fewer databases', [share({ databaseIds: ['d1'] })], [share({ databaseIds: ['d1', 'd2'] })], true],
    ['more clusters', [share({ clusterIds: ['c1', 'c2'] })], [share({ clusterIds: ['c1'] })], false],
    [
      'a cluster, names on it',
      [share({ clusterIds: ['c1'] })],
      [share({ clusterIds: ['c1'], namePrefix: 'a' })],
      false,
    ],
    ['a longer beginning', [share({ namePrefix: 'ab' })], [share({ namePrefix: 'a' })], true],
    ['the value of a label', [share(ownedByOps)], [share(ownedByOps)], false],
    ['no labels', [share({ labels: [] })], [share(ownedByOps)], true],
    ['another permission', [share({ account: true }, {}, 'TABLE_DELETE')], [share({ account: true })], true],
    ['under no conditions', [share({ account: true })], [share({ account: true }, near)], false],
    ['under conditions', [share({ account: true }, near)], [share({ account: true })], true],
    ['under wider ones', [share({ account: true }, near)], [share({ account: true }, office)], true],
    [
      'parts that would do together',
      [share({ namePrefix: 'a' }, near), share({ account: true }, office)],
      [share({ namePrefix: 'a' })],
      true,
    ],
    [
      'any one of several',
      [share({ namePrefix: 'b' }), share({ namePrefix: 'a' })],
      [share({ namePrefix: 'a' })],
      false,
    ],
  ])('%s', (_, mine, theirs, isBeyond) => {
    expect([...permissionsBeyond(mine, theirs)]).toEqual(isBeyond ? ['TABLE_READ'] : [])
  })

  it('is told once for each permission', () => {
    const theirs = [share({ namePrefix: 'a' }), share({ namePrefix: 'b' }), share({ account: true }, {}, 'AUDIT_READ')]
    expect([...permissionsBeyond([share({ namePrefix: 'a' })], theirs)]).toEqual(['TABLE_READ', 'AUDIT_READ'])
  })
})

describe('the definition of a group for one person', () => {
  it('has their value where it names an attribute, and is the same besides', () => {
    const { definition } = custom(
      'ops',
      [
        grant(ofTeam, 'TABLE_READ', 'DATABASE_READ'),
        grant({ databaseIds: ['d1'] }, 'TABLE_READ'),
        grant({ databases: { clusterIds: ['c1'], namePrefix: 'a' } }, 'TABLE_READ'),
        grant(everywhere, 'USER_READ'),
      ],
      { ...office, attributes: [isOps] },
    )
    expect(JSON.parse(definitionFor(definition, ofOps))).toEqual({
      conditions: { ...office, attributes: [isOps] },
      grants: [
        { permissions: ['TABLE_READ', 'DATABASE_READ'], on: { databases: ownedByOps } },
        { permissions: ['TABLE_READ'], on: { databaseIds: ['d1'] } },
        { permissions: ['TABLE_READ'], on: { databases: { clusterIds: ['c1'], namePrefix: 'a' } } },
        { permissions: ['USER_READ'], on: { account: true } },
      ],
    })
    expect(JSON.parse(definitionFor(definition, new Map())).grants[0].on).toEqual({
      databases: { labels: [{ key: 'owner', anyOf: [] }] },
    })
  })

  it('stays as it is where a later version has written it', () => {
    const later = '{"grants":[],"conditions":{"moon":"full"}}'
    expect(definitionFor(later, ofOps)).toBe(later)
  })
})
