import { hash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** The prefix of each kind of secret. Secret scanners find them by /cg[smirep]_[0-9a-f]{72}/. */
const prefixes = {
  session: 'cgs_',
  management_token: 'cgm_',
  invitation: 'cgi_',
  password_reset: 'cgr_',
  email_change: 'cge_',
  proxy: 'cgp_',
} as const

export type SecretKind = keyof typeof prefixes

const randomLength = 32
const checksumLength = 8
const pattern = /^(cg[smirep]_)[0-9a-f]{64}([0-9a-f]{8})$/

const checksum = (text: string): string => crc32(text).toString(16).padStart(checksumLength, '0')

/**
 * Mints a secret: the prefix of its kind, 256 random bits and a CRC-32 of both, as `cgs_` + 64 + 8 hexadecimal digits.
 */
export function mintSecret(kind: SecretKind): string {
  const body = prefixes[kind] + randomBytes(randomLength).toString('hex')
  return body + checksum(body)
}

/** The kind of a well-formed secret, told without the store; undefined for anything else. */
export function kindOfSecret(secret: string): SecretKind | undefined {
  const match = pattern.exec(secret)
  // Compared as numbers, because printing one costs more than reading it.
  if (!match || crc32(secret.slice(0, -checksumLength)) !== Number.parseInt(match[2] as string, 16)) return undefined
  return (Object.keys(prefixes) as SecretKind[]).find((kind) => prefixes[kind] === match[1])
}

/**
 * Whether a text contains anything that has the form of a secret, valid or not: one of ours, or one that a cluster has
 * made for a database token, with or without `apiv1_` or `apiv3_` before it.
 */
export const holdsSecret = (text: string): boolean =>
  /cg[smirep]_[0-9a-f]{72}|apiv\d_[\w+/-]{64}|[\w+/-]{86}==/.test(text)

/** The prefixes of secrets, also of those that clusters make; a secret without one may hold an underscore anywhere. */
const shownForm = /^(?:cg[a-z]_|apiv\d+_)?.{4}/

/** The start of a secret by which lists show it: its prefix and four characters. */
export const shownPrefix = (secret: string): string => shownForm.exec(secret)?.[0] ?? ''

const databaseSecretPrefix = 'apiv1_'
const databaseSecretLength = { usual: 64, min: 48 }

/**
 * Mints the secret of a database token, in the data plane's format: `apiv1_` and 512 random bits in base64, 88
 * characters with padding. Where a cluster compares only the first `bytesMax` bytes, all of them fit in these: 384 bits
 * in 64 characters for the 72 of bcrypt. Throws for a cluster that compares less than that.
 */
export function mintDatabaseSecret(bytesMax = Number.MAX_SAFE_INTEGER): string {
  const { usual, min } = databaseSecretLength
  // Three bytes are four characters; whole threes need no padding.
  const length = Math.min(usual, Math.floor((bytesMax - databaseSecretPrefix.length) / 4) * 3)
  if (length < min) throw new Error(`A cluster that compares ${bytesMax} bytes of a secret cannot be protected.`)
  return databaseSecretPrefix + randomBytes(length).toString('base64')
}

/** The hash by which the data plane checks the secret of a request: SHA-512. */
export const hashDatabaseSecret = (secret: string): string => hash('sha512', secret, 'base64url')
