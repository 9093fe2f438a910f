import { hash, verify } from '@node-rs/argon2'
import { badInput } from '../errors.ts'
import { Queue } from '../queue.ts'
import { isCommonPassword } from './common-passwords.ts'
import { equalBytes, type Keys, type PasswordOwner } from './keys.ts'

const lengthMin = 12
const lengthMax = 128
/** Shorter name parts would refuse every other password. */
const namePartLengthMin = 4

/** Refuses a password that is too short, too long, common, or made of the address it protects. */
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

/** What the store holds of somebody's password. */
export interface StoredPassword extends PasswordOwner {
  /** Null for somebody who has set none. */
  readonly passwordHash: string | null
  /** Given where the hash was made by an earlier version, without the master secret. */
  readonly passwordSeal: string | null
}

/**
 * Hashes passwords, two at a time; a caller who finds the queue full is told to come back. A hash takes part of the master
 * secret, and whose it is: one that was made elsewhere, or for somebody else, and written into the store is good for
 * nothing.
 */
export class PasswordHasher {
  readonly #queue = new Queue({ atOnce: hashesAtOnce, waitingMax: queueLengthMax })
  /** What is compared where there is nothing to compare, so that it takes as long. */
  #decoy: string | undefined

  constructor(private readonly keys: Keys) {}

  hash(owner: PasswordOwner, password: string): Promise<string> {
    const secret = this.keys.passwordSecret(owner)
    return this.#queue.run(() => hash(password.normalize('NFC'), { ...options, secret }))
  }

  /** Takes alike whether or not there is a stored hash, and whatever it is; false without one that is bound. */
  async verify(stored: StoredPassword | undefined, password: string): Promise<boolean> {
    this.#decoy ??= await this.hash(nobody, 'a password that nobody has')
    const usable = stored && this.#isUsable(stored) ? stored.passwordHash : null
    const secret = stored?.passwordSeal ? undefined : this.keys.passwordSecret(stored ?? nobody)
    const matches = await this.#queue.run(() =>
      verify(usable ?? (this.#decoy as string), password.normalize('NFC'), secret ? { secret } : {}),
    )
    return matches && usable !== null
  }

  /** Whether a seal, where there is one, is ours. Without one the hash itself needs the secret. */
  #isUsable({ passwordHash, passwordSeal, ...owner }: StoredPassword): boolean {
    if (passwordHash === null) return false
    if (passwordSeal === null) return true
    return equalBytes(Buffer.from(passwordSeal), Buffer.from(this.keys.sealPassword(owner, passwordHash)))
  }
}

const nobody: PasswordOwner = { accountId: '', id: '' }
