import { GraphQLBoolean, GraphQLID, GraphQLInt, type GraphQLLeafType, GraphQLString, isEnumType } from 'graphql'
import { Unplanned } from './unplanned.ts'

/** Writes a value that is not null as JSON, the way that graphql-js and JSON.stringify together would. */
export type PrintLeaf = (value: unknown) => string

/** Anything that JSON would have to escape, lone surrogates included. */
const special = /["\\\x00-\x1f\ud800-\udfff]/

const quote = (text: string): string => (special.test(text) ? JSON.stringify(text) : `"${text}"`)

export function printerOf(type: GraphQLLeafType): PrintLeaf {
  const general: PrintLeaf = (value) => {
    const serialized = type.serialize(value)
    if (serialized === null || serialized === undefined) throw new Unplanned('A value cannot be written.')
    return typeof serialized === 'string' ? quote(serialized) : JSON.stringify(serialized)
  }
  if (type === GraphQLString || type === GraphQLID) {
    return (value) => (typeof value === 'string' ? quote(value) : general(value))
  }
  if (type === GraphQLInt)
    return (value) =>
      Number.isInteger(value) && (value as number) === ((value as number) | 0) ? String(value) : general(value)
  if (type === GraphQLBoolean) return (value) => (value === true ? 'true' : value === false ? 'false' : general(value))
  if (isEnumType(type)) {
    const texts = new Map<unknown, string>(type.getValues().map(({ name, value }) => [value, `"${name}"`]))
    return (value) => texts.get(value) ?? general(value)
  }
  return general
}
