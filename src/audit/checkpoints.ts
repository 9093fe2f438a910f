import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { lockFile } from '../store/file-lock.ts'
import type { AuditHead } from './audit.store.ts'

const fileName = 'audit-heads.json'
const writeMilliseconds = 1_000
/** Others write for as long as it takes to bring a small file to the disk. */
const lockMilliseconds = 1_000

type Heads = Record<string, AuditHead>

const headsOf = z.record(z.string(), z.object({ sequence: z.int(), hash: z.string() }))

/**
 * The last heads that this gateway has seen, kept in a file outside the store, so that a store whose log was cut short
 * together with its head, or that was put back to an older copy, is found out. Written at most once a second. While the
 * file is damaged everything that needs it throws, the constructor first: what it knew must not be forgotten unnoticed.
 */
export class Checkpoints {
  readonly #path: string
  readonly #heads = new Map<string, AuditHead>()
  #timer: NodeJS.Timeout | undefined

  constructor(
    dataDirectory: string,
    private readonly onFault: (error: unknown) => void = () => {},
  ) {
    this.#path = join(dataDirectory, fileName)
    this.#read()
  }

  /** Remembers the head of an account after a commit. */
  note(accountId: string, head: AuditHead): void {
    // Commits happen in order, but hear of it in any.
    this.#heads.set(accountId, further(head, this.#heads.get(accountId)) as AuditHead)
    this.#timer ??= setTimeout(() => {
      try {
        this.flush()
      } catch (error) {
        this.onFault(error)
      }
    }, writeMilliseconds).unref()
  }

  /** The furthest head known of an account, by this process or by another one of the same data directory. */
  find(accountId: string): AuditHead | undefined {
    return further(this.#heads.get(accountId), this.#read()[accountId])
  }

  /** The accounts that have ever had a head. */
  accountIds(): readonly string[] {
    return [...new Set([...Object.keys(this.#read()), ...this.#heads.keys()])]
  }

  /** Writes what was remembered; whole or not at all. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#heads.size === 0) return
    // What another process writes between our reading and our writing would be lost.
    const unlock = lockFile(`${this.#path}.lock`, lockMilliseconds)
    try {
      this.#write()
    } finally {
      unlock()
    }
    this.#heads.clear()
  }

  #write(): void {
    const heads = this.#read()
    for (const [accountId, head] of this.#heads) heads[accountId] = further(head, heads[accountId]) as AuditHead
    const draft = `${this.#path}.${process.pid}`
    // On the disk before it takes the old one's place, or a power cut could leave an empty file.
    writeFileSync(draft, JSON.stringify(heads, null, 2), { mode: 0o600, flush: true })
    renameSync(draft, this.#path)
  }

  #read(): Heads {
    let text: string
    try {
      text = readFileSync(this.#path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
      throw error
    }
    try {
      return headsOf.parse(JSON.parse(text))
    } catch (cause) {
      throw new Error(
        `${this.#path} is damaged: it must hold the last heads of the audit log, in JSON. Restore it from a backup. ` +
          'If there is none, remove it; an audit log that was cut short before then is no longer found out.',
        { cause },
      )
    }
  }
}

function further(a: AuditHead | undefined, b: AuditHead | undefined): AuditHead | undefined {
  if (!a || !b) return a ?? b
  return a.sequence > b.sequence ? a : b
}
