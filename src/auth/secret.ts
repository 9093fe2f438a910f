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
const pattern = /^(cg[smirep]_)([0-9a-f]{64})([0-9a-f]{8})$/

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0')

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
  if (!match || checksum(`${match[1]}${match[2]}`) !== match[3]) return undefined
  return (Object.keys(prefixes) as SecretKind[]).find((kind) => prefixes[kind] === match[1])
}

/** Whether a text contains anything that has the form of a secret, valid or not. */
export const holdsSecret = (text: string): boolean =>
  /cg[smirep]_[0-9a-f]{72}/.test(text) || /apiv1_[A-Za-z0-9+/]{86}==/.test(text)

/** The start of a secret by which lists show it: its prefix and four characters. */
const shownLength = 4
export const shownPrefix = (secret: string): string => secret.slice(0, secret.indexOf('_') + 1 + shownLength)

const databaseSecretLength = 64

/**
 * Mints the secret of a database token, in the data plane's format: `apiv1_` and 512 random bits in base64, 88
 * characters with padding.
 */
export const mintDatabaseSecret = (): string => `apiv1_${randomBytes(databaseSecretLength).toString('base64')}`

/** The hash by which the data plane checks the secret of a request: SHA-512. */
export const hashDatabaseSecret = (secret: string): string => hash('sha512', secret, 'base64url')
