import { decodeText } from '../values/encoded-text.ts'
import { wrongUsage } from './exit-codes.ts'

/** The time limit: long enough for a password manager that asks for a passphrase first. */
const secondsMax = 120
const lengthMax = 65_536

/** Reads secrets from standard input, one per line; `nouns` names what each line must be. Throws wrong usage. */
export async function readLines(nouns: readonly string[]): Promise<readonly string[]> {
  if (process.stdin.isTTY)
    throw wrongUsage('Standard input is a terminal, which would show it; leave the option away to be asked.')
  const lines = (await readStdin()).split(/\r\n|[\r\n]/)
  // Shells and editors add a line break at the end.
  while (lines.at(-1) === '') lines.pop()
  if (lines.length === nouns.length && lines.every((line) => line !== '')) return lines
  throw wrongUsage(
    `Standard input must hold ${nouns.join(' and then ')}, ${nouns.length === 1 ? 'on a line' : 'a line each'}.`,
  )
}

/**
 * A warning about a password with traces of shell quoting, which may be a mistake: for a password that was refused or
 * newly set. Undefined for any other.
 */
export function suspectIn(password: string): string | undefined {
  if (/^(["']).*\1\s*$/s.test(password))
    return 'The password on standard input has quotes around it, which count as a part of it.'
  if (/^\s|\s$/.test(password))
    return 'The password on standard input begins or ends with a blank, which counts as a part of it.'
  return undefined
}

/** The whole text of standard input. Throws wrong usage where it is too long, takes too long, or is no text. */
export async function readStdin(): Promise<string> {
  const bytes = await readAll()
  try {
    return decodeText(bytes, 'Standard input')
  } catch (error) {
    throw wrongUsage((error as Error).message)
  }
}

async function readAll(): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  const timer = setTimeout(() => process.stdin.destroy(new Error('late')), secondsMax * 1_000)
  try {
    for await (const chunk of process.stdin) {
      chunks.push(chunk as Buffer)
      length += (chunk as Buffer).length
      if (length > lengthMax) throw wrongUsage('Standard input is too long for this.')
    }
  } catch (error) {
    if ((error as Error).message !== 'late') throw error
    throw wrongUsage(`Standard input did not end within ${secondsMax} seconds.`)
  } finally {
    clearTimeout(timer)
  }
  return Buffer.concat(chunks)
}
