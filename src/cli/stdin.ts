import { wrongUsage } from './exit-codes.ts'

/** Long enough for a program that asks somebody for a pass-phrase first. */
const secondsMax = 120
const lengthMax = 65_536

/** The lines of standard input, secrets as a rule; `nouns` says what each must be. Throws wrong usage. */
export async function readLines(nouns: readonly string[]): Promise<readonly string[]> {
  const lines = (await readAll()).split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  if (lines.length === nouns.length && lines.every((line) => line !== '')) return lines
  throw wrongUsage(
    `Standard input must hold ${nouns.join(' and then ')}, ${nouns.length === 1 ? 'on a line' : 'a line each'}.`,
  )
}

async function readAll(): Promise<string> {
  if (process.stdin.isTTY)
    throw wrongUsage('Standard input is a terminal, which would show it; leave the option away to be asked.')
  let text = ''
  const timer = setTimeout(() => process.stdin.destroy(new Error('late')), secondsMax * 1_000)
  try {
    for await (const chunk of process.stdin.setEncoding('utf8')) {
      text += chunk
      if (text.length > lengthMax) throw wrongUsage('Standard input is too long for this.')
    }
  } catch (error) {
    if ((error as Error).message !== 'late') throw error
    throw wrongUsage(`Standard input did not end within ${secondsMax} seconds.`)
  } finally {
    clearTimeout(timer)
  }
  return text
}
