import { badInput } from '../errors.ts'
import { type IdKind, isId } from '../values/id.ts'
import { attributeKind, labelKind, parsePairKey } from '../values/pairs.ts'
import { parseList, parseText } from '../values/text.ts'
import { distinct, type Given, parseValues } from './parse-conditions.ts'
import type { DatabaseMatch, LabelMatch, Selector } from './selectors.ts'

const idsMax = 50
const labelsMax = 10
const namePrefixLengthMax = 64

/** A selector as clients send it: exactly one of the members is given. */
export interface SelectorInput {
  readonly account?: Given<boolean>
  readonly clusterIds?: Given<readonly string[]>
  readonly databaseIds?: Given<readonly string[]>
  readonly databases?: Given<DatabaseMatchInput>
}

export interface DatabaseMatchInput {
  readonly clusterIds?: Given<readonly string[]>
  readonly namePrefix?: Given<string>
  readonly labels?: Given<readonly LabelMatchInput[]>
}

export interface LabelMatchInput {
  readonly key: string
  readonly anyOf?: Given<readonly string[]>
  readonly noneOf?: Given<readonly string[]>
  readonly sameAs?: Given<string>
}

/** Checks a selector. Throws BAD_INPUT. */
export function parseSelector(given: SelectorInput, field: string): Selector {
  const { account, clusterIds, databaseIds, databases } = given
  if (countGiven([account, clusterIds, databaseIds, databases]) !== 1) {
    throw badInput(field, 'Give one of account, clusterIds, databaseIds and databases.')
  }
  if (clusterIds) return { clusterIds: parseIds('cluster', clusterIds, `${field}.clusterIds`) }
  if (databaseIds) return { databaseIds: parseIds('database', databaseIds, `${field}.databaseIds`) }
  if (databases) return { databases: parseDatabaseMatch(databases, `${field}.databases`) }
  if (account) return { account }
  throw badInput(`${field}.account`, 'It can only be true; name clusters or databases for less than the account.')
}

const countGiven = (members: readonly unknown[]): number =>
  members.filter((member) => member !== null && member !== undefined).length

const parseIds = (kind: IdKind, ids: readonly string[], field: string): readonly string[] =>
  distinct(
    parseList(ids, field, 'ids', 0, idsMax).map((id, at) => {
      if (!isId(kind, id)) throw badInput(`${field}.${at}`, `This is no id of a ${kind}.`)
      return id
    }),
  )

function parseDatabaseMatch({ clusterIds, namePrefix, labels }: DatabaseMatchInput, field: string): DatabaseMatch {
  if (countGiven([clusterIds, namePrefix, labels]) === 0) {
    throw badInput(field, 'Give clusterIds, a namePrefix or labels; all databases are those of the account.')
  }
  return {
    ...(clusterIds && { clusterIds: parseIds('cluster', clusterIds, `${field}.clusterIds`) }),
    ...(typeof namePrefix === 'string' && {
      namePrefix: parseText(namePrefix, `${field}.namePrefix`, 'A name prefix', 1, namePrefixLengthMax),
    }),
    ...(labels && {
      labels: parseList(labels, `${field}.labels`, 'conditions on labels', 0, labelsMax).map((label, at) =>
        parseLabelMatch(label, `${field}.labels.${at}`),
      ),
    }),
  }
}

function parseLabelMatch({ key: given, anyOf, noneOf, sameAs }: LabelMatchInput, field: string): LabelMatch {
  const key = parsePairKey(given, labelKind, `${field}.key`)
  if (countGiven([anyOf, noneOf, sameAs]) !== 1) {
    throw badInput(field, 'Give one of anyOf, noneOf and sameAs; two conditions on a label demand both.')
  }
  if (anyOf) return { key, anyOf: parseValues(anyOf, labelKind, `${field}.anyOf`) }
  // An empty one would read as "all databases", and select none.
  if (noneOf) return { key, noneOf: parseValues(noneOf, labelKind, `${field}.noneOf`, 1) }
  return { key, sameAs: parsePairKey(sameAs as string, attributeKind, `${field}.sameAs`) }
}
