import { GraphQLScalarType, Kind } from 'graphql'
import { badInput } from '../errors.ts'
import { durationRule, parseDuration, printDuration } from './duration.ts'

export const Duration = new GraphQLScalarType<number, string>({
  name: 'Duration',
  description: `${durationRule} Units: s, m, h, d, w, mo, y; parts add up. Answers carry the canonical short form in days, hours, minutes and seconds: "30d", "1h30m".`,
  serialize: (value) => printDuration(value as number),
  parseValue: (value) => {
    if (typeof value !== 'string') throw badInput('', durationRule)
    return parseDuration(value)
  },
  parseLiteral: (node) => {
    if (node.kind !== Kind.STRING) throw badInput('', durationRule)
    return parseDuration(node.value)
  },
})
