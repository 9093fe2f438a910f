import { describe, expect, it } from 'vitest'
import { holdsAllOnDatabases, refusalToCarry, selects } from '../../src/policy/carry.ts'
import type { Conditions } from '../../src/policy/conditions.ts'
import { delegated, type HeldGroup } from '../../src/policy/holdings.ts'
import type { Permission } from '../../src/policy/permissions.ts'
import type { LabelMatch, Resource, Selector } from '../../src/policy/selectors.ts'
import { minute } from '../times.ts'
import { builtIn, custom, everywhere, grant, named, noon, ofTeam, somebody } from './holders.ts'

const onDatabases: readonly Permission[] = [
  ...(['DATABASE_READ', 'DATABASE_CREATE', 'DATABASE_UPDATE', 'DATABASE_DELETE'] as const),
  ...(['DATABASE_UNDELETE', 'DATABASE_PURGE', 'TABLE_READ', 'TABLE_CREATE', 'TABLE_UPDATE', 'TABLE_DELETE'] as const),
  ...(['TABLE_UNDELETE', 'DATABASE_TOKEN_READ', 'DATABASE_TOKEN_CREATE', 'DATABASE_TOKEN_UPDATE'] as const),
  'DATABASE_TOKEN_REVOKE',
]
const allBut = (left: Permission) => onDatabases.filter((permission) => permission !== left)
/** Conditions that hold here. */
const near: Conditions = { networks: ['10.0.0.0/8'] }
const nearer: Conditions = { networks: ['10.1.0.0/16'] }

describe('all permissions on databases, always and for good, are held', () => {
  it.each<[string, readonly HeldGroup[], boolean]>([
    ['by an Admin', [builtIn('admin')], true],
    ['by no Admin for a time', [builtIn('admin', noon + minute)], false],
    ['by no Member and Auditor', [builtIn('member'), builtIn('auditor')], false],
    ['by a group that grants them on the account', [custom('all', [grant(everywhere, ...onDatabases)])], true],
    [
      'by groups that do so together',
      [
        custom('most', [grant(everywhere, ...allBut('TABLE_DELETE'))]),
        custom('rest', [grant(everywhere, 'TABLE_DELETE', 'AUDIT_READ')]),
      ],
      true,
    ],
    [
      'and not where one of them is for a time',
      [
        custom('most', [grant(everywhere, ...allBut('TABLE_DELETE'))]),
        custom('rest', [grant(everywhere, 'TABLE_DELETE')], {}, noon + minute),
      ],
      false,
    ],
    ['and not under conditions, though they hold', [custom('all', [grant(everywhere, ...onDatabases)], near)], false],
    ['and not on clusters', [custom('all', [grant({ clusterIds: ['c1'] }, ...onDatabases)])], false],
    ['and not by nobody', [], false],
    ...onDatabases.map((one): [string, readonly HeldGroup[], boolean] => [
      `and not without ${one}`,
      [custom('all', [grant(everywhere, ...allBut(one))])],
      false,
    ]),
  ])('%s', (_, groups, expected) => {
    expect(holdsAllOnDatabases(somebody(groups))).toBe(expected)
  })

  it('by a token that was given them all, and by no other', () => {
    const admin = somebody([builtIn('admin')])
    const holds = (given: readonly Permission[]) => holdsAllOnDatabases({ ...admin, ...delegated(admin, given) })
    expect([holds(onDatabases), holds(allBut('DATABASE_PURGE'))]).toEqual([true, false])
  })
})

/** What is about to be renamed or relabelled. */
const held: Resource = { clusterId: 'c1', id: 'd1', name: 'a-1', labels: new Map([['owner', 'ops']]) }
const field = 'input.labels'

/** Of a caller who may read groups besides. */
const refusalFor = (
  mine: readonly HeldGroup[],
  carrying: readonly Pick<HeldGroup, 'name' | 'definition'>[],
  comesToSelect?: (on: Selector) => boolean,
) => refusalForBlind([...mine, custom('reads', [grant(everywhere, 'GROUP_READ')])], carrying, comesToSelect)

const refusalForBlind = (
  mine: readonly HeldGroup[],
  carrying: readonly Pick<HeldGroup, 'name' | 'definition'>[],
  comesToSelect: (on: Selector) => boolean = () => true,
) => {
  const groups = carrying.map(({ name, definition }) => ({ name: name ?? 'Member', definition }))
  return refusalToCarry(somebody(mine), groups, comesToSelect, held, field)
}

describe('nobody carries a database to where a group grants what they lack on it', () => {
  const deletes = (on: Selector, conditions?: Conditions, until?: number) =>
    custom('mine', [grant(on, 'DATABASE_DELETE')], conditions, until)
  const ops = (conditions?: Conditions) => custom('ops', [grant(named('ops-'), 'DATABASE_DELETE')], conditions)

  it.each<[string, readonly HeldGroup[], HeldGroup, readonly Permission[]]>([
    ['what they hold everywhere', [deletes(everywhere)], ops(), []],
    ['what they hold on it by its id', [deletes({ databaseIds: ['d1'] })], ops(), []],
    ['what they hold on it by its name as it is', [deletes(named('a-'))], ops(), []],
    ['what they hold on others', [deletes(named('b-'))], ops(), ['DATABASE_DELETE']],
    ['what they hold where it is carried to', [deletes(named('ops-'))], ops(), ['DATABASE_DELETE']],
    ['what they hold as its team', [deletes(ofTeam)], ops(), []],
    ['what they do not hold', [builtIn('member')], ops(), ['DATABASE_DELETE']],
    ['nothing by nobody', [], ops(), ['DATABASE_DELETE']],
    ['what they hold for a time', [deletes(everywhere, {}, noon + minute)], ops(), ['DATABASE_DELETE']],
    [
      'what they hold for a time, and for good',
      [deletes(everywhere, {}, noon + minute), deletes(everywhere)],
      ops(),
      [],
    ],
    ['always what they hold under conditions', [deletes(everywhere, near)], ops(), ['DATABASE_DELETE']],
    ['under these what they hold under the same', [deletes(everywhere, near)], ops(near), []],
    ['under closer ones what they hold under wider ones', [deletes(everywhere, near)], ops(nearer), []],
    [
      'under wider ones what they hold under closer ones',
      [deletes(everywhere, nearer)],
      ops(near),
      ['DATABASE_DELETE'],
    ],
    ['under conditions what they hold always', [deletes(everywhere)], ops(near), []],
    [
      'what they hold by two groups',
      [custom('reads', [grant(everywhere, 'DATABASE_READ')]), deletes(named('a'))],
      custom('ops', [grant(named('ops-'), 'DATABASE_READ', 'DATABASE_DELETE')]),
      [],
    ],
    [
      'some of which they lack, each told once and in the order of the group',
      [builtIn('member')],
      custom('ops', [
        grant(named('ops-'), 'TABLE_READ', 'TABLE_DELETE', 'DATABASE_DELETE'),
        grant(named('o'), 'DATABASE_DELETE', 'DATABASE_PURGE'),
      ]),
      ['TABLE_DELETE', 'DATABASE_DELETE', 'DATABASE_PURGE'],
    ],
    [
      'what is not about databases',
      [builtIn('member')],
      custom('ops', [grant({ clusterIds: ['c1'] }, 'CLUSTER_READ'), grant(everywhere, 'USER_REMOVE')]),
      [],
    ],
    ['what a built-in group grants', [], builtIn('admin'), []],
    ['what grants nothing', [], custom('ops', []), []],
  ])('%s', (_, mine, carrying, missing) => {
    const refused = refusalFor(mine, [carrying])
    expect(refused?.details.missingPermissions ?? []).toEqual(missing)
    expect(refused?.code).toBe(missing.length > 0 ? 'FORBIDDEN' : undefined)
  })

  it('by a grant that selects it already, or does not select it then', () => {
    const carrying = custom('ops', [
      grant(named('a-'), 'TABLE_DELETE'),
      grant(named('ops-'), 'DATABASE_DELETE'),
      grant(named('b-'), 'DATABASE_PURGE'),
    ])
    const comesTo = (prefix: string) => (on: Selector) => 'databases' in on && on.databases.namePrefix === prefix
    const missing = (prefix: string) => refusalFor([], [carrying], comesTo(prefix))?.details.missingPermissions
    expect(missing('ops-')).toEqual(['DATABASE_DELETE'])
    expect(missing('b-')).toEqual(['DATABASE_PURGE'])
    expect(missing('x-')).toBeUndefined()
  })

  it('by any one of the groups, of which the first is told', () => {
    const reads = custom('reads', [grant(named('ops-'), 'DATABASE_READ')])
    const purges = custom('purges', [grant(named('ops-'), 'DATABASE_PURGE')])
    expect(refusalFor([builtIn('member')], [builtIn('admin'), reads, ops(), purges])?.message).toContain('OPS')
    expect(refusalFor([builtIn('member')], [purges, ops()])?.message).toContain('PURGES')
    expect(refusalFor([builtIn('member')], [])).toBeUndefined()
  })

  it('and those who may read groups are told which one, and what they lack', () => {
    const carrying = custom('ops', [grant(named('ops-'), 'DATABASE_DELETE', 'DATABASE_PURGE')])
    const reads = custom('reads', [grant(everywhere, 'GROUP_READ')], {}, noon + minute)
    for (const group of [builtIn('member'), reads]) {
      const { message, details } = refusalForBlind([group], [carrying]) ?? {}
      expect(message).toBe(
        'Nobody gives more than they hold: by this, OPS would grant DATABASE_DELETE, DATABASE_PURGE on it, which you lack, or hold under other conditions or for a time only.',
      )
      expect(details).toEqual({
        field,
        permission: 'DATABASE_DELETE',
        missingPermissions: ['DATABASE_DELETE', 'DATABASE_PURGE'],
      })
    }
  })

  it('and those who may not are told nothing of either', () => {
    const updates = custom('updates', [grant(everywhere, 'DATABASE_UPDATE')])
    const { code, message, details } = refusalForBlind([updates], [ops()]) ?? {}
    expect({ code, message, details }).toEqual({
      code: 'FORBIDDEN',
      message:
        'Nobody gives more than they hold: by this, a group would grant on it what you lack, or hold under other conditions or for a time only.',
      details: { field },
    })
  })

  it('nor where a group of a later version may come to select it, whatever they hold', () => {
    const moon = { name: 'Moon', definition: '{"conditions":{"moon":"full"},"grants":[]}' }
    const dream = {
      name: 'Dream',
      definition: '{"conditions":{},"grants":[{"on":{"account":true},"permissions":["DREAM_READ"]}]}',
    }
    for (const later of [moon, dream]) {
      const { code, message, details } = refusalFor([builtIn('admin')], [later], () => false) ?? {}
      expect({ code, message, details }).toEqual({
        code: 'FORBIDDEN',
        message:
          'What a group of the account would grant by this is not known here: it was made by a later version of Clustergate. Try again once all gateways have that version.',
        details: { field },
      })
    }
  })
})

describe('a selector takes in what is to be', () => {
  const labelled = (...labels: LabelMatch[]): Selector => ({ databases: { labels } })
  const resource = (labels: Readonly<Record<string, string>>, name = 'a-1'): Resource => ({
    ...{ clusterId: 'c1', id: 'd1', name },
    labels: new Map(Object.entries(labels)),
  })
  const both = labelled({ key: 'owner', sameAs: 'team' }, { key: 'stage', sameAs: 'team' })

  it.each<[string, Selector, Resource, boolean]>([
    ['of the account', everywhere, resource({}), true],
    ['of its cluster', { clusterIds: ['c1'] }, resource({}), true],
    ['not of another one', { clusterIds: ['c2'] }, resource({}), false],
    ['by its id', { databaseIds: ['d1'] }, resource({}), true],
    ['by its name', named('a-'), resource({}), true],
    ['not by another name', named('b-'), resource({}), false],
    ['by a label', labelled({ key: 'stage', anyOf: ['live'] }), resource({ stage: 'live' }), true],
    ['not by another value', labelled({ key: 'stage', anyOf: ['live'] }), resource({ stage: 'test' }), false],
    ['not by a value that it must not have', labelled({ key: 's', noneOf: ['x'] }), resource({ s: 'x' }), false],
    ['for people who have the value as an attribute', ofTeam, resource({ owner: 'anybody' }), true],
    ['for nobody without the label', ofTeam, resource({ stage: 'ops' }), false],
    ['for those who have one value twice', both, resource({ owner: 'ops', stage: 'ops' }), true],
    ['for nobody by two values of one attribute', both, resource({ owner: 'ops', stage: 'dev' }), false],
    ['for nobody by one value of two labels', both, resource({ owner: 'ops' }), false],
    ['of no labels', labelled(), resource({}), false],
    ['that is a cluster', ofTeam, { clusterId: 'c1' }, false],
  ])('%s', (_, on, what, expected) => {
    expect(selects(on, what)).toBe(expected)
  })

  it('for the people who have the values of another one', () => {
    const [ops, dev] = [resource({ owner: 'ops' }), resource({ owner: 'dev' })]
    expect([selects(ofTeam, ops, ops), selects(ofTeam, ops, dev), selects(ofTeam, dev, ops)]).toEqual([
      true,
      false,
      false,
    ])
    expect(selects(ofTeam, ops, resource({}))).toBe(false)
    expect(selects(named('a-'), ops, resource({ owner: 'dev' }, 'b-1'))).toBe(true)
  })
})
