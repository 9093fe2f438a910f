// Control and format characters (bidirectional ones among them) but joiners, which names of many scripts need; line and
// paragraph separators, lone surrogates.
const harmful = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu
const harmfulButLineBreaks = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** Whether a text has characters that could steer a terminal, line breaks included. */
export const isHarmful = (text: string): boolean => text.search(harmful) >= 0

/** Text that is safe to print on a terminal: control characters are written out, as in `\u001b`. */
export const harmless = (text: string): string => text.replace(harmful, writtenOut)

/** As `harmless`, but keeps line breaks; JSON keeps its meaning. */
export const harmlessLines = (text: string): string => text.replace(harmfulButLineBreaks, writtenOut)

/** A character as a `\u` escape; beyond 16 bits, a surrogate pair, as in JSON. */
const writtenOut = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => `\\u${hexadecimal(character.charCodeAt(at))}`).join('')

const hexadecimal = (unit: number): string => unit.toString(16).padStart(4, '0')
