/** The error for bytes that are not text in a supported encoding. */
export class EncodingError extends Error {
  override readonly name = 'EncodingError'
}

/**
 * Decodes UTF-8, or UTF-16 as Windows programs write it, and removes the byte order mark. Throws EncodingError, whose
 * message names the input by `what` and contains nothing of it.
 */
export function decodeText(bytes: Uint8Array, what: string): string {
  try {
    // The decoder removes the byte order mark.
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new EncodingError(`${what} is no text in UTF-8 or UTF-16: save it as UTF-8.`, { cause })
  }
}

/** The encoding, by the byte order mark; without one, by the zero byte that each ASCII character has in UTF-16. */
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((first === 0xff && second === 0xfe) || (first && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second)) return 'utf-16be'
  return 'utf-8'
}

/**
 * Removes what Windows shells and editors add around a token, a link or an address: a byte order mark, white space, or
 * the quotes of a command line. Not for passwords, which may contain all of these.
 */
export function withoutWrapping(text: string): string {
  const bare = text.replaceAll('\uFEFF', '').trim()
  return (/^(["'])(.*)\1$/s.exec(bare)?.[2] ?? bare).trim()
}
