import { createPublicKey, type KeyObject, timingSafeEqual, verify } from 'node:crypto'
import type { CredentialHashes, StoredCredential } from './credential-hashes.ts'
import { idOfSealed, KeySet, type SealPurpose } from './key-set.ts'

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

/** What the store knows of a master key that is or was the current one. */
export interface KnownKey {
  readonly id: string
  readonly fingerprint: string
  /** Verifies the audit heads that it has signed; SPKI in PEM. */
  readonly publicKey: string
  /** When it became the current one. */
  readonly validFrom: number
  readonly retiredAt: number | null
}

const cursorMarkLength = 8
const none: readonly string[] = []

/**
 * The keys of the gateway, all derived from master keys and never stored. With access to the store alone, even to
 * write, an attacker can neither plant a credential, nor read queued mail, nor sign an audit head.
 *
 * They form a ring: the current key makes every new value; the others, older ones and one that will follow, still open
 * what they have made, until they are retired. The ring may be replaced while it is in use.
 */
export class Keys {
  #sets: readonly KeySet[] = []
  #known: readonly KnownKey[] = []
  /** The keys that were the current one before: their hashes are replaced when they are used. */
  #outdated: ReadonlySet<KeySet> = new Set()

  /** See `replace`. */
  constructor(masters: Buffer | readonly Buffer[], known: readonly KnownKey[] = []) {
    this.replace(masters, known)
  }

  /**
   * Takes these keys from now on. `known` are the keys of the store, oldest first. The first master key becomes the
   * current one when the store does not know it yet; otherwise the latest that it knows is, whatever their order, so
   * that all gateways agree from the moment on in which one of them has begun to use a new key.
   */
  replace(masters: Buffer | readonly Buffer[], known: readonly KnownKey[]): void {
    const sets = (Buffer.isBuffer(masters) ? [masters] : masters).map((master) => new KeySet(master))
    const find = ({ id }: KeySet) => known.find((one) => one.id === id)
    const usable = sets.filter((set) => (find(set)?.retiredAt ?? null) === null)
    const [first] = usable
    const latest = known.findLast(({ id }) => usable.some((set) => set.id === id))
    const current = first && !find(first) ? first : (usable.find(({ id }) => id === latest?.id) ?? first)
    if (!current) throw new Error('There is no master key that is not retired.')
    this.#sets = [current, ...usable.filter((set) => set !== current)]
    this.#known = known
    this.#outdated = new Set(this.#sets.filter((set) => set !== current && find(set) !== undefined))
  }

  get current(): KeySet {
    const [current] = this.#sets
    if (!current) throw new Error('There is no master key.')
    return current
  }

  /** The ids of the keys, the current one's first. */
  get ids(): readonly string[] {
    return this.#sets.map(({ id }) => id)
  }

  get known(): readonly KnownKey[] {
    return this.#known
  }

  find(id: string): KeySet | undefined {
    return this.#sets.find((set) => set.id === id)
  }

  get fingerprint(): string {
    return this.current.fingerprint
  }

  get unboundFingerprint(): string {
    return this.current.unboundFingerprint
  }

  /** The fingerprint of the first key of the store, which stays the same when keys are changed. */
  get storeFingerprint(): string {
    return this.#known[0]?.fingerprint ?? this.fingerprint
  }

  /** The key of rows that name none, because an earlier version has written them. */
  get firstId(): string {
    return this.#known[0]?.id ?? this.current.id
  }

  /** Whether what a key has made is to be made anew with the current one. */
  isOutdated(keyId: string | null): boolean {
    const set = this.find(keyId ?? this.firstId)
    return set !== undefined && this.#outdated.has(set)
  }

  /** The hash by which a credential is stored. */
  hashCredential(secret: string): string {
    return this.current.hashCredential(secret)
  }

  /** The same with the key that it names, as rows hold both. */
  storedCredential(secret: string): StoredCredential {
    return { secretHash: this.hashCredential(secret), secretKey: this.current.id }
  }

  /** The hashes by which a credential may be stored, to look it up. */
  hashesOf(secret: string): CredentialHashes {
    const { current } = this
    const hash = current.hashCredential(secret)
    if (this.#sets.length === 1) return { hash, keyId: current.id, others: none, outdated: none }
    const others = this.#sets.slice(1).map((set) => [set, set.hashCredential(secret)] as const)
    return {
      hash,
      keyId: current.id,
      others: others.map(([, other]) => other),
      outdated: others.filter(([set]) => this.#outdated.has(set)).map(([, other]) => other),
    }
  }

  /**
   * The secret input of a person's password hash: a hash made without it, or for another person, matches nothing.
   * Undefined when the hash was made with a key that is not here.
   */
  passwordSecret({ accountId, id }: PasswordOwner, keyId: string | null): Buffer | undefined {
    return this.find(keyId ?? this.firstId)?.authenticatePassword(`secret ${accountId} ${id}`)
  }

  /** Authenticates a password hash that was made before hashes had a secret input; undefined without its key. */
  sealPassword({ accountId, id }: PasswordOwner, hash: string, keyId: string | null = null): string | undefined {
    const text = `seal ${accountId} ${id} ${hash}`
    return this.find(keyId ?? this.firstId)
      ?.authenticatePassword(text)
      .toString('base64url')
  }

  signDevice({ id, userId }: Device): string {
    return this.current.signDevice(`${id} ${userId}`)
  }

  vouchesForDevice({ id, userId }: Device, signature: string): boolean {
    const given = Buffer.from(signature)
    return this.#sets.some((set) => equalBytes(given, Buffer.from(set.signDevice(`${id} ${userId}`))))
  }

  signDoctor(text: string): string {
    return this.current.signDoctor(text)
  }

  vouchesForDoctor(text: string, signature: string): boolean {
    const given = Buffer.from(signature)
    return this.#sets.some((set) => equalBytes(given, Buffer.from(set.signDoctor(text))))
  }

  /**
   * The hashes by which a request is recognised, and no password in it can be guessed: the one to keep first, then those
   * under the other keys.
   */
  hashesOfRequest(text: string): readonly [string, ...string[]] {
    const [current, ...others] = this.#sets as readonly [KeySet, ...KeySet[]]
    return [current.hashRequest(text), ...others.map((set) => set.hashRequest(text))]
  }

  /** Eight bytes that authenticate a pagination cursor. */
  cursorMark(text: string): Buffer {
    return this.current.markCursor(text).subarray(0, cursorMarkLength)
  }

  vouchesForCursor(text: string, mark: Uint8Array): boolean {
    return this.#sets.some((set) => equalBytes(mark, set.markCursor(text).subarray(0, cursorMarkLength)))
  }

  seal(text: string): string {
    return this.current.seal('outbox', '', text)
  }

  /** Throws when the text was sealed with a key that is not here, or altered. */
  unseal(text: string): string {
    return this.#unseal('outbox', '', text)
  }

  /** Seals a secret of a cluster, for the row of this cluster alone. */
  sealForCluster({ accountId, id }: ClusterRef, secret: string): string {
    return this.current.seal('clusters', `${accountId} ${id}`, secret)
  }

  /** Throws when the text was sealed with a key that is not here or for another cluster, or altered. */
  unsealForCluster({ accountId, id }: ClusterRef, text: string): string {
    return this.#unseal('clusters', `${accountId} ${id}`, text)
  }

  /** Seals the credential by which the gateway manages a cluster, for the link of this cluster alone. */
  sealCredential(cluster: ClusterRef, credential: string): string {
    return this.current.seal('clusters', credentialContext(cluster), credential)
  }

  /** Throws when the text was sealed with a key that is not here, for another cluster or as another secret, or altered. */
  unsealCredential(cluster: ClusterRef, text: string): string {
    return this.#unseal('clusters', credentialContext(cluster), text)
  }

  /** The id of the key that a sealed text names; undefined where it names none of the ring. */
  keyOfSealed(text: string): string | undefined {
    return this.find(idOfSealed(Buffer.from(text, 'base64')))?.id
  }

  signHead(text: string): string {
    return this.current.signHead(text)
  }

  verifyHead(text: string, signature: string): boolean {
    return this.signerOf(text, signature) !== undefined
  }

  /** The id of the key that has signed a head; undefined when none of the ring has. */
  signerOf(text: string, signature: string): string | undefined {
    return this.#sets.find((set) => set.verifyHead(text, signature))?.id
  }

  /** Whether a key has signed this at a time in the past, when one that is retired now may have been valid. */
  verifyPastHead(text: string, signature: string, at: number): boolean {
    if (this.verifyHead(text, signature)) return true
    const bytes = Buffer.from(signature, 'base64')
    return this.#known.some(
      ({ publicKey, retiredAt }) =>
        retiredAt !== null && at <= retiredAt && verify(null, Buffer.from(text), publicKeyOf(publicKey), bytes),
    )
  }

  #unseal(purpose: SealPurpose, context: string, text: string): string {
    const sealed = Buffer.from(text, 'base64')
    for (const set of this.#sets) {
      const opened = set.unseal(purpose, context, sealed)
      if (opened !== undefined) return opened
    }
    for (const set of this.#sets) {
      const opened = set.unsealUnnamed(purpose, context, sealed)
      if (opened !== undefined) return opened
    }
    const retired = this.#known.find(({ id, retiredAt }) => retiredAt !== null && id === idOfSealed(sealed))
    throw new Error(
      retired
        ? `It was sealed with the master key ${retired.id}, which is retired.`
        : 'It was sealed with another master key or for another place, or altered.',
    )
  }
}

export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b)

const publicKeyOf = (pem: string): KeyObject => createPublicKey(pem)

/** Unlike the context of other secrets of the cluster, so that none of them opens in the place of another. */
const credentialContext = ({ accountId, id }: ClusterRef): string => `credential ${accountId} ${id}`
