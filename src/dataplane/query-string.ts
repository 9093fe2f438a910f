import { Refusal } from './refusal.ts'

/** Decoded parameters by name; each name occurs once. */
export type Parameters = ReadonlyMap<string, string>

const brokenEscape = /%(?![0-9A-Fa-f]{2})/

/**
 * Reads the query string of a data request. Whatever two parsers could read in two ways is refused: `;`, which older
 * servers take for `&`, a broken escape, text that is not UTF-8, an unknown parameter, one that is given twice. Throws
 * Refusal.
 */
export function readQueryString(text: string, known: ReadonlySet<string>): Parameters {
  // Some parsers take it for the mark before the query string.
  if (text.startsWith('?')) throw unclear('Encode a `?` before the first parameter as %3F.')
  if (text.includes(';')) throw unclear('Encode `;` as %3B.')
  if (brokenEscape.test(text)) throw unclear('A % must be followed by two hexadecimal digits.')
  const parameters = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text)) {
    if (!known.has(name)) throw new Refusal('A parameter is not known here.', 'PARAMETERS')
    if (parameters.has(name)) throw unclear('A parameter is given twice.')
    // What is not UTF-8 is decoded to U+FFFD. PostgreSQL holds no U+0000.
    if (/[\uFFFD\0]/.test(value)) throw unclear('Parameters must be UTF-8 without zero bytes.')
    parameters.set(name, value)
  }
  return parameters
}

const unclear = (reason: string) => new Refusal(reason, 'PARAMETERS')

/** What fits into the answer's header with a buffer of 64 kB, which nginx is given for it. */
const lengthMax = 64_000

/**
 * The canonical form of parameters: what was checked is what is sent, whatever parser reads it. Credentials are left
 * out. Throws Refusal.
 */
export function printQueryString(parameters: Parameters): string {
  const kept = [...parameters].filter(([name]) => name !== 'u' && name !== 'p')
  const text = new URLSearchParams(kept).toString()
  if (text.length > lengthMax) throw new Refusal(`The query is longer than ${lengthMax} characters.`, 'PARAMETERS')
  return text
}
