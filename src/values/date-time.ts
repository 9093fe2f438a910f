import { GraphQLScalarType, Kind } from 'graphql'
import { badInput } from '../errors.ts'

const rule = 'A time is RFC 3339 text with a zone, such as "2026-11-23T10:00:00.000Z".'
// Date.parse takes 24:00 for midnight; RFC 3339 does not.
const pattern = /^(\d{4}-\d{2}-)(\d{2})T(?!24)\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/i
// The zone may move a time into a year that four digits cannot print.
const earliest = Date.parse('0000-01-01T00:00:00Z')
const latest = Date.parse('9999-12-31T23:59:59.999Z')

/** Epoch milliseconds of an RFC 3339 text; throws BAD_INPUT. */
export function parseDateTime(text: string): number {
  const match = pattern.exec(text)
  const at = match ? Date.parse(text) : Number.NaN
  // Date.parse rolls 31 June over to 1 July; such a day is refused.
  const monthStart = match ? Date.parse(`${match[1]}01T00:00:00Z`) : Number.NaN
  const isPrintable = at >= earliest && at <= latest
  if (!isPrintable || Number(match?.[2]) > daysInMonth(monthStart)) throw badInput('', rule)
  return at
}

function daysInMonth(monthStart: number): number {
  const date = new Date(monthStart)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
}

const dayMilliseconds = 86_400_000
const daysMax = 256
/** The dates that were printed last, each at its day's number modulo their count. */
const dates: { readonly day: number; readonly text: string }[] = []

/**
 * RFC 3339 text, as `toISOString` prints it. Lists hold hundreds of times of a few days, so the calendar is asked once
 * for each day.
 */
export function printDateTime(at: number): string {
  if (!(at >= 0)) return new Date(at).toISOString()
  const rest = at % dayMilliseconds
  const day = (at - rest) / dayMilliseconds
  let date = dates[day % daysMax]
  if (date?.day !== day) {
    date = { day, text: new Date(at).toISOString().slice(0, -'00:00:00.000Z'.length) }
    dates[day % daysMax] = date
  }
  const seconds = Math.floor(rest / 1_000)
  const minutes = Math.floor(seconds / 60)
  const time = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`
  return `${date.text}${time}.${String(rest % 1_000).padStart(3, '0')}Z`
}

const two = (number: number): string => (number < 10 ? `0${number}` : String(number))

/** The text of a time that may be absent. */
export const printDateTimeOrNull = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : printDateTime(at)

export const DateTime = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  description: 'RFC 3339 text in UTC with milliseconds: "2026-11-23T10:00:00.000Z". Input may have any zone.',
  serialize: (value) => printDateTime(value as number),
  parseValue: (value) => {
    if (typeof value !== 'string') throw badInput('', rule)
    return parseDateTime(value)
  },
  parseLiteral: (node) => {
    if (node.kind !== Kind.STRING) throw badInput('', rule)
    return parseDateTime(node.value)
  },
})
