import { GraphQLScalarType, Kind } from 'graphql'
import { badInput } from '../errors.ts'

const rule = 'A whole number as a decimal string, such as "42".'

function parse(text: unknown): number {
  const value = typeof text === 'string' && /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(value)) throw badInput('', rule)
  return value
}

export const BigIntScalar = new GraphQLScalarType<number, string>({
  name: 'BigInt',
  description: 'A whole number beyond 32 bits, as a decimal string: "42".',
  serialize: String,
  parseValue: parse,
  parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
})
