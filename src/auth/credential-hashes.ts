import { type RawBuilder, sql } from 'kysely'

/** A credential as its row holds it. */
export interface StoredCredential {
  readonly secretHash: string
  /** The id of the master key that the hash was made with. */
  readonly secretKey: string
}

/** The hashes of one credential: its row has one of them. */
export interface CredentialHashes {
  /** Under the current key. */
  readonly hash: string
  /** The id of that key. */
  readonly keyId: string
  /** Under the other keys; empty while there is one key. */
  readonly others: readonly string[]
  /** Those of the others that are replaced when the credential is used. */
  readonly outdated: readonly string[]
}

/** All of them as a JSON list, for a prepared statement. */
export const listOfHashes = ({ hash, others }: CredentialHashes): string => JSON.stringify([hash, ...others])

/** The condition that a column holds one of the hashes; one comparison while there is one key. */
export const isHashOf = (column: string, { hash, others }: CredentialHashes): RawBuilder<boolean> =>
  others.length === 0
    ? sql<boolean>`${sql.ref(column)} = ${hash}`
    : sql<boolean>`${sql.ref(column)} in (${sql.join([hash, ...others])})`

/**
 * The columns that an update sets, so that a row with an outdated hash gets that of the current key; none while there
 * is nothing to replace.
 */
export function renewedHash({ hash, keyId, outdated }: CredentialHashes): {
  readonly secret_hash?: RawBuilder<string>
  readonly secret_key?: RawBuilder<string | null>
} {
  if (outdated.length === 0) return {}
  const isOutdated = sql`secret_hash in (${sql.join(outdated)})`
  return {
    secret_hash: sql<string>`case when ${isOutdated} then ${hash} else secret_hash end`,
    secret_key: sql<string | null>`case when ${isOutdated} then ${keyId} else secret_key end`,
  }
}
