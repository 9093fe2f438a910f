import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Writes a file that only its owner may read. It is there complete, and survives a power cut once this returns; a crash
 * before leaves what was there.
 */
export const writeWhole = (path: string, content: string | Uint8Array): void =>
  withDraft(path, content, (draft) => renameSync(draft, path))

/** Like `writeWhole`, for a new file: throws EEXIST when there is one already, which stays as it is. */
export const writeNew = (path: string, content: string | Uint8Array): void =>
  withDraft(path, content, (draft) => linkSync(draft, path))

/** Moves a draft that is on the disk to its place, and makes that durable too. */
export function putInPlace(draft: string, path: string): void {
  renameSync(draft, path)
  syncDirectory(dirname(path))
}

/** Like `putInPlace`, where nothing is there yet: throws EEXIST otherwise, and what is there stays as it is. */
export function putNewInPlace(draft: string, path: string): void {
  linkSync(draft, path)
  rmSync(draft)
  syncDirectory(dirname(path))
}

/** The path of a draft: in the same directory, so that moving it to its place is one step. */
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

/** On the disk before it is moved, or a power cut could leave an empty file there. */
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
  // Windows cannot open a directory, and makes the names in it durable by itself.
  if (process.platform === 'win32') return
  const directory = openSync(path, 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}
