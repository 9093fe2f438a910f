import { createInterface } from 'node:readline/promises'

/** Asks yes or no on the terminal, on standard error; everything but yes is no, also the end of the input. */
export async function askWhether(question: string): Promise<boolean> {
  const ending = new AbortController()
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  terminal.once('close', () => ending.abort())
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} (y/N) `, { signal: ending.signal })).trim())
  } catch (error) {
    if (ending.signal.aborted) return false
    throw error
  } finally {
    terminal.close()
  }
}
