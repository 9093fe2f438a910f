import { hash, verify } from '@node-rs/argon2'
import { badInput } from '../errors.ts'
import { Queue } from '../queue.ts'
import { isCommonPassword } from './common-passwords.ts'
import { equalBytes, type Keys, type PasswordOwner } from './keys.ts'

const lengthMin = 12
const lengthMax = 128
/** Shorter name parts occur in too many passwords to be forbidden. */
const namePartLengthMin = 4

/** Refuses a password that is too short, too long, common, or contains the name part of its address. */
export function checkPassword(password: string, email: string, field: string): void {
  const length = [...password].length
  if (length < lengthMin || length > lengthMax) {
    throw badInput(field, `A password has ${lengthMin} to ${lengthMax} characters.`)
  }
  if (isCommonPassword(password)) {
    throw badInput(field, 'This password is one of the most common ones; choose another.')
  }
  const namePart = email.slice(0, email.lastIndexOf('@')).toLowerCase()
  if (namePart.length >= namePartLengthMin && password.toLowerCase().includes(namePart)) {
    throw badInput(field, 'A password must not contain the name part of the e-mail address.')
  }
}

// RFC 9106's second choice is far too slow for a gateway; this is OWASP's: argon2id, 19 MiB, 2 passes, 1 lane.
const options = { algorithm: 2 as const, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

const hashesAtOnce = 2
const queueLengthMax = 64

/** A person's password, as stored. */
export interface StoredPassword extends PasswordOwner {
  /** Null when the person has set no password. */
  readonly passwordHash: string | null
  /** Present where an earlier version made the hash, without the master secret. */
  readonly passwordSeal: string | null
  /** The id of the master key that the hash, or its seal, was made with; null for the first key of the store. */
  readonly passwordKey: string | null
}

/** A new hash, with the id of the master key that it was made with. */
export interface HashedPassword {
  readonly hash: string
  readonly keyId: string
}

/**
 * Hashes passwords, two at a time; throws RATE_LIMITED when the queue is full. The hash depends on the master secret
 * and on the person, so one that was made elsewhere or for another person, and written into the store, is useless.
 */
export class PasswordHasher {
  readonly #queue = new Queue({ atOnce: hashesAtOnce, waitingMax: queueLengthMax })
  /** The hash to verify against when a person has none, so that the answer takes as long. */
  #decoy: string | undefined

  constructor(private readonly keys: Keys) {}

  /** How many passwords wait to be hashed. */
  get waitingCount(): number {
    return this.#queue.waitingCount
  }

  async hash(owner: PasswordOwner, password: string): Promise<HashedPassword> {
    const keyId = this.keys.current.id
    const secret = this.keys.passwordSecret(owner, keyId) as Buffer
    return { hash: await this.#queue.run(() => hash(password.normalize('NFC'), { ...options, secret })), keyId }
  }

  /** Whether a password that was right is to be hashed anew: with the current master key, and bound to it. */
  isOutdated({ passwordSeal, passwordKey }: StoredPassword): boolean {
    return passwordSeal !== null || this.keys.isOutdated(passwordKey)
  }

  /**
   * Takes the same time with and without a stored hash; false when there is none, or one that is not bound to the
   * master secret.
   */
  async verify(stored: StoredPassword | undefined, password: string): Promise<boolean> {
    this.#decoy ??= (await this.hash(nobody, 'a password that nobody has')).hash
    const usable = stored && this.#isUsable(stored) ? stored.passwordHash : null
    const secret = stored?.passwordSeal ? undefined : this.#secretFor(stored)
    const matches = await this.#queue.run(() =>
      verify(usable ?? (this.#decoy as string), password.normalize('NFC'), secret ? { secret } : {}),
    )
    return matches && usable !== null
  }

  /** Whether the hash is bound to a master key: by a valid seal, or by having been made with its secret. */
  #isUsable({ passwordHash, passwordSeal, passwordKey, ...owner }: StoredPassword): boolean {
    if (passwordHash === null) return false
    if (passwordSeal === null) return this.keys.passwordSecret(owner, passwordKey) !== undefined
    const seal = this.keys.sealPassword(owner, passwordHash, passwordKey)
    return seal !== undefined && equalBytes(Buffer.from(passwordSeal), Buffer.from(seal))
  }

  /** Without the key of a hash, a secret that fits none, at the same cost. */
  #secretFor(stored: StoredPassword | undefined): Buffer | undefined {
    const own = stored && this.keys.passwordSecret(stored, stored.passwordKey)
    return own ?? this.keys.passwordSecret(nobody, this.keys.current.id)
  }
}

const nobody: PasswordOwner = { accountId: '', id: '' }
