import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Writes a file that only its owner may read. It is there complete, and survives a power cut once this returns; a crash
 * before leaves what was there.
 */
export const writeWhole = (path: string, content: string | Uint8Array): void =>
  withDraft(path, content, (draft) => renameSync(draft, path))

/** As `writeWhole`, for a file that must not be there yet: throws EEXIST, and leaves it alone, where it is. */
export const writeNew = (path: string, content: string | Uint8Array): void =>
  withDraft(path, content, (draft) => linkSync(draft, path))

/** Gives a draft, which is on the disk, its place, and brings that to the disk as well. */
export function putInPlace(draft: string, path: string): void {
  renameSync(draft, path)
  syncDirectory(dirname(path))
}

/** Where a file is written before it gets its place: in the same directory, within which that is one step. */
export const draftOf = (path: string): string => `${path}.${randomUUID()}`

function withDraft(path: string, content: string | Uint8Array, put: (draft: string) => void): void {
  const draft = draftOf(path)
  try {
    writeSynced(draft, content)
    put(draft)
  } finally {
    rmSync(draft, { force: true })
  }
  syncDirectory(dirname(path))
}

/** On the disk before it gets its place, or a power cut could leave an empty file there. */
function writeSynced(path: string, content: string | Uint8Array): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeFileSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function syncDirectory(path: string): void {
  // Windows opens no directory, and keeps the names in it by itself.
  if (process.platform === 'win32') return
  const directory = openSync(path, 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}
