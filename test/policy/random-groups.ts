import type { AttributeMatch, Conditions, Environment } from '../../src/policy/conditions.ts'
import type { Definition } from '../../src/policy/definition.ts'
import { type Hours, weekdays } from '../../src/policy/hours.ts'
import { allPermissions, type Permission, reachOfPermission } from '../../src/policy/permissions.ts'
import type { LabelMatch, Resource, Selector } from '../../src/policy/selectors.ts'
import { newId } from '../../src/values/id.ts'
import { minute } from '../times.ts'
import type { dice } from './oracle.ts'

export type Dice = ReturnType<typeof dice>

/** Clusters and databases that selectors may name. */
export interface Known {
  readonly clusterIds: readonly string[]
  readonly databaseIds: readonly string[]
}

const labelKeys = ['team', 'stage']
const attributeKeys = ['team', 'unit']
/** Of labels and of attributes: few, so that they meet, and some that only look alike. */
export const values = ['ops', 'dev', 'Ops', 'équipe', 'a"b\\c*', 'live 1']
/** Names that databases can be given here, and beginnings of them. */
export const names = ['metrics', 'metrics-eu', 'Metrics', 'metrics_eu/raw', 'm', 'telemetry']
const prefixes = ['metrics', 'metrics-', 'Metrics', 'm', 'metrics_', 'tele', '%', 'metricsx', '😀']

const isOften = (random: Dice, share = 0.5): boolean => random.someOf([1], share).length > 0

const someLabels = (random: Dice): LabelMatch[] =>
  random.oneOf([[], [1], [1], [1, 2], [1, 2, 3]]).map((): LabelMatch => {
    const key = random.oneOf(labelKeys)
    switch (random.oneOf(['anyOf', 'noneOf', 'sameAs'])) {
      case 'anyOf':
        return { key, anyOf: random.someOf(values) }
      case 'noneOf':
        return { key, noneOf: [random.oneOf(values), ...random.someOf(values, 0.2)] }
      default:
        return { key, sameAs: random.oneOf(attributeKeys) }
    }
  })

/** A selector of any form, empty lists included. */
export function makeSelector(random: Dice, { clusterIds, databaseIds }: Known): Selector {
  switch (random.oneOf(['account', 'clusters', 'ids', 'databases', 'databases', 'databases', 'databases'])) {
    case 'account':
      return { account: true }
    case 'clusters':
      return { clusterIds: random.someOf(clusterIds) }
    case 'ids':
      return { databaseIds: random.someOf(databaseIds) }
    default: {
      const match = {
        ...(isOften(random, 0.3) && { clusterIds: random.someOf(clusterIds, 0.7) }),
        ...(isOften(random) && { namePrefix: random.oneOf(prefixes) }),
        ...(isOften(random) && { labels: someLabels(random) }),
      }
      return { databases: Object.keys(match).length > 0 ? match : { namePrefix: random.oneOf(prefixes) } }
    }
  }
}

const networks = ['10.1.0.0/16', '10.0.0.0/8', '2001:db8::/32', '192.0.2.9/32']
const addresses = ['10.1.2.3', '::ffff:10.1.2.3', '10.2.0.1', '2001:db8::5', '192.0.2.9', '192.0.2.8', '::1']
const times = ['00:00', '02:00', '02:30', '03:00', '06:00', '12:00', '22:00']
/** The zones of random hours: one with a change of clocks, one that is not a whole hour away. */
export const zones = ['UTC', 'Europe/Berlin', 'Asia/Kathmandu']

function makeHours(random: Dice): Hours {
  const from = random.oneOf(times)
  const to = random.oneOf([...times, '24:00'].filter((time) => time !== from))
  return { days: random.someOf(weekdays, 0.6), from, to, zone: random.oneOf(zones) }
}

const makeAttributes = (random: Dice): AttributeMatch[] =>
  random.oneOf([[], [1], [1], [1, 2]]).map(() => ({
    key: random.oneOf(attributeKeys),
    anyOf: random.someOf(values, 0.7),
  }))

/** Conditions that hold about every other time, with empty lists now and then. */
export const makeConditions = (random: Dice): Conditions => ({
  ...(isOften(random, 0.2) && { attributes: makeAttributes(random) }),
  ...(isOften(random, 0.2) && { networks: random.someOf(networks, 0.6) }),
  ...(isOften(random, 0.2) && { hours: random.oneOf([[], [1], [1, 2], [1, 2, 3]]).map(() => makeHours(random)) }),
  ...(isOften(random, 0.05) && { mfa: true as const }),
  ...(isOften(random, 0.1) && { authenticatedWithin: random.oneOf([60, 900, 86_400]) }),
  ...(isOften(random, 0.15) && { callers: random.someOf(['PERSON', 'TOKEN'] as const, 0.7) }),
})

/** Days with a change of clocks in Berlin, forth and back, and one without. */
const days = ['2026-03-29', '2026-10-25', '2026-12-02'].map((day) => Date.parse(`${day}T00:00:00Z`))

export const makeAttributesOfPerson = (random: Dice): ReadonlyMap<string, string> =>
  new Map(random.someOf(attributeKeys, 0.7).map((key) => [key, random.oneOf([...values, ''])]))

/** Any person or token, anywhere, on the days around the changes of clocks. */
export function makeEnvironment(random: Dice, from: 'anywhere' | 'known address' = 'anywhere'): Environment {
  const caller = random.oneOf(['PERSON', 'PERSON', 'TOKEN'] as const)
  const quarters = Array.from({ length: 12 * 4 }, (_, at) => at)
  const now = random.oneOf(days) + (random.oneOf([-24, -12, 0, 12]) * 60 + random.oneOf(quarters) * 15) * minute
  return {
    attributes: makeAttributesOfPerson(random),
    ip: random.oneOf(from === 'anywhere' ? [...addresses, null] : addresses),
    now,
    mfa: isOften(random),
    authenticatedAt: caller === 'TOKEN' ? null : now - random.oneOf([0, 1, 15, 16, 24 * 60]) * minute,
    caller,
  }
}

/** Permissions with the reach of a database, from which groups are drawn. */
export const drawn: readonly Permission[] = [
  'DATABASE_READ',
  'DATABASE_CREATE',
  'DATABASE_UPDATE',
  'DATABASE_DELETE',
  'TABLE_READ',
  'DATABASE_TOKEN_READ',
]

/** A group as `parseDefinition` lets it through. */
export function makeDefinition(random: Dice, known: Known): Definition {
  const grants = random.oneOf([[], [1], [1], [1, 2], [1, 2, 3]]).map(() => {
    const on = makeSelector(random, known)
    const permissions = [random.oneOf(drawn), ...random.someOf([...drawn, 'CLUSTER_READ', 'USER_READ'] as const, 0.2)]
    const fitting = allPermissions.filter((one) => permissions.includes(one) && isFit(one, on))
    return { permissions: fitting, on }
  })
  return { conditions: makeConditions(random), grants }
}

const isFit = (permission: Permission, on: Selector): boolean =>
  reachOfPermission(permission) === 'database' ||
  'account' in on ||
  (reachOfPermission(permission) === 'cluster' && 'clusterIds' in on)

/** Names that only imported databases have, among them one that begins with a character of two code units. */
const importedNames = ['😀-eu', '😀', 'métriques', '%', '_', 'METRICS-EU']

/** Databases of any name with labels. */
export function makeRows(random: Dice, clusterIds: readonly string[], count: number): Required<Resource>[] {
  return Array.from({ length: count }, () => ({
    clusterId: random.oneOf(clusterIds),
    id: newId('database'),
    name: random.oneOf([...names, ...importedNames]),
    labels: new Map(random.someOf(['team', 'stage'], 0.7).map((key) => [key, random.oneOf(values)])),
  }))
}
