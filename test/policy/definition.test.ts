import { describe, expect, it } from 'vitest'
import { type DefinitionInput, parseDefinition, printDefinition, readDefinition } from '../../src/policy/definition.ts'
import type { ConditionsInput } from '../../src/policy/parse-conditions.ts'
import type { SelectorInput } from '../../src/policy/parse-selector.ts'
import { allPermissions, type Permission } from '../../src/policy/permissions.ts'

const id = (kind: string, at = 0) => `${kind}_01890000-0000-7000-8000-${String(at).padStart(12, '0')}`
const ids = (kind: string, count: number) => Array.from({ length: count }, (_, at) => id(kind, at))
const many = (count: number) => Array.from({ length: count }, (_, at) => `v${at}`)
const grant = (on: SelectorInput, ...permissions: Permission[]) => ({ permissions, on })
const onAccount = grant({ account: true }, 'DATABASE_READ')
const workdays = ['MONDAY', 'FRIDAY'] as const
const hours = { days: workdays, from: '08:00', to: '18:00', zone: 'Europe/Berlin' }

const when = (conditions: ConditionsInput): DefinitionInput => ({ conditions, grants: [] })
const on = (selector: SelectorInput, permission: Permission = 'DATABASE_READ') => ({
  grants: [grant(selector, permission)],
})
const labelled = (...labels: object[]) => on({ databases: { labels: labels as never } })

const parse = (given: DefinitionInput) => parseDefinition(given, 'input')

/** The field that is at fault, and what is said of it. */
function refusalOf(given: DefinitionInput): string {
  try {
    return `accepted: ${printDefinition(parse(given))}`
  } catch (error) {
    const { code, message, details } = error as { code: string; message: string; details: { field: string } }
    return `${code} ${details.field}: ${message}`
  }
}

it('a definition is kept as it was given, in canonical form', () => {
  const given = {
    grants: [
      grant(
        {
          databases: {
            namePrefix: ' métrics- ',
            labels: [{ key: 'team', anyOf: [' dev', 'ops', 'dev'], sameAs: null }],
          },
        },
        'TABLE_READ',
        'DATABASE_READ',
        'TABLE_READ',
      ),
      grant({ clusterIds: ids('cluster', 2), account: null }, 'CLUSTER_READ'),
    ],
    conditions: {
      networks: ['10.1.2.3/8', '::ffff:10.0.0.0/104', '2001:DB8::1/32', '192.0.2.7'],
      hours: [{ ...hours, days: ['FRIDAY', 'MONDAY', 'FRIDAY'] as const, zone: 'europe/berlin' }],
      attributes: [{ key: 'team', anyOf: ['e\u0301quipe', ''] }],
      mfa: true,
      authenticatedWithin: 900,
      callers: ['TOKEN', 'PERSON'] as const,
    },
  }
  const text = `{"conditions":{"attributes":[{"anyOf":["équipe",""],"key":"team"}],"authenticatedWithin":900,"callers":["PERSON","TOKEN"],"hours":[{"days":["MONDAY","FRIDAY"],"from":"08:00","to":"18:00","zone":"Europe/Berlin"}],"mfa":true,"networks":["10.0.0.0/8","2001:db8::/32","192.0.2.7/32"]},"grants":[{"on":{"databases":{"labels":[{"anyOf":["dev","ops"],"key":"team"}],"namePrefix":"métrics-"}},"permissions":["DATABASE_READ","TABLE_READ"]},{"on":{"clusterIds":["${id('cluster')}","${id('cluster', 1)}"]},"permissions":["CLUSTER_READ"]}]}`
  const definition = parse(given)
  expect(printDefinition(definition)).toBe(text)
  expect(readDefinition(text)).toEqual(definition)
  expect(parse(definition)).toEqual(definition)
})

it('a zone keeps the name that it was given, were it an older one', () => {
  const { conditions } = parse(when({ hours: [{ ...hours, zone: 'US/Eastern' }] }))
  expect(conditions.hours?.[0]?.zone).toBe('US/Eastern')
})

it('absent clauses are absent, and empty lists stay', () => {
  const nothing = {
    attributes: null,
    networks: null,
    hours: null,
    mfa: false,
    authenticatedWithin: null,
    callers: null,
  }
  expect(parse({ conditions: nothing, grants: [] })).toEqual({ conditions: {}, grants: [] })
  expect(parse({ conditions: null, grants: [] })).toEqual({ conditions: {}, grants: [] })
  expect(parse({ grants: [] })).toEqual({ conditions: {}, grants: [] })
  const empty = { attributes: [], networks: [], hours: [], callers: [] }
  expect(parse(when(empty)).conditions).toEqual(empty)
  const selectors = [{ clusterIds: [] }, { databaseIds: [] }, { databases: { clusterIds: [], labels: [] } }]
  for (const selector of selectors) expect(parse(on(selector)).grants[0]?.on).toEqual(selector)
  expect(parse(labelled({ key: 'team', anyOf: [] })).grants[0]?.on).toEqual({
    databases: { labels: [{ key: 'team', anyOf: [] }] },
  })
})

describe('what is not allowed is refused by its path', () => {
  const zone = 'A zone is a name of the time zone database, such as "Europe/Berlin" or "UTC".'
  const idOf = (kind: string) => `This is no id of a ${kind}.`

  it.each<[DefinitionInput, string]>([
    [
      when({ attributes: [{ key: 'a b', anyOf: [] }] }),
      'conditions.attributes.0.key: An attribute key has 1 to 64 letters, digits, dots, underscores or hyphens.',
    ],
    [
      when({ attributes: [{ key: 'a', anyOf: ['x', 'a\u200bb'] }] }),
      'conditions.attributes.0.anyOf.1: An attribute value has 0 to 512 printable characters, without line breaks.',
    ],
    [when({ attributes: [{ key: 'a', anyOf: many(21) }] }), 'conditions.attributes.0.anyOf: Give 0 to 20 values.'],
    [when({ attributes: Array(11).fill({ key: 'a', anyOf: [] }) }), 'conditions.attributes: Give 0 to 10 attributes.'],
    [
      when({ networks: ['10.0.0.0/8', '10.0.0/8'] }),
      'conditions.networks.1: "10.0.0/8" is no address, such as 192.0.2.7, and no network, such as 10.0.0.0/8 or 2001:db8::/32.',
    ],
    [
      when({ networks: ['0.0.0.0/0'] }),
      'conditions.networks.0: 0.0.0.0/0 is every address there is; name the network that is meant.',
    ],
    [when({ networks: Array(21).fill('10.0.0.0/8') }), 'conditions.networks: Give 0 to 20 networks.'],
    [
      when({ hours: [hours, { ...hours, from: '8:00' }] }),
      'conditions.hours.1.from: A time of day is text such as "08:00".',
    ],
    [when({ hours: [{ ...hours, from: '24:00' }] }), 'conditions.hours.0.from: A time of day is text such as "08:00".'],
    [
      when({ hours: [{ ...hours, from: '108:00' }] }),
      'conditions.hours.0.from: A time of day is text such as "08:00".',
    ],
    [
      when({ hours: [{ ...hours, to: '18:60' }] }),
      'conditions.hours.0.to: A time of day is text such as "18:00"; a day ends at "24:00".',
    ],
    [
      when({ hours: [{ ...hours, to: '18:00Z' }] }),
      'conditions.hours.0.to: A time of day is text such as "18:00"; a day ends at "24:00".',
    ],
    [
      when({ hours: [{ ...hours, to: '08:00' }] }),
      'conditions.hours.0.to: Hours end later than they begin; a whole day is "00:00" to "24:00".',
    ],
    [when({ hours: [{ ...hours, zone: 'Europe/Atlantis' }] }), `conditions.hours.0.zone: ${zone}`],
    [when({ hours: [{ ...hours, zone: '+01:00' }] }), `conditions.hours.0.zone: ${zone}`],
    [when({ hours: [{ ...hours, zone: '' }] }), `conditions.hours.0.zone: ${zone}`],
    [when({ hours: [{ ...hours, days: Array(8).fill('MONDAY') }] }), 'conditions.hours.0.days: Give 0 to 7 days.'],
    [when({ hours: Array(11).fill(hours) }), 'conditions.hours: Give 0 to 10 windows of hours.'],
    [when({ authenticatedWithin: 59 }), 'conditions.authenticatedWithin: The time since signing in is 1m to 1d.'],
    [when({ authenticatedWithin: 86_401 }), 'conditions.authenticatedWithin: The time since signing in is 1m to 1d.'],
    [when({ authenticatedWithin: 0 }), 'conditions.authenticatedWithin: The time since signing in is 1m to 1d.'],
    [{ grants: Array(21).fill(onAccount) }, 'grants: Give 0 to 20 grants.'],
    [
      { grants: [onAccount, grant({ account: true })] },
      `grants.1.permissions: Give 1 to ${allPermissions.length} permissions.`,
    ],
    [on({}), 'grants.0.on: Give one of account, clusterIds, databaseIds and databases.'],
    [on({ account: true, clusterIds: [] }), 'grants.0.on: Give one of account, clusterIds, databaseIds and databases.'],
    [
      on({ account: false }),
      'grants.0.on.account: It can only be true; name clusters or databases for less than the account.',
    ],
    [on({ clusterIds: [id('cluster'), id('database')] }), `grants.0.on.clusterIds.1: ${idOf('cluster')}`],
    [on({ clusterIds: ids('cluster', 51) }), 'grants.0.on.clusterIds: Give 0 to 50 ids.'],
    [on({ databaseIds: ['x'] }), `grants.0.on.databaseIds.0: ${idOf('database')}`],
    [on({ databaseIds: ids('database', 51) }), 'grants.0.on.databaseIds: Give 0 to 50 ids.'],
    [
      on({ databases: {} }),
      'grants.0.on.databases: Give clusterIds, a namePrefix or labels; all databases are those of the account.',
    ],
    [
      on({ databases: { clusterIds: null, labels: null } }),
      'grants.0.on.databases: Give clusterIds, a namePrefix or labels; all databases are those of the account.',
    ],
    [on({ databases: { clusterIds: ['x'] } }), `grants.0.on.databases.clusterIds.0: ${idOf('cluster')}`],
    [
      on({ databases: { namePrefix: ' ' } }),
      'grants.0.on.databases.namePrefix: A name prefix has 1 to 64 printable characters, without line breaks.',
    ],
    [
      on({ databases: { namePrefix: 'x'.repeat(65) } }),
      'grants.0.on.databases.namePrefix: A name prefix has 1 to 64 printable characters, without line breaks.',
    ],
    [
      labelled({ key: '', anyOf: [] }),
      'grants.0.on.databases.labels.0.key: A label key has 1 to 64 letters, digits, dots, underscores or hyphens.',
    ],
    [
      labelled({ key: 'a' }),
      'grants.0.on.databases.labels.0: Give one of anyOf, noneOf and sameAs; two conditions on a label demand both.',
    ],
    [
      labelled({ key: 'a', anyOf: [], sameAs: 'b' }),
      'grants.0.on.databases.labels.0: Give one of anyOf, noneOf and sameAs; two conditions on a label demand both.',
    ],
    [
      labelled({ key: 'a', anyOf: [''] }),
      'grants.0.on.databases.labels.0.anyOf.0: A label value has 1 to 64 printable characters, without line breaks.',
    ],
    [labelled({ key: 'a', anyOf: many(21) }), 'grants.0.on.databases.labels.0.anyOf: Give 0 to 20 values.'],
    [labelled({ key: 'a', noneOf: many(21) }), 'grants.0.on.databases.labels.0.noneOf: Give 1 to 20 values.'],
    [labelled({ key: 'a', noneOf: [] }), 'grants.0.on.databases.labels.0.noneOf: Give 1 to 20 values.'],
    [
      labelled({ key: 'a', noneOf: ['x', 'y\n\u202ez'] }),
      'grants.0.on.databases.labels.0.noneOf.1: A label value has 1 to 64 printable characters, without line breaks.',
    ],
    [
      labelled({ key: 'a', sameAs: 'b c' }),
      'grants.0.on.databases.labels.0.sameAs: An attribute key has 1 to 64 letters, digits, dots, underscores or hyphens.',
    ],
    [
      labelled(...Array(11).fill({ key: 'a', anyOf: [] })),
      'grants.0.on.databases.labels: Give 0 to 10 conditions on labels.',
    ],
    [
      { grants: [grant({ clusterIds: [] }, 'DATABASE_READ', 'USER_READ')] },
      'grants.0.permissions.1: USER_READ can be granted on the whole account only.',
    ],
    [
      on({ databases: { clusterIds: [] } }, 'CLUSTER_READ'),
      'grants.0.permissions.0: CLUSTER_READ can be granted on the whole account or on clusters only.',
    ],
    [
      on({ databaseIds: [] }, 'MANAGEMENT_TOKEN_READ'),
      'grants.0.permissions.0: MANAGEMENT_TOKEN_READ can be granted on the whole account only.',
    ],
    [
      on({ databaseIds: [] }, 'CLUSTER_IMPORT'),
      'grants.0.permissions.0: CLUSTER_IMPORT can be granted on the whole account only.',
    ],
  ])('%j', (given, told) => {
    expect(refusalOf(given)).toBe(`BAD_INPUT input.${told}`)
  })

  it('at the limits, all is accepted', () => {
    const full = {
      attributes: Array(10).fill({ key: 'a', anyOf: ['x'] }),
      networks: Array.from({ length: 20 }, (_, at) => `10.${at}.0.0/16`),
      hours: [...Array(9).fill(hours), { ...hours, to: '24:00', zone: 'UTC' }],
      authenticatedWithin: 60,
    }
    expect(parse(when(full)).conditions).toEqual(full)
    expect(parse(when({ authenticatedWithin: 86_400 })).conditions).toEqual({ authenticatedWithin: 86_400 })
    for (const selector of [
      { clusterIds: ids('cluster', 50) },
      { databaseIds: ids('database', 50) },
      { databases: { namePrefix: '😀'.repeat(64) } },
      { databases: { labels: Array(10).fill({ key: 'a', noneOf: many(20) }) } },
    ]) {
      expect(parse(on(selector)).grants[0]?.on).toEqual(selector)
    }
    expect(parse({ grants: Array(20).fill(onAccount) }).grants).toHaveLength(20)
    for (const permission of ['DATABASE_TOKEN_REVOKE', 'TABLE_DELETE', 'DATABASE_PURGE'] as const) {
      expect(parse(on({ databases: { namePrefix: 'a' } }, permission)).grants).toHaveLength(1)
    }
    expect(parse(on({ account: true }, 'AUDIT_READ')).grants).toEqual([grant({ account: true }, 'AUDIT_READ')])
  })
})

it('8,192 bytes are the most of a definition, whatever its characters', () => {
  const attribute = (value: string) => ({ key: 'a', anyOf: [value] })
  const sized = (last: number) =>
    when({ attributes: [...Array(9).fill(attribute('é'.repeat(420))), attribute('x'.repeat(last))] })
  const rest = 8_192 - Buffer.byteLength(printDefinition(parse(sized(0))))
  expect(Buffer.byteLength(printDefinition(parse(sized(rest))))).toBe(8_192)
  expect(refusalOf(sized(rest + 1))).toBe(
    'BAD_INPUT input.grants: The conditions and grants of a group have at most 8192 bytes as JSON, and these have 8193: make two groups of it.',
  )
})

describe('a stored definition', () => {
  // Written out: where it could not be made, there would be no tests, and none that fails.
  const text = '{"conditions":{"mfa":true},"grants":[{"on":{"account":true},"permissions":["DATABASE_READ"]}]}'

  it('is parsed once', () => {
    expect(readDefinition(text)).toBe(readDefinition(`${text}`))
  })

  it('that a later version has written, with a clause that is not known here, grants nothing', () => {
    for (const unknown of [
      text.replace('"mfa":true', '"moon":"full"'),
      text.replace('"account":true', '"regions":["eu"]'),
      text.replace('{"account":true}', '{"databases":{"namePrefix":"a","suffix":"b"}}'),
      text.replace('{"account":true}', '{"databases":{"labels":[{"key":"a","noneOf":["b"],"orSo":1}]}}'),
      text.replace('"mfa":true', '"__proto__":true'),
      // Words that are known elsewhere, and ignored here.
      text.replace('"account":true}', '"account":true},"hours":[]'),
      text.replace('"mfa":true', '"labels":[]'),
      text.replace('"account":true', '"account":true,"clusterIds":[]'),
      text.replace('"account":true', '"account":true,"mfa":true'),
      text.replace('{"account":true}', '{"databases":{"databaseIds":["a"],"namePrefix":"a"}}'),
      text.replace('{"account":true}', '{"databases":{"labels":[{"key":"a","anyOf":["b"],"noneOf":["c"]}]}}'),
      text.replace('"mfa":true', '"attributes":[{"key":"a","anyOf":["b"],"from":"c"}]'),
      text.replace('"conditions"', '"callers":["TOKEN"],"conditions"'),
      // Values that are not known.
      text.replace('"mfa":true', '"mfa":"hardware"'),
      text.replace('"mfa":true', '"callers":["DEVICE"]'),
      text.replace('"conditions":{"mfa":true},', ''),
    ]) {
      expect(unknown).not.toBe(text)
      expect(readDefinition(unknown)).toEqual({ isKnown: false, conditions: {}, grants: [] })
    }
  })

  const stored = (conditions: unknown, grants: unknown) => JSON.stringify({ conditions, grants })
  const when = (conditions: unknown) => stored(conditions, [])
  const onSelector = (on: unknown) => stored({}, [{ permissions: ['DATABASE_READ'], on }])
  const window = { days: ['MONDAY', 'SUNDAY'], from: '08:00', to: '18:00', zone: 'UTC' }

  it.each([
    when({}),
    when({ attributes: [], networks: [], hours: [], callers: [] }),
    when({
      attributes: [
        { key: 'a', anyOf: ['b', 'c'] },
        { key: 'a', anyOf: [] },
      ],
    }),
    when({ hours: [window, { ...window, days: [] }], authenticatedWithin: 60, callers: ['PERSON', 'TOKEN'] }),
    onSelector({ account: true }),
    onSelector({ clusterIds: ['c1', 'c2'] }),
    onSelector({ databaseIds: ['d1'] }),
    onSelector({ databases: { clusterIds: ['c1'] } }),
    onSelector({
      databases: {
        labels: [
          { key: 'a', anyOf: ['b'] },
          { key: 'a', noneOf: ['b'] },
        ],
      },
    }),
    onSelector({ databases: { labels: [{ key: 'a', sameAs: 'b' }], namePrefix: 'a' } }),
  ])('is known as %s', (known) => {
    expect(readDefinition(known)).toEqual(JSON.parse(known))
  })

  it.each([
    ...['null', '7', '[]', '{}', '{"conditions":{}}', '{"grants":[]}'],
    ...[null, [], 'always', 7].map(when),
    ...[{}, null, 'none', [null], [[]], [{}], ['x']].map((grants) => stored({}, grants)),
    stored({}, [{ on: { account: true } }]),
    stored({}, [{ permissions: ['DATABASE_READ'] }]),
    stored({}, [{ permissions: [7], on: { account: true } }]),
    stored({}, [{ permissions: 'DATABASE_READ', on: { account: true } }]),
    ...[{ attributes: {} }, { attributes: [null] }, { attributes: ['a'] }, { attributes: [[]] }].map(when),
    ...[
      { key: 'a' },
      { anyOf: [] },
      { key: 7, anyOf: [] },
      { key: 'a', anyOf: 'b' },
      { key: 'a', anyOf: ['b', 7] },
    ].map((one) => when({ attributes: [one] })),
    ...[{ networks: '10.0.0.0/8' }, { networks: [7] }, { networks: ['10.0.0.0/8', null] }].map(when),
    ...[{ days: ['FUNDAY'] }, { days: 'MONDAY' }, { from: 8 }, { to: null }, { zone: 0 }].map((one) =>
      when({ hours: [{ ...window, ...one }] }),
    ),
    ...[{ mfa: false }, { authenticatedWithin: '60' }, { callers: ['TOKEN', 'DEVICE'] }, { callers: 'TOKEN' }].map(
      when,
    ),
    ...[null, [], {}, 'account', { account: false }, { clusterIds: 'c1' }, { clusterIds: [1] }].map(onSelector),
    ...[{ databaseIds: [null] }, { databases: null }, { databases: [] }, { databases: ['d1'] }].map(onSelector),
    ...[{ namePrefix: 7 }, { clusterIds: [7] }, { labels: {} }, { labels: [null] }, { labels: [{ key: 'a' }] }].map(
      (databases) => onSelector({ databases }),
    ),
    ...[{ anyOf: ['b'] }, { key: 'a', anyOf: [7] }, { key: 'a', noneOf: 'b' }, { key: 'a', sameAs: 7 }].map((label) =>
      onSelector({ databases: { labels: [{ key: 'x', noneOf: [] }, label] } }),
    ),
  ])('is not known as %s', (unknown) => {
    expect(readDefinition(unknown)).toEqual({ isKnown: false, conditions: {}, grants: [] })
  })

  it('grants of its permissions those that are known here', () => {
    const later = text.replace('"DATABASE_READ"', '"DATABASE_READ","DATABASE_DREAM"')
    expect(readDefinition(later)).toEqual({ ...readDefinition(text), isKnown: false })
  })
})
