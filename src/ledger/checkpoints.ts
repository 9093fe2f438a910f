import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Keys } from '../auth/keys.ts'
import { lockFile } from '../files/lock.ts'
import { writeWhole } from '../files/write-whole.ts'
import { type Checkpoint, type Heads, laterHead, nextCheckpoint, readCheckpoint, readUnsigned } from './checkpoint.ts'
import type { AuditHead } from './ledger.store.ts'
import type { Sink } from './sink.ts'

/** The name of the file in the data directory. */
export const headsFileName = 'audit-heads.json'
const writeMilliseconds = 1_000
/** How long to wait for another process, which holds the lock while it writes a small file. */
const lockMilliseconds = 1_000

/**
 * The content of the file: heads, and the signed checkpoint that holds them; undefined in a file that is not signed.
 */
interface Kept {
  readonly heads: Heads
  readonly checkpoint?: Checkpoint
}

/**
 * The last heads that this gateway has seen, kept in a file outside the store. They reveal a store whose log was cut
 * short together with its head, or that was restored from an older copy. The file is signed as a whole, and each state
 * of it is linked to the one before: reading it throws when it was edited, or replaced by an older state while the
 * process runs. Only a copy elsewhere reveals that both the file and the store were replaced while no process ran: the
 * sink, which gets every checkpoint. The file is written at most once a second. While it is damaged, everything that
 * needs it throws, the constructor included, so that its loss does not go unnoticed.
 */
export class Checkpoints {
  readonly #path: string
  /** Heads that are known from elsewhere. */
  readonly #learned = new Map<string, AuditHead>()
  readonly #unwritten = new Map<string, AuditHead>()
  #last: Checkpoint | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(
    dataDirectory: string,
    private readonly keys: Keys,
    private readonly sink: Sink | undefined,
    private readonly onFault: (error: unknown) => void = () => {},
    /** The time of the backup from which the store was restored, where a chain begins with that. */
    private readonly restoredFrom?: string,
  ) {
    this.#path = join(dataDirectory, headsFileName)
    this.#read()
  }

  /** Remembers the head of an account after a commit. */
  note(accountId: string, head: AuditHead): void {
    // Commits happen in order, but are reported in any.
    this.#unwritten.set(accountId, laterHead(head, this.#unwritten.get(accountId)) as AuditHead)
    this.#timer ??= setTimeout(() => {
      try {
        this.flush()
      } catch (error) {
        this.onFault(error)
      }
    }, writeMilliseconds).unref()
  }

  /**
   * The latest head known of an account: to this process, to another one of the same data directory, or to the sink.
   */
  find(accountId: string): AuditHead | undefined {
    const here = laterHead(this.#unwritten.get(accountId), this.#read().heads[accountId])
    return laterHead(here, this.#learned.get(accountId))
  }

  /** The accounts that have ever had a head. */
  accountIds(): readonly string[] {
    return [...new Set([...Object.keys(this.#read().heads), ...this.#unwritten.keys(), ...this.#learned.keys()])]
  }

  /** Takes over heads that are known from elsewhere, such as the sink. */
  learn(heads: Heads): void {
    for (const [accountId, head] of Object.entries(heads))
      this.#learned.set(accountId, laterHead(head, this.#learned.get(accountId)) as AuditHead)
  }

  /**
   * When the chain of checkpoints began; `since` is undefined in a file that is not signed. Undefined when there is no
   * file.
   */
  origin(): { readonly since: string | undefined } | undefined {
    const { heads, checkpoint } = this.#read()
    if (!checkpoint && Object.keys(heads).length === 0) return undefined
    return { since: checkpoint?.since }
  }

  /** The last one that was written; undefined before the first change. */
  last(): Checkpoint | undefined {
    return this.#read().checkpoint
  }

  /** Writes the heads that were noted since the last write; all of them or none. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#unwritten.size === 0) return
    // Otherwise a write of another process between our read and our write would be lost.
    const unlock = lockFile(`${this.#path}.lock`, lockMilliseconds)
    try {
      this.#write()
    } finally {
      unlock()
    }
    this.#unwritten.clear()
  }

  #write(): void {
    const kept = this.#read()
    const heads: Record<string, AuditHead> = { ...kept.heads }
    for (const [accountId, head] of this.#unwritten) heads[accountId] = laterHead(head, heads[accountId]) as AuditHead
    const restoredFrom = kept.checkpoint ? kept.checkpoint.restoredFrom : this.restoredFrom
    const checkpoint = nextCheckpoint(this.keys, kept.checkpoint, heads, restoredFrom)
    writeWhole(this.#path, JSON.stringify(checkpoint, null, 2))
    this.#last = checkpoint
    this.sink?.send(checkpoint)
  }

  #read(): Kept {
    let text: string
    try {
      text = readFileSync(this.#path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      // An operator may remove a damaged file: then a new chain begins, whose `since` tells when.
      this.#last = undefined
      return { heads: {} }
    }
    const kept = this.#parse(text)
    const { checkpoint } = kept
    const last = this.#last
    if (last && (checkpoint?.chain !== last.chain || checkpoint.number < last.number)) {
      throw new Error(`${this.#path} was put back to an older state while the gateway ran. ${restore}`)
    }
    this.#last = checkpoint
    return kept
  }

  #parse(text: string): Kept {
    try {
      const unsigned = readUnsigned(text)
      if (unsigned) return { heads: unsigned }
      const checkpoint = readCheckpoint(this.keys, text)
      return { heads: checkpoint.heads, checkpoint }
    } catch (cause) {
      throw new Error(
        `${this.#path} is damaged: it must hold the last heads of the audit log, in JSON, as a gateway with this ` +
          `master key has signed them. ${restore}`,
        { cause },
      )
    }
  }
}

const restore =
  'Restore it from a backup. If there is none, remove it; an audit log that was cut short before then is no longer found out.'
