import { describe, expect, it } from 'vitest'
import { type GivenGroup, refusalToGive } from '../../src/policy/covers.ts'
import {
  anonymousPrincipal,
  type Decision,
  decide,
  maySee,
  refusal,
  refusalToDelegate,
} from '../../src/policy/decide.ts'
import type { Definition } from '../../src/policy/definition.ts'
import { groups as builtIn } from '../../src/policy/groups.ts'
import { requirementOf } from '../../src/policy/operations.ts'
import type { Permission } from '../../src/policy/permissions.ts'
import type { BuiltInKey } from '../gateway.ts'
import { committedCoordinates } from './committed.ts'
import {
  allGroups,
  allPermissions,
  dice,
  heldBy,
  lackingFor,
  permissionsFor,
  type Verdict,
  verdictOn,
} from './oracle.ts'
import { anonymous, type Case, countingFor, makeCaller, me, personIn, tokenWith } from './principals.ts'

/** The groups as they are given, for ever. */
const given = (keys: readonly BuiltInKey[]): GivenGroup[] =>
  keys.map((key) => ({ key, name: builtIn[key].name, definition: null }))

const verdictOf = (decision: Decision): Verdict => {
  const error = refusal(decision)
  if (!error) return 'allowed'
  if (error.code === 'UNAUTHENTICATED') return 'UNAUTHENTICATED'
  return error.details.permission ? `FORBIDDEN for ${error.details.permission}` : 'FORBIDDEN'
}

describe('of 30,000 generated callers and things', () => {
  const coordinates = [...committedCoordinates, 'Query.secret', 'Mutation.secret', 'User.toString', 'Secret.value']

  it('each is decided as the product’s table in words says', () => {
    const random = dice(5)
    const seen = new Set<string>()
    for (let index = 0; index < 60_000; index++) {
      const caller = makeCaller(random)
      const coordinate = coordinates[index % coordinates.length] as string
      const isOwn = caller.kind !== 'anonymous' && random.oneOf([true, false])
      const ownerId = isOwn ? me : random.oneOf(['somebody', undefined])
      const [type = '', field = ''] = coordinate.split('.')
      const decided = verdictOf(decide(caller.principal, requirementOf(type, field), ownerId))
      const expected = verdictOn(caller, coordinate, isOwn)
      if (decided !== expected)
        expect.fail(
          `case ${index}: ${coordinate}, ${caller.kind} with ${caller.holds.join()}: ${decided}, not ${expected}`,
        )
      seen.add(`${caller.kind} ${coordinate} ${expected.split(' ')[0]}`)
    }
    // Nothing went untried: each field by each kind of caller, and both ways where both can be (no token makes tokens).
    const bothWays = coordinates.filter((coordinate) => permissionsFor(coordinate).length > 0)
    expect(seen.size).toBe(coordinates.length * 3 + bothWays.length * 2 - 1)
  })

  it('each gives no group that grants more than the caller holds, and any other', () => {
    const random = dice(6)
    let allowed = 0
    for (let index = 0; index < 30_000; index++) {
      const { principal, holds } = makeCaller(random)
      const groups = random.someOf(allGroups)
      const lacking = lackingFor(holds, groups)
      const refused = refusalToGive(principal, given(groups), null)?.details.missingPermissions ?? []
      if (refused.join() !== lacking.join()) expect.fail(`case ${index}: ${holds} gives ${groups}, lacks ${refused}`)
      if (lacking.length === 0 && groups.length > 0) allowed++
    }
    expect(allowed).toBeGreaterThan(1_000)
  })
})

it('a requirement of a kind that the policy does not know denies everybody', () => {
  for (const { principal } of [personIn(['admin']), tokenWith(allPermissions)]) {
    // No type allows it: it stands for a row that a later version adds.
    expect(decide(principal, { special: 'unheard of' } as never, me)).toEqual({ allowed: false, signInFirst: false })
  }
})

describe('whose an object is', () => {
  const admin = personIn(['admin']).principal
  const member = personIn(['member']).principal

  it('lets callers see their own users, sessions and tokens without a permission, and no others’', () => {
    for (const type of ['User', 'Session', 'ManagementToken']) {
      expect(maySee(member, type, me)).toBe(true)
      expect(maySee(member, type, 'somebody')).toBe(false)
      expect(maySee(member, type)).toBe(false)
      expect(maySee(admin, type, 'somebody')).toBe(true)
      expect(maySee(anonymousPrincipal, type)).toBe(false)
    }
  })

  it('makes no difference for what belongs to the account, and a type without a row is seen by nobody', () => {
    expect(maySee(member, 'Database', 'somebody')).toBe(true)
    expect(maySee(member, 'AuditEvent', me)).toBe(false)
    expect(maySee(admin, 'Secret', me)).toBe(false)
  })

  it('is left open by the shield where it does not know it, for everybody who is signed in', () => {
    const requirement = requirementOf('Mutation', 'revokeSession')
    expect(decide(member, requirement, null).allowed).toBe(true)
    expect(decide(tokenWith([]).principal, requirement, null).allowed).toBe(true)
    expect(verdictOf(decide(anonymousPrincipal, requirement, null))).toBe('UNAUTHENTICATED')
  })
})

describe('a refusal tells', () => {
  const told = ({ principal }: Case, coordinate: string) => {
    const [type = '', field = ''] = coordinate.split('.')
    const { code, message, details } = refusal(decide(principal, requirementOf(type, field), 'somebody')) ?? {}
    return { code, message, details }
  }

  it('which permission is missing, and which groups grant it', () => {
    expect(told(personIn(['member']), 'Query.auditEvents')).toEqual({
      code: 'FORBIDDEN',
      message: 'You need AUDIT_READ; groups that grant it: Admin, Auditor.',
      details: { permission: 'AUDIT_READ', wouldBeGrantedBy: ['admin', 'auditor'] },
    })
    expect(told(personIn(['auditor']), 'Mutation.createDatabaseToken')).toMatchObject({
      message: 'You need DATABASE_TOKEN_CREATE; groups that grant it: Admin, Member.',
    })
  })

  it('a management token that only a person may, and nobody in particular to sign in', () => {
    expect(told(tokenWith(allPermissions), 'Mutation.signOut')).toEqual({
      code: 'FORBIDDEN',
      message: 'Only a person who is signed in may do this.',
      details: {},
    })
    expect(told(anonymous, 'Mutation.signOut')).toEqual({
      code: 'UNAUTHENTICATED',
      message: 'Sign in, or send a management token, to do this.',
      details: {},
    })
    expect(refusal(decide(anonymousPrincipal, 'AUDIT_READ', undefined))?.code).toBe('UNAUTHENTICATED')
  })

  it('callers who give a group what they lack of it, which groups would do, and what no token can hold', () => {
    const told = ({ principal }: Case, groups: readonly BuiltInKey[]) => {
      const { code, message, details } = refusalToGive(principal, given(groups), null) ?? {}
      return { code, message, details }
    }
    const most = heldBy(['member']).filter((name) => name !== 'TABLE_READ')
    expect(told(tokenWith([...most, 'USER_READ']), ['member'])).toEqual({
      code: 'FORBIDDEN',
      message: 'Nobody gives or takes more than they hold: Member grants TABLE_READ, which you lack.',
      details: {
        permission: 'TABLE_READ',
        missingPermissions: ['TABLE_READ'],
        wouldBeGrantedBy: ['admin', 'member', 'auditor'],
      },
    })
    const lacking = ['USER_READ', 'INVITATION_READ', 'MANAGEMENT_TOKEN_READ', 'SESSION_READ', 'AUDIT_READ']
    expect(told(personIn(['member']), ['auditor', 'member'])).toEqual({
      code: 'FORBIDDEN',
      message: `Nobody gives or takes more than they hold: Auditor grants ${lacking.join(', ')}, which you lack.`,
      details: { permission: 'USER_READ', missingPermissions: lacking, wouldBeGrantedBy: ['admin', 'auditor'] },
    })
    const delegable = allPermissions.filter((name) => name !== 'MANAGEMENT_TOKEN_CREATE' && name !== 'TABLE_READ')
    expect(told(tokenWith(delegable), ['member', 'admin'])).toMatchObject({
      message:
        'Nobody gives or takes more than they hold: Admin, Member grants TABLE_READ, MANAGEMENT_TOKEN_CREATE, which you lack. Only a person can hold MANAGEMENT_TOKEN_CREATE.',
      details: { wouldBeGrantedBy: ['admin'] },
    })
    expect(refusalToGive(personIn(['admin']).principal, given(allGroups), null)).toBeUndefined()
  })
})

describe('nobody gives more than they hold:', () => {
  const night = Date.UTC(2026, 10, 30, 22)
  const group = (definition: Definition): GivenGroup => ({
    key: 'ops',
    name: 'Ops',
    definition: JSON.stringify(definition),
  })
  /** What is given here unless a test says otherwise. */
  const telemetry: Definition = {
    conditions: { networks: ['10.1.0.0/16'] },
    grants: [{ permissions: ['DATABASE_DELETE'], on: { databases: { namePrefix: 'telemetry-' } } }],
  }
  const refused = (mine: Parameters<typeof countingFor>[1], theirs = telemetry, until: number | null = night) =>
    refusalToGive({ counting: [countingFor(['DATABASE_DELETE'], mine)], dormant: [] }, [group(theirs)], until)?.message

  it('what they hold everywhere, always and for ever may be given on less, at less and for less', () => {
    expect(refused({})).toBeUndefined()
    expect(refused({ on: { namePrefix: 'tele' }, conditions: { networks: ['10.0.0.0/8'] }, until: night })).toBe(
      undefined,
    )
  })

  it('on other resources, under other conditions or for longer, it is refused, and the refusal says which', () => {
    const start = 'Nobody gives or takes more than they hold: Ops grants DATABASE_DELETE, which you'
    const elsewhere = `${start} hold on other resources.`
    expect(refused({ on: { namePrefix: 'telemetry-eu' } })).toBe(elsewhere)
    expect(refused({ on: { clusterIds: ['cluster'] } })).toBe(elsewhere)
    expect(refused({ conditions: { networks: ['10.1.2.0/24'] } })).toBe(`${start} hold under other conditions.`)
    expect(refused({ conditions: { callers: ['PERSON'] } })).toBe(`${start} hold under other conditions.`)
    expect(refused({ until: night - 1 })).toBe(`${start} do not hold that long.`)
    expect(refused({ until: night }, telemetry, null)).toBe(`${start} do not hold that long.`)
  })

  it('one of their groups must cover a grant as a whole, and each of its permissions', () => {
    const half = [countingFor(['DATABASE_DELETE'], { until: 1 }), countingFor(['DATABASE_DELETE'], { on: {} })]
    expect(refusalToGive({ counting: half, dormant: [] }, [group(telemetry)], night)?.details).toEqual({
      permission: 'DATABASE_DELETE',
      missingPermissions: ['DATABASE_DELETE'],
      wouldBeGrantedBy: ['admin'],
    })
    const wide = {
      ...telemetry,
      grants: [{ permissions: ['DATABASE_READ', 'DATABASE_DELETE'], on: { account: true } }],
    }
    expect(refused({}, wide as Definition)).toBe(
      'Nobody gives or takes more than they hold: Ops grants DATABASE_READ, which you lack.',
    )
    expect(refused({ on: { namePrefix: 'a' } }, wide as Definition)).toBe(
      'Nobody gives or takes more than they hold: Ops grants DATABASE_READ, which you lack; and DATABASE_DELETE, which you hold on other resources.',
    )
  })

  it('what is given follows the attributes of others, and the giver’s own are no measure of it', () => {
    const own: Definition = {
      conditions: {},
      grants: [{ permissions: ['DATABASE_DELETE'], on: { databases: { labels: [{ key: 'team', sameAs: 'team' }] } } }],
    }
    expect(refused({ on: { labels: [{ key: 'team', anyOf: ['ops'] }] } }, own)).toContain('on other resources')
    expect(refused({}, own)).toBeUndefined()
  })
})

describe('a management token', () => {
  const refused = ({ principal }: Case, permissions: readonly string[]) =>
    refusalToDelegate(principal, permissions as Permission[])

  it('is given by a person what they hold, and nothing that they lack', () => {
    expect(refused(personIn(['member']), heldBy(['member']))).toBeUndefined()
    expect(refused(personIn(['member']), ['TABLE_READ', 'AUDIT_READ', 'USER_READ'])).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'AUDIT_READ' },
    })
  })

  it('is given nothing by another token, whatever that holds', () => {
    for (const nobody of [tokenWith(allPermissions), anonymous]) {
      expect(refused(nobody, ['TABLE_READ'])).toMatchObject({
        code: 'FORBIDDEN',
        message: 'Only a person who is signed in may do this.',
      })
    }
  })
})
