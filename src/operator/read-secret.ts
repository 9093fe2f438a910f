import { readSecretFile } from '../config/secret-file.ts'
import { decodeText } from '../values/encoded-text.ts'
import { warn } from './output.ts'

const bytesMax = 4_096
const stdinMilliseconds = 60_000

/** Reads a secret from a file, or from standard input for `-`, without the line break at its end. */
export async function readSecret(path: string, option = '--file'): Promise<string> {
  if (path === '-') return withoutLineBreak(decodeText(await readStdin(), 'Standard input'))
  const { text, exposure } = readSecretFile(path, option)
  if (exposure !== undefined) warn(exposure)
  return withoutLineBreak(text)
}

async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  const late = new Error('Standard input did not end within a minute.')
  const timer = setTimeout(() => process.stdin.destroy(late), stdinMilliseconds)
  try {
    for await (const chunk of process.stdin) {
      chunks.push(chunk as Buffer)
      length += (chunk as Buffer).length
      if (length > bytesMax) throw new Error('Standard input is larger than a secret can be.')
    }
  } finally {
    clearTimeout(timer)
  }
  return Buffer.concat(chunks)
}

const withoutLineBreak = (text: string): string => text.replace(/\r?\n$/, '')
