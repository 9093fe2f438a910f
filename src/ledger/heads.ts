import type { Keys } from '../auth/keys.ts'
import type { Sql } from '../store/tables.ts'
import type { Checkpoints } from './checkpoints.ts'
import { type AuditHead, findHash, headText, lockAccount, moveHead, type StoredHead } from './ledger.store.ts'

/** A fault of the head that a chain continues from; normally there is none. */
interface Fault {
  /** The head was changed without the key. Later heads keep this wrong signature, so that verification reports it. */
  readonly wrongSignature?: string
  /**
   * The store was restored from an older copy. The checkpoints keep the later head, so that verification reports it.
   */
  readonly isRolledBack?: boolean
}

/** The head of a chain after a change; it is written and signed once for all the changes that share a commit. */
export class MovedHead {
  /**
   * The signed text with its signature; undefined until it is written, and when a later change of the commit replaced
   * it.
   */
  signed: string | undefined

  constructor(
    private readonly keys: Keys,
    readonly accountId: string,
    readonly head: AuditHead,
    private readonly fault: Fault = {},
    /** When the account was locked, by the store's time; undefined for a later change of the same commit. */
    readonly lockedAt?: number,
  ) {}

  get isSound(): boolean {
    return this.fault.wrongSignature === undefined && !this.fault.isRolledBack
  }

  moveTo(head: AuditHead): MovedHead {
    return new MovedHead(this.keys, this.accountId, head, this.fault)
  }

  async write(db: Sql): Promise<void> {
    const { keys, accountId, head, fault } = this
    const signature = fault.wrongSignature ?? keys.signHead(headText(accountId, head))
    await moveHead(db, { accountId, ...head, signature })
    this.signed = signedText(accountId, { ...head, signature })
  }
}

/**
 * Reads and locks the heads that chains continue from, and checks that this gateway, or another one with its key, wrote
 * them.
 */
export class Heads {
  /** By account, the head that this process signed last, with its signature. */
  readonly #signed = new Map<string, string>()

  constructor(
    private readonly keys: Keys,
    private readonly checkpoints: Checkpoints,
  ) {}

  /** Locks an account until the transaction ends; undefined when there is no such account. */
  async lock(db: Sql, accountId: string, at: number, shift: number): Promise<MovedHead | undefined> {
    const found = await lockAccount(db, accountId, at, shift)
    if (!found) return undefined
    const { lockedAt, ...head } = found
    const { keys, checkpoints } = this
    const movedFrom = (fault: Fault) => new MovedHead(keys, accountId, head, fault, lockedAt)
    if (this.#signed.get(accountId) === signedText(accountId, head)) return movedFrom({})
    // Written by another process of the gateway, or by an intruder.
    if (!keys.verifyHead(headText(accountId, head), head.signature)) {
      return movedFrom({ wrongSignature: head.signature })
    }
    const seen = checkpoints.find(accountId)
    const isRolledBack = seen !== undefined && (await findHash(db, accountId, seen.sequence)) !== seen.hash
    return movedFrom({ isRolledBack })
  }

  /** Remembers a head after its commit. */
  note({ accountId, head, isSound, signed }: MovedHead): void {
    if (!isSound) return
    if (signed !== undefined) this.#signed.set(accountId, signed)
    this.checkpoints.note(accountId, head)
  }
}

/** A head with its signature, as one text. */
const signedText = (accountId: string, head: StoredHead): string => `${headText(accountId, head)}\n${head.signature}`
