import { badInput } from '../errors.ts'
import { printDuration, seconds } from '../values/duration.ts'
import { attributeKind, type PairKind, parsePairKey, parsePairValue } from '../values/pairs.ts'
import { parseList } from '../values/text.ts'
import type { AttributeMatch, CallerKind, Conditions } from './conditions.ts'
import { type Hours, parseHours } from './hours.ts'
import { parseNetwork } from './networks.ts'

const attributesMax = 10
const networksMax = 20
const hoursMax = 10
const valuesMax = 20
const authenticatedWithinMin = seconds.minute
const authenticatedWithinMax = seconds.day

export type Given<T> = T | null | undefined

/** Conditions as clients send them: null stands for an absent clause. */
export interface ConditionsInput {
  readonly attributes?: Given<readonly AttributeMatch[]>
  readonly networks?: Given<readonly string[]>
  readonly hours?: Given<readonly Hours[]>
  readonly mfa?: Given<boolean>
  readonly authenticatedWithin?: Given<number>
  readonly callers?: Given<readonly CallerKind[]>
}

const callerKinds: readonly CallerKind[] = ['PERSON', 'TOKEN']

/** Checks conditions; without any, the group counts always. Throws BAD_INPUT. */
export function parseConditions(given: Given<ConditionsInput>, field: string): Conditions {
  const { attributes, networks, hours, mfa, authenticatedWithin, callers } = given ?? {}
  return {
    ...(attributes && { attributes: parseAttributeMatches(attributes, `${field}.attributes`) }),
    ...(networks && {
      networks: distinct(
        parseList(networks, `${field}.networks`, 'networks', 0, networksMax).map((network, at) =>
          parseNetwork(network, `${field}.networks.${at}`),
        ),
      ),
    }),
    ...(hours && {
      hours: parseList(hours, `${field}.hours`, 'windows of hours', 0, hoursMax).map((one, at) =>
        parseHours(one, `${field}.hours.${at}`),
      ),
    }),
    ...(mfa && { mfa }),
    ...(typeof authenticatedWithin === 'number' && {
      authenticatedWithin: parseAuthenticatedWithin(authenticatedWithin, `${field}.authenticatedWithin`),
    }),
    ...(callers && { callers: callerKinds.filter((kind) => callers.includes(kind)) }),
  }
}

const parseAttributeMatches = (given: readonly AttributeMatch[], field: string): readonly AttributeMatch[] =>
  parseList(given, field, 'attributes', 0, attributesMax).map(({ key, anyOf }, at) => ({
    key: parsePairKey(key, attributeKind, `${field}.${at}.key`),
    anyOf: parseValues(anyOf, attributeKind, `${field}.${at}.anyOf`),
  }))

/** Checks the values that an attribute or a label may have, and leaves out what is said twice. Throws BAD_INPUT. */
export const parseValues = (values: readonly string[], kind: PairKind, field: string, min = 0): readonly string[] =>
  distinct(
    parseList(values, field, 'values', min, valuesMax).map((value, at) =>
      parsePairValue(value, kind, `${field}.${at}`),
    ),
  )

export const distinct = <T>(list: readonly T[]): readonly T[] => [...new Set(list)]

function parseAuthenticatedWithin(given: number, field: string): number {
  if (given >= authenticatedWithinMin && given <= authenticatedWithinMax) return given
  const [min, max] = [printDuration(authenticatedWithinMin), printDuration(authenticatedWithinMax)]
  throw badInput(field, `The time since signing in is ${min} to ${max}.`)
}
