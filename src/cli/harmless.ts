// Control and format characters (bidirectional ones among them) but joiners, which names of many scripts need; line and
// paragraph separators, lone surrogates.
const harmful = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu
const harmfulButLineBreaks = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** Text that a terminal only shows: what would steer it is written out, as in `\u001b`. */
export const harmless = (text: string): string => text.replace(harmful, writtenOut)

/** As `harmless`, for text of several lines; JSON means what it meant before. */
export const harmlessLines = (text: string): string => text.replace(harmfulButLineBreaks, writtenOut)

/** Beyond 16 bits as a pair, as JSON has it. */
const writtenOut = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => `\\u${hexadecimal(character.charCodeAt(at))}`).join('')

const hexadecimal = (unit: number): string => unit.toString(16).padStart(4, '0')
