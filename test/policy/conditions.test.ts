import { describe, expect, it } from 'vitest'
import {
  type Conditions,
  conditionsCover,
  describeConditions,
  type Environment,
  type Unmet,
  unmet,
} from '../../src/policy/conditions.ts'
import { type Hours, weekdays } from '../../src/policy/hours.ts'
import { hour, minute } from '../times.ts'

const noon = Date.parse('2026-12-02T12:00:00Z') // a Wednesday

const person: Environment = {
  attributes: new Map([
    ['team', 'ops'],
    ['motto', ''],
  ]),
  ip: '10.1.2.3',
  now: noon,
  mfa: false,
  authenticatedAt: noon - 5 * minute,
  caller: 'PERSON',
}
const token: Environment = { ...person, authenticatedAt: null, caller: 'TOKEN' }

const kinds = (conditions: Conditions, environment: Environment): string =>
  unmet(conditions, environment)
    .map(({ kind }) => kind)
    .join(' ')

const hours = (days: string, from: string, to: string, zone = 'UTC'): Hours => ({
  days: weekdays.filter((day) => days.includes(day.slice(0, 2))),
  from,
  to,
  zone,
})
const daily = (from: string, to: string, zone?: string) => hours('MO TU WE TH FR SA SU', from, to, zone)

describe('a group counts', () => {
  it.each<[string, Conditions, Environment, string]>([
    ['without conditions, for a person', {}, person, ''],
    ['without conditions, for a token', {}, token, ''],
    ['for a person with the attribute', { attributes: [{ key: 'team', anyOf: ['dev', 'ops'] }] }, person, ''],
    ['not with another value', { attributes: [{ key: 'team', anyOf: ['dev', 'op', 'Ops'] }] }, person, 'ATTRIBUTE'],
    [
      'not with an attribute of another key',
      { attributes: [{ key: 'unit', anyOf: ['ops', ''] }] },
      person,
      'ATTRIBUTE',
    ],
    ['with an attribute that is there and empty', { attributes: [{ key: 'motto', anyOf: [''] }] }, person, ''],
    ['never by one of no values', { attributes: [{ key: 'team', anyOf: [] }] }, person, 'ATTRIBUTE'],
    ['never by no attributes', { attributes: [] }, person, 'ATTRIBUTE'],
    [
      'only where each attribute fits',
      {
        attributes: [
          { key: 'team', anyOf: ['ops'] },
          { key: 'site', anyOf: ['bonn'] },
        ],
      },
      person,
      'ATTRIBUTE',
    ],
    ['for a token by its creator’s attributes', { attributes: [{ key: 'team', anyOf: ['ops'] }] }, token, ''],
    ['from an address in a network', { networks: ['192.0.2.0/24', '10.0.0.0/8'] }, person, ''],
    ['not from one outside', { networks: ['192.0.2.0/24', '10.2.0.0/16'] }, person, 'NETWORK'],
    ['from IPv4 in IPv6', { networks: ['10.0.0.0/8'] }, { ...person, ip: '::ffff:10.1.2.3' }, ''],
    ['from IPv6', { networks: ['2001:db8::/32'] }, { ...person, ip: '2001:db8:1::1' }, ''],
    ['not from IPv6 by a network of IPv4', { networks: ['10.0.0.0/8'] }, { ...person, ip: '2001:db8::1' }, 'NETWORK'],
    ['not from an unknown address', { networks: ['10.0.0.0/8'] }, { ...person, ip: null }, 'NETWORK'],
    ['not from what is no address', { networks: ['10.0.0.0/8'] }, { ...person, ip: 'unknown' }, 'NETWORK'],
    ['never from no network', { networks: [] }, person, 'NETWORK'],
    ['within hours', { hours: [daily('13:00', '14:00'), daily('08:00', '18:00')] }, person, ''],
    ['not outside of them', { hours: [daily('12:01', '18:00')] }, person, 'HOURS'],
    ['never within no hours', { hours: [] }, person, 'HOURS'],
    ['never by a second factor that a person has not', { mfa: true }, person, 'MFA'],
    ['by a second factor', { mfa: true }, { ...person, mfa: true }, ''],
    ['never by a token’s second factor', { mfa: true }, { ...token, mfa: true }, 'MFA'],
    ['at the last moment after signing in', { authenticatedWithin: 300 }, person, ''],
    ['not a moment later', { authenticatedWithin: 300 }, { ...person, now: noon + 1 }, 'AUTHENTICATED_WITHIN'],
    ['never by a token’s age', { authenticatedWithin: 86_400 }, token, 'AUTHENTICATED_WITHIN'],
    [
      'never by a token that says when',
      { authenticatedWithin: 300 },
      { ...person, caller: 'TOKEN' },
      'AUTHENTICATED_WITHIN',
    ],
    [
      'never without a time',
      { authenticatedWithin: 300 },
      { ...person, authenticatedAt: null },
      'AUTHENTICATED_WITHIN',
    ],
    ['for people', { callers: ['PERSON'] }, person, ''],
    ['for people, not tokens', { callers: ['PERSON'] }, token, 'CALLER'],
    ['for tokens', { callers: ['TOKEN'] }, token, ''],
    ['for tokens, not people', { callers: ['TOKEN'] }, person, 'CALLER'],
    ['for both', { callers: ['PERSON', 'TOKEN'] }, token, ''],
    ['never for no callers', { callers: [] }, person, 'CALLER'],
    [
      'only where every clause holds, and each that does not is told',
      { attributes: [], networks: [], hours: [], mfa: true, authenticatedWithin: 60, callers: [] },
      person,
      'ATTRIBUTE NETWORK HOURS MFA AUTHENTICATED_WITHIN CALLER',
    ],
  ])('%s', (_, conditions, environment, expected) => {
    expect(kinds(conditions, environment)).toBe(expected)
  })
})

describe('hours', () => {
  const at = (text: string): Environment => ({ ...person, now: Date.parse(text) })
  const berlin = 'Europe/Berlin'

  it.each<[string, Hours, string, boolean]>([
    ['begin at the minute', daily('08:00', '18:00'), '2026-12-02T08:00:00Z', true],
    ['have not begun before it', daily('08:00', '18:00'), '2026-12-02T07:59:59.999Z', false],
    ['last until just before their end', daily('08:00', '18:00'), '2026-12-02T17:59:59.999Z', true],
    ['are over at their end', daily('08:00', '18:00'), '2026-12-02T18:00:00Z', false],
    ['are of their days', hours('WE', '08:00', '18:00'), '2026-12-02T09:00:00Z', true],
    ['are not of other days', hours('TU TH', '08:00', '18:00'), '2026-12-02T09:00:00Z', false],
    ['are never on no day', hours('', '08:00', '18:00'), '2026-12-02T09:00:00Z', false],
    ['last for a whole day', hours('WE', '00:00', '24:00'), '2026-12-02T23:59:00Z', true],
    ['and no longer', hours('WE', '00:00', '24:00'), '2026-12-03T00:00:00Z', false],
    ['over midnight begin on their day', hours('WE', '22:00', '06:00'), '2026-12-02T22:00:00Z', true],
    ['over midnight last into the next day', hours('WE', '22:00', '06:00'), '2026-12-03T05:59:00Z', true],
    ['over midnight end there', hours('WE', '22:00', '06:00'), '2026-12-03T06:00:00Z', false],
    ['over midnight have not begun the night before', hours('WE', '22:00', '06:00'), '2026-12-02T05:59:00Z', false],
    ['over midnight go from Sunday to Monday', hours('SU', '22:00', '06:00'), '2026-12-07T01:00:00Z', true],
    ['over midnight leave the day between alone', hours('WE', '22:00', '06:00'), '2026-12-02T12:00:00Z', false],
    ['that end as they begin, until the next day', hours('WE', '08:00', '08:00'), '2026-12-03T07:59:00Z', true],
    ['and not in it', hours('WE', '08:00', '08:00'), '2026-12-03T08:00:00Z', false],
    ['until midnight', hours('WE', '22:00', '00:00'), '2026-12-02T23:59:00Z', true],
    ['until midnight, not in it', hours('WE', '22:00', '00:00'), '2026-12-03T00:00:00Z', false],
    ['are those of their zone', hours('TH', '00:00', '01:00', berlin), '2026-12-02T23:30:00Z', true],
    ['that come twice count the first time', hours('SU', '02:00', '03:00', berlin), '2026-10-25T00:30:00Z', true],
    ['that come twice count the second time', hours('SU', '02:00', '03:00', berlin), '2026-10-25T01:30:00Z', true],
    ['that come twice do not count before', hours('SU', '02:00', '03:00', berlin), '2026-10-24T23:59:59Z', false],
    ['that come twice do not count after', hours('SU', '02:00', '03:00', berlin), '2026-10-25T02:00:00Z', false],
    ['that are left out: before', hours('SU', '02:00', '03:00', berlin), '2026-03-29T00:59:59Z', false],
    ['that are left out: after', hours('SU', '02:00', '03:00', berlin), '2026-03-29T01:00:00Z', false],
    ['around hours that are left out', hours('SU', '02:30', '04:00', berlin), '2026-03-29T01:00:00Z', true],
    ['never count in an unknown zone', daily('00:00', '24:00', 'Europe/Atlantis'), '2026-12-02T09:00:00Z', false],
  ])('%s', (_, window, time, holds) => {
    expect(kinds({ hours: [window] }, at(time))).toBe(holds ? '' : 'HOURS')
  })
})

describe('what is unmet is told with what was found, and what to do', () => {
  const empty = { actual: 'any', remedy: 'Change the group: an empty list never holds.' }
  const asPerson = 'Sign in as a person.'

  it.each<[Conditions, Environment, Partial<Unmet>]>([
    [
      { attributes: [{ key: 'team', anyOf: ['dev', 'qa'] }] },
      person,
      {
        expected: 'team is dev or qa',
        actual: 'ops',
        remedy: 'Have the attribute changed by somebody who holds USER_UPDATE.',
      },
    ],
    [
      { attributes: [{ key: 'site', anyOf: [] }] },
      person,
      {
        expected: 'site is no value',
        actual: 'absent',
        remedy: 'Have the attribute changed by somebody who holds USER_UPDATE.',
      },
    ],
    [{ attributes: [] }, person, { expected: 'an attribute, of which none is named', ...empty }],
    [
      { networks: ['192.0.2.0/24', '2001:db8::/32'] },
      person,
      {
        expected: '192.0.2.0/24 or 2001:db8::/32',
        actual: '10.1.2.3',
        remedy: 'Send the request from such an address.',
      },
    ],
    [{ networks: ['192.0.2.0/24'] }, { ...person, ip: null }, { actual: 'unknown' }],
    [{ networks: [] }, person, { expected: 'a network, of which none is named', ...empty }],
    [
      {
        hours: [hours('MO', '08:00', '09:00', 'Europe/Berlin'), hours('SA', '22:00', '06:00'), daily('01:00', '02:00')],
      },
      person,
      {
        expected: 'Mon 08:00–09:00 Europe/Berlin or Sat 22:00–06:00 UTC or Mon–Sun 01:00–02:00 UTC',
        actual: 'Wed 13:00 Europe/Berlin, Wed 12:00 UTC',
        remedy: 'Send the request within these hours.',
      },
    ],
    [{ hours: [daily('01:00', '02:00', 'Europe/Atlantis')] }, person, { actual: 'Europe/Atlantis is not known' }],
    [{ hours: [] }, person, { expected: 'hours, of which none is named', ...empty }],
    [
      { mfa: true },
      person,
      { expected: 'a second factor', actual: 'none', remedy: 'No way of signing in has a second factor yet.' },
    ],
    [{ mfa: true }, token, { expected: 'a second factor', actual: 'a token', remedy: asPerson }],
    [
      { authenticatedWithin: 60 },
      { ...person, now: noon + 999 },
      { expected: 'signed in within the last 1m', actual: '5m ago', remedy: 'Sign in again.' },
    ],
    [
      { authenticatedWithin: 60 },
      { ...person, authenticatedAt: null },
      { expected: 'signed in within the last 1m', actual: 'never', remedy: 'Sign in again.' },
    ],
    [
      { authenticatedWithin: 90 },
      token,
      { expected: 'signed in within the last 1m30s', actual: 'a token', remedy: asPerson },
    ],
    [{ callers: ['PERSON'] }, token, { expected: 'a person', actual: 'a token', remedy: asPerson }],
    [{ callers: ['TOKEN'] }, person, { expected: 'a token', actual: 'a person', remedy: 'Use a management token.' }],
    [{ callers: [] }, token, { expected: 'a caller, of which none is named', ...empty }],
  ])('%j', (conditions, environment, told) => {
    expect(unmet(conditions, environment)).toMatchObject([told])
  })
})

describe('conditions in words', () => {
  it.each<[string, Conditions]>([
    ['Always.', {}],
    [
      'from 10.0.0.0/8, Mon–Fri 08:00–18:00 Europe/Berlin',
      { networks: ['10.0.0.0/8'], hours: [hours('MO TU WE TH FR', '08:00', '18:00', 'Europe/Berlin')] },
    ],
    ['Mon, Tue, Thu–Sat 08:00–18:00 UTC', { hours: [hours('MO TU TH FR SA', '08:00', '18:00')] }],
    [
      'Sun 00:00–24:00 UTC or no day 01:00–02:00 UTC',
      { hours: [hours('SU', '00:00', '24:00'), hours('', '01:00', '02:00')] },
    ],
    [
      'team is ops or dev, site is no value, from 10.0.0.0/8 or 192.0.2.0/24, with a second factor, within 15m after signing in, for people and tokens',
      {
        attributes: [
          { key: 'team', anyOf: ['ops', 'dev'] },
          { key: 'site', anyOf: [] },
        ],
        networks: ['10.0.0.0/8', '192.0.2.0/24'],
        mfa: true,
        authenticatedWithin: 900,
        callers: ['PERSON', 'TOKEN'],
      },
    ],
    ['for tokens', { callers: ['TOKEN'] }],
    ['Never.', { mfa: true, attributes: [] }],
    ['Never.', { mfa: true, networks: [] }],
    ['Never.', { mfa: true, hours: [] }],
    ['Never.', { mfa: true, callers: [] }],
  ])('%s', (words, conditions) => {
    expect(describeConditions(conditions)).toBe(words)
  })
})

describe('conditions cover others', () => {
  const team = (...anyOf: string[]): Conditions => ({ attributes: [{ key: 'team', anyOf }] })
  const within = (from: string, to: string, days = 'MO TU', zone?: string): Conditions => ({
    hours: [hours(days, from, to, zone)],
  })

  it.each<[string, Conditions, Conditions, boolean]>([
    ['none, all', {}, team('ops'), true],
    ['all, none', team('ops'), {}, false],
    ['more values', team('ops', 'dev'), team('ops'), true],
    ['fewer values', team('ops'), team('ops', 'dev'), false],
    ['another key', team('ops'), { attributes: [{ key: 'unit', anyOf: ['ops'] }] }, false],
    [
      'one of several attributes',
      team('ops'),
      { attributes: [{ key: 'unit', anyOf: ['x'] }, ...(team('ops').attributes ?? [])] },
      true,
    ],
    ['a wider network', { networks: ['10.0.0.0/8'] }, { networks: ['10.1.0.0/16', '10.2.3.4/32'] }, true],
    ['the same network', { networks: ['10.0.0.0/8'] }, { networks: ['10.0.0.0/8'] }, true],
    ['a narrower network', { networks: ['10.1.0.0/16'] }, { networks: ['10.0.0.0/8'] }, false],
    ['a narrower network that begins alike', { networks: ['10.0.0.0/16'] }, { networks: ['10.0.0.0/8'] }, false],
    ['one of several networks', { networks: ['11.0.0.0/8', '10.0.0.0/8'] }, { networks: ['10.1.0.0/16'] }, true],
    ['another network', { networks: ['11.0.0.0/8'] }, { networks: ['10.0.0.0/16'] }, false],
    ['one of two networks', { networks: ['10.0.0.0/8'] }, { networks: ['10.0.0.0/8', '11.0.0.0/8'] }, false],
    ['a network of the other kind', { networks: ['1000::/4'] }, { networks: ['16.0.0.0/8'] }, false],
    ['networks, none', { networks: ['10.0.0.0/8'] }, {}, false],
    ['the same hours', within('08:00', '18:00'), within('08:00', '18:00'), true],
    ['longer hours', within('08:00', '18:00'), within('09:00', '17:00'), true],
    ['hours that begin later', within('09:01', '18:00'), within('09:00', '17:00'), false],
    ['hours that end earlier', within('08:00', '16:59'), within('09:00', '17:00'), false],
    ['hours in another zone', within('08:00', '18:00'), within('09:00', '17:00', 'MO', 'Europe/Berlin'), false],
    ['hours on fewer days', within('08:00', '18:00', 'MO'), within('08:00', '18:00'), false],
    ['hours until midnight, over it', within('22:00', '24:00'), within('22:00', '00:01'), false],
    ['hours over midnight, until it', within('22:00', '06:00'), within('22:00', '00:00'), true],
    [
      'one of two windows',
      within('08:00', '18:00'),
      { hours: [...(within('09:00', '10:00').hours ?? []), daily('01:00', '02:00')] },
      false,
    ],
    [
      'more windows',
      { hours: [daily('01:00', '02:00'), ...(within('08:00', '18:00').hours ?? [])] },
      within('09:00', '10:00'),
      true,
    ],
    ['hours, none', within('08:00', '18:00'), {}, false],
    ['a second factor, the same', { mfa: true }, { mfa: true, callers: ['PERSON'] }, true],
    ['a second factor, none', { mfa: true }, {}, false],
    ['an older proof', { authenticatedWithin: 300 }, { authenticatedWithin: 300 }, true],
    ['a younger proof', { authenticatedWithin: 299 }, { authenticatedWithin: 300 }, false],
    ['a proof, none', { authenticatedWithin: 300 }, {}, false],
    ['more callers', { callers: ['PERSON', 'TOKEN'] }, { callers: ['TOKEN'] }, true],
    ['fewer callers', { callers: ['TOKEN'] }, { callers: ['PERSON', 'TOKEN'] }, false],
    ['callers, none', { callers: ['TOKEN'] }, {}, false],
    ['no attributes', { attributes: [] }, team('ops'), false],
    ['no networks', { networks: [] }, { networks: ['10.0.0.0/8'] }, false],
    ['no hours', { hours: [] }, within('08:00', '18:00'), false],
    ['no callers', { callers: [] }, { callers: ['TOKEN'] }, false],
    ['those that never hold', { networks: ['10.0.0.0/8'] }, { networks: [] }, true],
  ])('%s', (_, mine, theirs, covered) => {
    expect(conditionsCover(mine, theirs)).toBe(covered)
  })

  it('never hold where those that they cover do and they do not', () => {
    const moments = Array.from({ length: 7 * 48 }, (_, at) => noon + (at * hour) / 2)
    const windows = [
      daily('22:00', '06:00'),
      hours('WE', '22:00', '01:00'),
      hours('TH', '00:00', '01:00'),
      hours('WE TH', '23:00', '24:00'),
    ]
    const pairs = windows.flatMap((mine) => windows.map((theirs) => [{ hours: [mine] }, { hours: [theirs] }] as const))
    for (const [mine, theirs] of pairs.filter(([mine, theirs]) => conditionsCover(mine, theirs))) {
      const held = moments.filter((now) => kinds(theirs, { ...person, now }) === '')
      expect(held.filter((now) => kinds(mine, { ...person, now }) !== '')).toEqual([])
    }
  })
})
