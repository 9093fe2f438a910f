import { printDuration } from '../values/duration.ts'
import { describeHours, describeNow, type Hours, hoursCover, isWithinHours } from './hours.ts'
import { isInNetworks, networksCover } from './networks.ts'

/** When a group counts. Each clause given must hold; an absent one does not limit; an empty list never holds. */
export interface Conditions {
  /** Each must hold. */
  readonly attributes?: readonly AttributeMatch[]
  /** The client's address lies in one of them. */
  readonly networks?: readonly string[]
  /** It is now within one of them. */
  readonly hours?: readonly Hours[]
  readonly mfa?: true
  /** Seconds. */
  readonly authenticatedWithin?: number
  readonly callers?: readonly CallerKind[]
}

export type CallerKind = 'PERSON' | 'TOKEN'

/** The person's attribute is one of these; an absent one is none of them. */
export interface AttributeMatch {
  readonly key: string
  readonly anyOf: readonly string[]
}

/** What is known of a request and its caller. */
export interface Environment {
  readonly attributes: ReadonlyMap<string, string>
  readonly ip: string | null
  /** Epoch milliseconds, as `authenticatedAt`. */
  readonly now: number
  readonly mfa: boolean
  /** When the person proved who they are; null for a token. */
  readonly authenticatedAt: number | null
  readonly caller: CallerKind
}

/** The clauses of `Conditions`, in their order. */
export type ConditionKind = 'ATTRIBUTE' | 'NETWORK' | 'HOURS' | 'MFA' | 'AUTHENTICATED_WITHIN' | 'CALLER'

/** What keeps a group from counting, a clause or what is true of the person, and what would make it count. */
export interface Unmet<Kind = ConditionKind | 'MEMBERSHIP' | 'STATUS'> {
  readonly kind: Kind
  readonly expected: string
  readonly actual: string
  readonly remedy: string
}

/** The clauses that do not hold, in the order of `Conditions`; none where the group counts. */
export const unmet = (conditions: Conditions, environment: Environment): readonly Unmet<ConditionKind>[] =>
  clauses.flatMap((clause) => clause(conditions, environment))

/** Each answers with what does not hold of one member of `Conditions`. */
const clauses: readonly ((conditions: Conditions, environment: Environment) => readonly Unmet<ConditionKind>[])[] = [
  ({ attributes }, environment) => {
    if (attributes?.length === 0) return [ofEmpty('ATTRIBUTE', 'an attribute')]
    return (attributes ?? []).filter(isUnmetIn(environment)).map(({ key, anyOf }) => ({
      kind: 'ATTRIBUTE',
      expected: describeAttribute({ key, anyOf }),
      actual: environment.attributes.get(key) ?? 'absent',
      remedy: 'Have the attribute changed by somebody who holds USER_UPDATE.',
    }))
  },
  ({ networks }, { ip }) => {
    if (!networks || isInNetworks(ip, networks)) return []
    if (networks.length === 0) return [ofEmpty('NETWORK', 'a network')]
    const expected = networks.join(' or ')
    return [{ kind: 'NETWORK', expected, actual: ip ?? 'unknown', remedy: 'Send the request from such an address.' }]
  },
  ({ hours }, { now }) => {
    if (!hours || hours.some((one) => isWithinHours(one, now))) return []
    if (hours.length === 0) return [ofEmpty('HOURS', 'hours')]
    const zones = [...new Set(hours.map(({ zone }) => zone))]
    const actual = zones.map((zone) => describeNow(zone, now)).join(', ')
    const expected = hours.map(describeHours).join(' or ')
    return [{ kind: 'HOURS', expected, actual, remedy: 'Send the request within these hours.' }]
  },
  ({ mfa }, environment) => {
    if (!mfa || (isPerson(environment) && environment.mfa)) return []
    const remedy = 'No way of signing in has a second factor yet.'
    return [{ kind: 'MFA', expected: 'a second factor', ...ofPerson(environment, 'none', remedy) }]
  },
  ({ authenticatedWithin: seconds }, environment) => {
    const { authenticatedAt: at, now } = environment
    if (seconds === undefined || (isPerson(environment) && at !== null && now - at <= seconds * 1_000)) return []
    const expected = `signed in within the last ${printDuration(seconds)}`
    const actual = at === null ? 'never' : `${printDuration(Math.floor((now - at) / 1_000))} ago`
    return [{ kind: 'AUTHENTICATED_WITHIN', expected, ...ofPerson(environment, actual, 'Sign in again.') }]
  },
  ({ callers }, { caller }) => {
    if (!callers || callers.includes(caller)) return []
    if (callers.length === 0) return [ofEmpty('CALLER', 'a caller')]
    const remedy = caller === 'PERSON' ? 'Use a management token.' : signIn
    return [
      { kind: 'CALLER', expected: callers.map(describeCaller).join(' or '), actual: describeCaller(caller), remedy },
    ]
  },
]

const isPerson = ({ caller }: Environment): boolean => caller === 'PERSON'

const isUnmetIn =
  ({ attributes }: Environment) =>
  ({ key, anyOf }: AttributeMatch): boolean =>
    !anyOf.some((value) => value === attributes.get(key))

const ofEmpty = (kind: ConditionKind, what: string): Unmet<ConditionKind> => ({
  kind,
  expected: `${what}, of which none is named`,
  actual: 'any',
  remedy: 'Change the group: an empty list never holds.',
})

const signIn = 'Sign in as a person.'

/** What a person can do about it; no token can do anything. */
const ofPerson = (environment: Environment, actual: string, remedy: string): Pick<Unmet, 'actual' | 'remedy'> =>
  isPerson(environment) ? { actual, remedy } : { actual: 'a token', remedy: signIn }

const describeCaller = (caller: CallerKind): string => (caller === 'PERSON' ? 'a person' : 'a token')

const describeAttribute = ({ key, anyOf }: AttributeMatch): string => `${key} is ${anyOf.join(' or ') || 'no value'}`

/**
 * Whether `mine` hold wherever `theirs` do. It compares clause by clause, and so may say no too often, never yes
 * wrongly.
 */
export function conditionsCover(mine: Conditions, theirs: Conditions): boolean {
  const { attributes, networks, hours, mfa, authenticatedWithin, callers } = theirs
  return (
    // An empty list never holds: it covers nothing, although it has no member that theirs would have to imply.
    !hasEmptyList(mine) &&
    (mine.attributes ?? []).every((one) => attributes?.some((other) => isImplied(one, other))) &&
    isCovered(mine.networks, networks, networksCover) &&
    isCovered(mine.hours, hours, (ours, others) =>
      others.every((other) => ours.some((one) => hoursCover(one, other))),
    ) &&
    isCovered(mine.callers, callers, (ours, others) => others.every((other) => ours.includes(other))) &&
    isCovered(mine.mfa, mfa, () => true) &&
    isCovered(mine.authenticatedWithin, authenticatedWithin, (ours, others) => others <= ours)
  )
}

/** An absent clause covers every other; one that is there, none that is absent. */
const isCovered = <T>(mine: T | undefined, theirs: T | undefined, covers: (mine: T, theirs: T) => boolean): boolean =>
  mine === undefined || (theirs !== undefined && covers(mine, theirs))

const isImplied = (mine: AttributeMatch, theirs: AttributeMatch): boolean =>
  mine.key === theirs.key && theirs.anyOf.every((value) => mine.anyOf.includes(value))

const hasEmptyList = ({ attributes, networks, hours, callers }: Conditions): boolean =>
  [attributes, networks, hours, callers].some((list) => list?.length === 0)

/** Conditions in words: `from 10.0.0.0/8, Mon–Fri 08:00–18:00 Europe/Berlin`; `Always.` without any. */
export function describeConditions(conditions: Conditions): string {
  const { attributes, networks, hours, mfa, authenticatedWithin, callers } = conditions
  if (hasEmptyList(conditions)) return 'Never.'
  const words = [
    ...(attributes ?? []).map(describeAttribute),
    networks && `from ${networks.join(' or ')}`,
    hours?.map(describeHours).join(' or '),
    mfa && 'with a second factor',
    authenticatedWithin !== undefined && `within ${printDuration(authenticatedWithin)} after signing in`,
    callers && `for ${callers.map((caller) => (caller === 'PERSON' ? 'people' : 'tokens')).join(' and ')}`,
  ]
  return words.filter(Boolean).join(', ') || 'Always.'
}
