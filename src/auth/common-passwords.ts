import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

let known: ReadonlySet<string> | undefined

/** About 49,000 leaked passwords, most common first, in lower case; read when the first password is set. */
function commonPasswords(): ReadonlySet<string> {
  if (!known) {
    const { dictionary } = require('@zxcvbn-ts/language-common') as {
      dictionary: { 'passwords-common': readonly string[] }
    }
    known = new Set(dictionary['passwords-common'])
  }
  return known
}

const digitRow = '0123456789'.repeat(13)

/**
 * Whether a password is a listed one, or that with digits or signs around it, or written twice; or part of a run of
 * digits, or made of fewer than four different characters.
 */
export function isCommonPassword(password: string): boolean {
  const folded = password.toLowerCase()
  const stem = folded.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const half = folded.slice(0, folded.length / 2)
  const parts = half.repeat(2) === folded ? [folded, stem, half] : [folded, stem]
  return parts.some((part) => commonPasswords().has(part)) || digitRow.includes(folded) || new Set(folded).size < 4
}
