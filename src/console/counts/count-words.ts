const numbers = new Intl.NumberFormat()

/** A number as the reader writes it: `12,345`. */
export const numberWords = (count: number): string => numbers.format(count)

/** A number of things: `1 token`, `12,345 tokens`, `2 people`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${numberWords(count)} ${agreeing(count, one, many)}`

/** The word that goes with a number of things: `is` or `are`. */
export const agreeing = (count: number, one: string, many: string): string => (count === 1 ? one : many)

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** As in `a, b and c`. */
export const listed = (parts: readonly string[]): string => list.format(parts)

const short = new Intl.NumberFormat(undefined, { notation: 'compact' })

/** A number in few characters, for the axis of a chart: `12K`. */
export const compactNumber = (count: number): string => short.format(count)
