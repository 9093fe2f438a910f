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
  timingSafeEqual,
  verify,
} from 'node:crypto'

const keyLength = 32
const ivLength = 12
const tagLength = 16

/** The PKCS #8 prefix of an Ed25519 private key; its 32 bytes follow (RFC 8410). */
const ed25519Header = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A browser in which a person has signed in before. */
export interface Device {
  readonly id: string
  readonly userId: string
}

/** The person to whom a password belongs. */
export interface PasswordOwner {
  readonly accountId: string
  readonly id: string
}

/** The cluster to which a secret belongs. */
export interface ClusterRef {
  readonly accountId: string
  readonly id: string
}

/**
 * The keys of the gateway, all derived from one master secret and never stored. With access to the store alone, even to
 * write, an attacker can neither plant a credential, nor read queued mail, nor sign an audit head.
 */
export class Keys {
  // Key objects, because Node converts a key given as bytes at every use: on Node 24, at ten times the cost of the
  // hash.
  readonly #pepper: KeyObject
  readonly #seal: KeyObject
  readonly #cursor: KeyObject
  readonly #signing: KeyObject
  readonly #passwords: KeyObject
  readonly #devices: KeyObject
  readonly #clusters: KeyObject
  readonly #requests: KeyObject
  /** Identifies the master secret without revealing it, in a store whose password hashes are all bound to it. */
  readonly fingerprint: string
  /** The fingerprint in a store of an earlier version, whose password hashes are not bound yet. */
  readonly unboundFingerprint: string
  /** Verifies the heads of the audit log. */
  readonly auditPublicKey: KeyObject

  constructor(master: Buffer) {
    const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', master, '', `clustergate ${purpose}`, keyLength))
    this.#pepper = createSecretKey(derive('credentials'))
    this.#seal = createSecretKey(derive('outbox'))
    this.#cursor = createSecretKey(derive('cursors'))
    this.#signing = createPrivateKey({
      key: Buffer.concat([ed25519Header, derive('audit heads')]),
      format: 'der',
      type: 'pkcs8',
    })
    this.auditPublicKey = createPublicKey(this.#signing)
    this.#passwords = createSecretKey(derive('passwords'))
    this.#devices = createSecretKey(derive('devices'))
    this.#clusters = createSecretKey(derive('cluster credentials'))
    this.#requests = createSecretKey(derive('requests'))
    this.fingerprint = derive('fingerprint with bound passwords').toString('hex')
    this.unboundFingerprint = derive('fingerprint').toString('hex')
  }

  hashCredential(secret: string): string {
    return createHmac('sha256', this.#pepper).update(secret).digest('base64url')
  }

  /** The secret input of a person's password hash: a hash made without it, or for another person, matches nothing. */
  passwordSecret({ accountId, id }: PasswordOwner): Buffer {
    return createHmac('sha256', this.#passwords).update(`secret ${accountId} ${id}`).digest()
  }

  /** Authenticates a password hash that was made before hashes had a secret input. */
  sealPassword({ accountId, id }: PasswordOwner, hash: string): string {
    return createHmac('sha256', this.#passwords).update(`seal ${accountId} ${id} ${hash}`).digest('base64url')
  }

  signDevice({ id, userId }: Device): string {
    return createHmac('sha256', this.#devices).update(`${id} ${userId}`).digest('base64url')
  }

  vouchesForDevice(device: Device, signature: string): boolean {
    return equalBytes(Buffer.from(signature), Buffer.from(this.signDevice(device)))
  }

  /** A hash by which a request is recognised, and no password in it can be guessed. */
  hashRequest(text: string): string {
    return createHmac('sha256', this.#requests).update(text).digest('base64url')
  }

  /** Eight bytes that authenticate a pagination cursor. */
  cursorMark(text: string): Buffer {
    return createHmac('sha256', this.#cursor).update(text).digest().subarray(0, 8)
  }

  seal(text: string): string {
    return sealed(this.#seal, '', text)
  }

  /** Throws when the text was sealed with another key, or altered. */
  unseal(text: string): string {
    return unsealed(this.#seal, '', text)
  }

  /** Seals a secret of a cluster, for the row of this cluster alone. */
  sealForCluster({ accountId, id }: ClusterRef, secret: string): string {
    return sealed(this.#clusters, `${accountId} ${id}`, secret)
  }

  /** Throws when the text was sealed with another key or for another cluster, or altered. */
  unsealForCluster({ accountId, id }: ClusterRef, text: string): string {
    return unsealed(this.#clusters, `${accountId} ${id}`, text)
  }

  /** Seals the credential by which the gateway manages a cluster, for the link of this cluster alone. */
  sealCredential(cluster: ClusterRef, credential: string): string {
    return sealed(this.#clusters, credentialContext(cluster), credential)
  }

  /** Throws when the text was sealed with another key, for another cluster or as another secret, or altered. */
  unsealCredential(cluster: ClusterRef, text: string): string {
    return unsealed(this.#clusters, credentialContext(cluster), text)
  }

  signHead(text: string): string {
    return sign(null, Buffer.from(text), this.#signing).toString('base64')
  }

  verifyHead(text: string, signature: string): boolean {
    return verify(null, Buffer.from(text), this.auditPublicKey, Buffer.from(signature, 'base64'))
  }
}

export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b)

/** Unlike the context of other secrets of the cluster, so that none of them opens in the place of another. */
const credentialContext = ({ accountId, id }: ClusterRef): string => `credential ${accountId} ${id}`

/** AES-256-GCM; `context` is authenticated along with the text, so that it opens nowhere else. */
function sealed(key: KeyObject, context: string, text: string): string {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context))
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), bytes]).toString('base64')
}

function unsealed(key: KeyObject, context: string, text: string): string {
  const bytes = Buffer.from(text, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivLength)).setAAD(Buffer.from(context))
  decipher.setAuthTag(bytes.subarray(ivLength, ivLength + tagLength))
  return decipher.update(bytes.subarray(ivLength + tagLength), undefined, 'utf8') + decipher.final('utf8')
}
