import { setFlagsFromString } from 'node:v8'
import {
  type AuthorizationAnswer,
  type CedarValueJson,
  type EntityJson,
  preparsePolicySet,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs'
import type { AttributeMatch, Conditions, Environment } from '../../src/policy/conditions.ts'
import type { Definition } from '../../src/policy/definition.ts'
import type { Hours } from '../../src/policy/hours.ts'
import type { LabelMatch, Selector } from '../../src/policy/selectors.ts'
import { hour, minute } from '../times.ts'
import { zones } from './random-groups.ts'

// Node 20 may end the process when it takes back an optimised call of WebAssembly, after some ten thousand of them.
setFlagsFromString('--no-turbo-inline-js-wasm-calls')

/** A database, or one that is to be. */
export interface CedarDatabase {
  readonly clusterId: string
  readonly id?: string
  readonly name: string
  readonly labels: ReadonlyMap<string, string>
}

const noDatabase: CedarDatabase = { clusterId: '', name: '', labels: new Map() }

/** A group that a person is in; without an end, for good. */
export interface CedarGroup extends Definition {
  readonly until?: number | null
}

/** Another judge of the groups of a person: their definitions as policies of Cedar, which decides by itself. */
export class CedarJudge {
  /** `given` is what the person has given to their token; tokens hold nothing else. Two judges have two names. */
  constructor(
    groups: readonly CedarGroup[],
    private readonly given: readonly string[] = [],
    private readonly name = 'all groups',
  ) {
    // A set of the same name replaces the last one.
    parse(`${name} on resources`, policiesOf(groups, whenSelected))
    parse(
      `${name} anywhere`,
      policiesOf(groups, () => 'true'),
    )
    parse(
      `${name} on the account`,
      policiesOf(groups, (on) => ('account' in on ? 'true' : 'false')),
    )
    parse(
      `${name} on whole clusters`,
      policiesOf(groups, (on) => (isOfWholeClusters(on) ? whenSelected(on) : 'false')),
    )
  }

  allows(permission: string, environment: Environment, database: CedarDatabase): boolean {
    return this.#decide('on resources', permission, environment, database)
  }

  /** Whether any grant that counts has the permission, whatever it selects. */
  allowsSomewhere(permission: string, environment: Environment): boolean {
    return this.#decide('anywhere', permission, environment, noDatabase)
  }

  /** Whether any grant that counts has the permission on the whole account. */
  allowsOnAccount(permission: string, environment: Environment): boolean {
    return this.#decide('on the account', permission, environment, noDatabase)
  }

  /** Whether any one grant that counts has the permission on all that will ever lie on a cluster. */
  allowsOnAllOf(clusterId: string, permission: string, environment: Environment): boolean {
    return this.#decide('on whole clusters', permission, environment, { ...noDatabase, clusterId })
  }

  #decide(set: string, permission: string, environment: Environment, database: CedarDatabase): boolean {
    return decide(`${this.name} ${set}`, permission, environment, database, this.given)
  }
}

/** Whether a selector takes a database in, for a person who has the attributes of an environment. */
export function isSelected(on: Selector, environment: Environment, database: CedarDatabase): boolean {
  parse('by one selector', policyOf(['SELECT'], {}, whenSelected(on)))
  return decide('by one selector', 'SELECT', environment, database)
}

/** Whether a network lies within another one. */
export function isNetworkWithin(inner: string, outer: string): boolean {
  parse('by one network', policyOf(['SELECT'], {}, `ip(${text(inner)}).isInRange(ip(${text(outer)}))`))
  return decide('by one network', 'SELECT', nowhere, noDatabase)
}

const nowhere: Environment = {
  attributes: new Map(),
  ip: null,
  now: 0,
  mfa: false,
  authenticatedAt: null,
  caller: 'PERSON',
}

/** Whether nothing of a database but its cluster matters to a selector. */
const isOfWholeClusters = (on: Selector): boolean =>
  !('databaseIds' in on) && !('databases' in on && (on.databases.namePrefix ?? on.databases.labels) !== undefined)

const policiesOf = (groups: readonly CedarGroup[], select: (on: Selector) => string): string =>
  [
    onlyWhatWasGiven,
    ...groups
      .flatMap(({ conditions, until, grants }) => grants.map((grant) => ({ conditions, until, ...grant })))
      .filter(({ permissions }) => permissions.length > 0)
      .map(({ permissions, conditions, until, on }) =>
        policyOf(permissions, conditions, allOf([select(on), whileMember(until)])),
      ),
  ].join('\n')

const onlyWhatWasGiven = `forbid (principal, action, resource)
  when { context.caller == "TOKEN" && !context.given.contains(action) };`

const whileMember = (until: number | null | undefined): string =>
  typeof until === 'number' ? `context.now < datetime(${text(new Date(until).toISOString())})` : 'true'

function parse(preparsedPolicySetId: string, staticPolicies: string): void {
  const answer = preparsePolicySet(preparsedPolicySetId, { staticPolicies })
  if (answer.type === 'failure') throw new Error(`${JSON.stringify(answer.errors)}\n${staticPolicies}`)
}

function decide(
  preparsedPolicySetId: string,
  permission: string,
  environment: Environment,
  database: CedarDatabase,
  given: readonly string[] = [],
): boolean {
  const answer = statefulIsAuthorized({
    preparsedPolicySetId,
    principal,
    action: { type: 'Action', id: permission },
    resource: { type: 'Database', id: database.id ?? 'to be' },
    context: { ...contextOf(environment), given: given.map((id) => ({ __entity: { type: 'Action', id } })) },
    entities: [personOf(environment), ...entitiesOf(database)],
  })
  return decisionOf(answer)
}

function decisionOf(answer: AuthorizationAnswer): boolean {
  // A policy that fails is left out by Cedar, and would look like one that does not apply.
  const errors = answer.type === 'failure' ? answer.errors : answer.response.diagnostics.errors
  if (answer.type === 'failure' || errors.length > 0) throw new Error(JSON.stringify(errors))
  return answer.response.decision === 'allow'
}

const principal = { type: 'Person', id: 'me' }

const personOf = ({ attributes }: Environment): EntityJson => ({
  uid: principal,
  attrs: {},
  parents: [],
  tags: Object.fromEntries(attributes),
})

const entitiesOf = ({ clusterId, id, name, labels }: CedarDatabase): EntityJson[] => [
  {
    uid: { type: 'Database', id: id ?? 'to be' },
    attrs: { name },
    parents: [{ type: 'Cluster', id: clusterId }],
    tags: Object.fromEntries(labels),
  },
]

const extension = (fn: string, arg: string) => ({ __extn: { fn, arg } })
const dateTime = (at: number) => extension('datetime', new Date(at).toISOString())

function contextOf({ ip, now, mfa, authenticatedAt, caller }: Environment): Record<string, CedarValueJson> {
  return {
    caller,
    mfa,
    now: dateTime(now),
    clocks: Object.fromEntries(zones.map((zone) => [zone, clockIn(zone, now)])),
    ...(authenticatedAt !== null && { authenticatedAt: dateTime(authenticatedAt) }),
    ...(ip !== null && { ip: extension('ip', ip.replace('::ffff:', '')) }),
  }
}

const weekdays = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY']

/** The clock on the wall, by the rules of the zones and not by the time zone database. */
function clockIn(zone: string, now: number): CedarValueJson {
  const local = new Date(now + offsetOf(zone, now))
  const day = local.getUTCDay()
  return {
    day: weekdays[day] as string,
    dayBefore: weekdays[(day + 6) % 7] as string,
    minute: local.getUTCHours() * 60 + local.getUTCMinutes(),
  }
}

function offsetOf(zone: string, now: number): number {
  if (zone === 'UTC') return 0
  if (zone === 'Asia/Kathmandu') return 5 * hour + 45 * minute
  const year = new Date(now).getUTCFullYear()
  const isSummer = now >= lastSundayAtOne(year, 2) && now < lastSundayAtOne(year, 9)
  return isSummer ? 2 * hour : hour
}

/** When the clocks of the European Union change: on the last Sunday of a month, at one o'clock UTC. */
function lastSundayAtOne(year: number, month: number): number {
  const lastDay = new Date(Date.UTC(year, month + 1, 0, 1))
  return lastDay.setUTCDate(lastDay.getUTCDate() - lastDay.getUTCDay())
}

const text = (value: string): string => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
const set = (list: readonly string[]): string => `[${list.map(text).join()}]`
const anyOf = (list: readonly string[]): string => (list.length > 0 ? `(${list.join(' || ')})` : 'false')
const allOf = (list: readonly string[]): string => (list.length > 0 ? list.join(' && ') : 'true')
/** An empty list never holds. */
const allOfSome = (list: readonly string[]): string => (list.length > 0 ? allOf(list) : 'false')

const policyOf = (permissions: readonly string[], conditions: Conditions, selected: string): string =>
  `permit (principal, action in [${permissions.map((permission) => `Action::${text(permission)}`).join()}], resource)
   when { ${whenHeld(conditions)} } when { ${selected} };`

function whenHeld({ attributes, networks, hours, mfa, authenticatedWithin, callers }: Conditions): string {
  return allOf([
    ...(attributes ? [allOfSome(attributes.map(hasAttribute))] : []),
    ...(networks
      ? [`context has ip && ${anyOf(networks.map((network) => `context.ip.isInRange(ip(${text(network)}))`))}`]
      : []),
    ...(hours ? [anyOf(hours.map(isWithin))] : []),
    ...(mfa ? ['context.caller == "PERSON" && context.mfa'] : []),
    ...(authenticatedWithin === undefined
      ? []
      : [
          `context.caller == "PERSON" && context has authenticatedAt && context.now.durationSince(context.authenticatedAt) <= duration("${authenticatedWithin}s")`,
        ]),
    ...(callers ? [`${set(callers)}.contains(context.caller)`] : []),
  ])
}

const hasAttribute = ({ key, anyOf: values }: AttributeMatch): string =>
  `principal.hasTag(${text(key)}) && ${set(values)}.contains(principal.getTag(${text(key)}))`

function isWithin({ days, from, to, zone }: Hours): string {
  const clock = `context.clocks[${text(zone)}]`
  const [begin, end] = [from, to].map((time) => {
    const [hours, minutes] = time.split(':').map(Number)
    return (hours as number) * 60 + (minutes as number)
  }) as [number, number]
  const isToday = `${set(days)}.contains(${clock}.day)`
  const isYesterday = `${set(days)}.contains(${clock}.dayBefore)`
  return begin < end
    ? `(${isToday} && ${clock}.minute >= ${begin} && ${clock}.minute < ${end})`
    : `((${isToday} && ${clock}.minute >= ${begin}) || (${isYesterday} && ${clock}.minute < ${end}))`
}

const isOn = (clusterIds: readonly string[]): string =>
  `resource in [${clusterIds.map((id) => `Cluster::${text(id)}`).join()}]`

function whenSelected(selector: Selector): string {
  if ('account' in selector) return 'true'
  if ('clusterIds' in selector) return isOn(selector.clusterIds)
  if ('databaseIds' in selector) return anyOf(selector.databaseIds.map((id) => `resource == Database::${text(id)}`))
  const { clusterIds, namePrefix, labels } = selector.databases
  return allOfSome([
    ...(clusterIds ? [isOn(clusterIds)] : []),
    ...(namePrefix === undefined
      ? []
      : [`resource.name like ${text(namePrefix).replaceAll('*', '\\*').slice(0, -1)}*"`]),
    ...(labels ? [allOfSome(labels.map(hasLabel))] : []),
  ])
}

function hasLabel({ key, anyOf: values, noneOf, sameAs }: LabelMatch): string {
  const [has, label] = [`resource.hasTag(${text(key)})`, `resource.getTag(${text(key)})`]
  if (sameAs !== undefined)
    return `${has} && principal.hasTag(${text(sameAs)}) && ${label} == principal.getTag(${text(sameAs)})`
  if (noneOf) return `!(${has} && ${set(noneOf)}.contains(${label}))`
  return `${has} && ${set(values)}.contains(${label})`
}
