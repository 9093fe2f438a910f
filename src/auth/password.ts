import { hash, verify } from '@node-rs/argon2'
import { badInput, rateLimited } from '../errors.ts'
import { isCommonPassword } from './common-passwords.ts'

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

/** Hashes passwords, two at a time; whoever finds the queue full is told to come back. */
export class PasswordHasher {
  #running = 0
  readonly #waiting: (() => void)[] = []
  /** What an unknown address is checked against, so that it takes as long as a known one. */
  #decoy: string | undefined

  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(password.normalize('NFC'), options))
  }

  /** Takes alike whether or not there is a stored hash; false without one. */
  async verify(stored: string | null | undefined, password: string): Promise<boolean> {
    this.#decoy ??= await this.hash('a password that nobody has')
    const compared = stored ?? this.#decoy
    const matches = await this.#inTurn(() => verify(compared, password.normalize('NFC')))
    return matches && typeof stored === 'string'
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running === hashesAtOnce) {
      if (this.#waiting.length === queueLengthMax) throw rateLimited(1)
      // Whoever finishes hands its place over, so `#running` stays as it is.
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else {
      this.#running++
    }
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }
}
