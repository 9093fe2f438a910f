import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { passphraseLengthMin } from '../backup/sealed-key.ts'
import { readSecret } from './read-secret.ts'

/** Reads a passphrase from a file or, for `-`, from standard input; without a path, asks for it on the terminal. */
export async function readPassphrase(path: string | undefined, isNew: boolean): Promise<string> {
  const passphrase = path === undefined ? await ask(isNew) : await readSecret(path, '--passphrase-file')
  if (isNew && passphrase.length < passphraseLengthMin)
    throw new Error(`The passphrase must have at least ${passphraseLengthMin} characters.`)
  return passphrase
}

async function ask(isNew: boolean): Promise<string> {
  if (!process.stdin.isTTY) throw new Error('There is no terminal to ask for the passphrase: give --passphrase-file.')
  const passphrase = await askOnce('Passphrase of the master key in the backup: ')
  if (isNew && (await askOnce('Once more: ')) !== passphrase) throw new Error('The two passphrases differ.')
  return passphrase
}

/** Asks on standard error, without showing what is typed. */
async function askOnce(question: string): Promise<string> {
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  const ending = new AbortController()
  terminal.once('close', () => ending.abort())
  try {
    return await terminal.question('', { signal: ending.signal })
  } catch (cause) {
    throw new Error('Nothing was done.', { cause })
  } finally {
    terminal.close()
    process.stderr.write('\n')
  }
}
