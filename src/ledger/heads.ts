import type { Keys } from '../auth/keys.ts'
import type { Sql } from '../store/tables.ts'
import type { Checkpoints } from './checkpoints.ts'
import { type AuditHead, findHash, headText, lockAccount, moveHead, type StoredHead } from './ledger.store.ts'

/** What is wrong with the head from which a chain goes on; nothing, as a rule. */
interface Fault {
  /** Somebody has moved it without the key. What follows is not signed: the wrong signature stays, and tells of it. */
  readonly wrongSignature?: string
  /** The store was put back to an older copy of itself. The gateway goes on remembering what it has seen before. */
  readonly isRolledBack?: boolean
}

/** Where a chain's head has come to, to be written and signed once for all the changes that share a commit. */
export class MovedHead {
  /** What was signed, and its signature; undefined until then, and where another head was signed in its place. */
  signed: string | undefined

  constructor(
    private readonly keys: Keys,
    readonly accountId: string,
    readonly head: AuditHead,
    private readonly fault: Fault = {},
    /** When the account was locked, by the store's time; undefined for a change that another one made way for. */
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

/** The heads that chains go on from, and whether they are what this gateway, or another one with its key, has left. */
export class Heads {
  /** The head of each account that this process has signed last, with its signature. */
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
    // Another process has written it, or somebody who may not.
    if (!keys.verifyHead(headText(accountId, head), head.signature)) {
      return movedFrom({ wrongSignature: head.signature })
    }
    const seen = checkpoints.find(accountId)
    const isRolledBack = seen !== undefined && (await findHash(db, accountId, seen.sequence)) !== seen.hash
    return movedFrom({ isRolledBack })
  }

  /** Remembers a head once its commit is done. */
  note({ accountId, head, isSound, signed }: MovedHead): void {
    if (!isSound) return
    if (signed !== undefined) this.#signed.set(accountId, signed)
    this.checkpoints.note(accountId, head)
  }
}

/** A head with its signature, as one text. */
const signedText = (accountId: string, head: StoredHead): string => `${headText(accountId, head)}\n${head.signature}`
