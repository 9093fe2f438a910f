import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeText } from '../values/encoded-text.ts'
import { failed, wrongUsage } from './exit-codes.ts'
import { isAttended } from './streams.ts'

/** A text in a file of its own, which only its owner can read, and which an editor may be opened on. */
export interface Draft {
  readonly path: string
  /** Opens the editor, and returns the text as it was saved. Throws when the editor fails, and leaves no file then. */
  edit(): Promise<string>
  remove(): Promise<void>
}

/** Throws wrong usage without an editor to open; `instead` says what to do then. */
export async function openDraft(name: string, text: string, instead: string): Promise<Draft> {
  const editor = process.env['VISUAL'] || process.env['EDITOR'] || (isAttended() ? 'vi' : undefined)
  if (editor === undefined) throw wrongUsage(`There is no editor: set EDITOR. ${instead}`)
  const directory = await mkdtemp(join(tmpdir(), 'clustergate-'))
  const path = join(directory, name)
  const remove = () => rm(directory, { recursive: true, force: true })
  await writeFile(path, text, { mode: 0o600 })
  return {
    path,
    async edit() {
      try {
        await open(editor, path)
        return decodeText(await readFile(path), path)
      } catch (error) {
        await remove()
        throw error
      }
    },
    remove,
  }
}

/** Runs the editor by the shell, as other programs do: EDITOR may hold options, as in `code --wait`. */
async function open(editor: string, path: string): Promise<void> {
  const child = spawn('/bin/sh', ['-c', `${editor} "$@"`, editor, path], { stdio: 'inherit' })
  // The editor has the terminal, and Ctrl+C in it is not meant for this process.
  const ignore = () => {}
  process.on('SIGINT', ignore)
  try {
    const [code] = await once(child, 'close')
    if (code !== 0) throw failed(`The editor ${JSON.stringify(editor)} failed; nothing was done.`)
  } finally {
    process.off('SIGINT', ignore)
  }
}
