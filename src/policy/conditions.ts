import ipaddr from 'ipaddr.js'

/** When a group counts. Every member given must hold; an absent one does not limit; an empty list never holds. */
export interface Conditions {
  readonly attributes?: readonly AttributeMatch[]
  readonly networks?: readonly string[]
  readonly hours?: readonly Hours[]
  readonly mfa?: true
  /** Seconds. */
  readonly authenticatedWithin?: number
  readonly callers?: readonly CallerKind[]
}

export type CallerKind = 'PERSON' | 'TOKEN'

export interface AttributeMatch {
  readonly key: string
  readonly anyOf: readonly string[]
}

export interface Hours {
  readonly days: readonly string[]
  readonly from: string
  readonly to: string
  readonly zone: string
}

/** What the conditions of a request's caller are held against. */
export interface Environment {
  readonly attributes: ReadonlyMap<string, string>
  readonly ip: string | null
  readonly now: number
  readonly mfa: boolean
  /** Null for a token. */
  readonly authenticatedAt: number | null
  readonly caller: CallerKind
}

/** A clause that does not hold, in words. */
export interface Unmet {
  readonly kind: 'ATTRIBUTE' | 'NETWORK' | 'HOURS' | 'MFA' | 'AUTHENTICATED_WITHIN' | 'CALLER' | 'MEMBERSHIP' | 'STATUS'
  readonly expected: string
  readonly actual: string
  readonly remedy: string
}

/** The clauses that do not hold; none where the group counts. */
export function unmet(conditions: Conditions, environment: Environment): readonly Unmet[] {
  const found: Unmet[] = []
  for (const { key, anyOf } of conditions.attributes ?? []) {
    const actual = environment.attributes.get(key)
    if (actual !== undefined && anyOf.includes(actual)) continue
    found.push({
      kind: 'ATTRIBUTE',
      expected: `${key} is ${anyOf.join(' or ')}`,
      actual: actual ?? 'absent',
      remedy: '',
    })
  }
  const { networks, ip } = { ...conditions, ...environment }
  if (networks && !(ip !== null && networks.some((cidr) => ipaddr.process(ip).match(ipaddr.parseCIDR(cidr))))) {
    found.push({ kind: 'NETWORK', expected: networks.join(', '), actual: ip ?? 'unknown', remedy: '' })
  }
  return found
}
