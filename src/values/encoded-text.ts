/** That bytes are no text, or none that can be told. */
export class EncodingError extends Error {
  override readonly name = 'EncodingError'
}

/**
 * Text in UTF-8, or in UTF-16 as programs of Windows write it, without the mark that may stand before it. Throws
 * EncodingError, which says what cannot be read and nothing of what stands in it.
 */
export function decodeText(bytes: Uint8Array, what: string): string {
  try {
    // The decoder takes the byte order mark away.
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new EncodingError(`${what} is no text in UTF-8 or UTF-16: save it as UTF-8.`, { cause })
  }
}

/** By its mark; without one, by the zero byte that every second letter of ours has in UTF-16. */
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((first === 0xff && second === 0xfe) || (first && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second)) return 'utf-16be'
  return 'utf-8'
}

/**
 * A token, a link or an address as a shell or an editor of Windows may hand it over: with a byte order mark, white
 * space, or the quotes that belonged to the command line. Not for passwords, in which all of that may be meant.
 */
export function withoutWrapping(text: string): string {
  const bare = text.replaceAll('\uFEFF', '').trim()
  return (/^(["'])(.*)\1$/s.exec(bare)?.[2] ?? bare).trim()
}
