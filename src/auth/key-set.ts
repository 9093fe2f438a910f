import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'

const keyLength = 32
const idLength = 4
const ivLength = 12
const tagLength = 16

/** The PKCS #8 prefix of an Ed25519 private key; its 32 bytes follow (RFC 8410). */
const ed25519Header = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A purpose of sealing, which has a key of its own. */
export type SealPurpose = 'outbox' | 'clusters'

/** The keys that are derived from one master key. */
export class KeySet {
  // Key objects, because Node converts a key given as bytes at every use: on Node 24, at ten times the cost of the
  // hash.
  readonly #pepper: KeyObject
  readonly #cursor: KeyObject
  readonly #signing: KeyObject
  readonly #passwords: KeyObject
  readonly #devices: KeyObject
  readonly #requests: KeyObject
  readonly #doctor: KeyObject
  readonly #seals: Readonly<Record<SealPurpose, KeyObject>>
  readonly #idBytes: Buffer
  /** Identifies the master key without revealing it, in a store whose password hashes are all bound to it. */
  readonly fingerprint: string
  /** The fingerprint in a store of an earlier version, whose password hashes are not bound yet. */
  readonly unboundFingerprint: string
  /** The start of the fingerprint: what every value that is made with this key names it by. */
  readonly id: string
  /** Verifies the heads of the audit log. */
  readonly auditPublicKey: KeyObject

  constructor(master: Buffer) {
    const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', master, '', `clustergate ${purpose}`, keyLength))
    this.#pepper = createSecretKey(derive('credentials'))
    this.#cursor = createSecretKey(derive('cursors'))
    this.#signing = createPrivateKey({
      key: Buffer.concat([ed25519Header, derive('audit heads')]),
      format: 'der',
      type: 'pkcs8',
    })
    this.auditPublicKey = createPublicKey(this.#signing)
    this.#passwords = createSecretKey(derive('passwords'))
    this.#devices = createSecretKey(derive('devices'))
    this.#requests = createSecretKey(derive('requests'))
    this.#doctor = createSecretKey(derive('questions of the doctor'))
    this.#seals = {
      outbox: createSecretKey(derive('outbox')),
      clusters: createSecretKey(derive('cluster credentials')),
    }
    const fingerprint = derive('fingerprint with bound passwords')
    this.#idBytes = fingerprint.subarray(0, idLength)
    this.fingerprint = fingerprint.toString('hex')
    this.unboundFingerprint = derive('fingerprint').toString('hex')
    this.id = this.#idBytes.toString('hex')
  }

  hashCredential(secret: string): string {
    return createHmac('sha256', this.#pepper).update(secret).digest('base64url')
  }

  authenticatePassword(text: string): Buffer {
    return createHmac('sha256', this.#passwords).update(text).digest()
  }

  signDevice(text: string): string {
    return createHmac('sha256', this.#devices).update(text).digest('base64url')
  }

  signDoctor(text: string): string {
    return createHmac('sha256', this.#doctor).update(text).digest('base64url')
  }

  hashRequest(text: string): string {
    return createHmac('sha256', this.#requests).update(text).digest('base64url')
  }

  markCursor(text: string): Buffer {
    return createHmac('sha256', this.#cursor).update(text).digest()
  }

  signHead(text: string): string {
    return sign(null, Buffer.from(text), this.#signing).toString('base64')
  }

  verifyHead(text: string, signature: string): boolean {
    return verify(null, Buffer.from(text), this.auditPublicKey, Buffer.from(signature, 'base64'))
  }

  /**
   * AES-256-GCM. The sealed value begins with the id of the key; this and `context` are authenticated along with the
   * text, so that it opens nowhere else.
   */
  seal(purpose: SealPurpose, context: string, text: string): string {
    const iv = randomBytes(ivLength)
    const cipher = createCipheriv('aes-256-gcm', this.#seals[purpose], iv).setAAD(this.#bound(context))
    const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([this.#idBytes, iv, cipher.getAuthTag(), bytes]).toString('base64')
  }

  /** Opens a value that names this key; undefined when it was sealed with another one, for another place, or altered. */
  unseal(purpose: SealPurpose, context: string, sealed: Buffer): string | undefined {
    if (idOfSealed(sealed) !== this.id) return undefined
    return open(this.#seals[purpose], this.#bound(context), sealed.subarray(idLength))
  }

  /** The same for a value of an earlier version, which names no key. */
  unsealUnnamed(purpose: SealPurpose, context: string, sealed: Buffer): string | undefined {
    return open(this.#seals[purpose], Buffer.from(context), sealed)
  }

  #bound(context: string): Buffer {
    return Buffer.concat([this.#idBytes, Buffer.from(context)])
  }
}

/** The id of the key that a sealed value names; in a value of an earlier version, what happens to stand there. */
export const idOfSealed = (sealed: Buffer): string => sealed.subarray(0, idLength).toString('hex')

function open(key: KeyObject, authenticated: Buffer, sealed: Buffer): string | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivLength)).setAAD(authenticated)
    decipher.setAuthTag(sealed.subarray(ivLength, ivLength + tagLength))
    return decipher.update(sealed.subarray(ivLength + tagLength), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return undefined
  }
}
