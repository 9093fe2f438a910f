import { X509Certificate } from 'node:crypto'
import { isLoopback } from '../../values/loopback.ts'
import type { Enforcement } from '../drivers/driver.ts'
import { type Kind, kinds, type LinkedKind, type LinkSettings, type SettingName } from '../drivers/kinds.ts'
import { enforcementWords, kindWords, type WrittenSetting, writtenSettings } from './link-words.ts'

/** What an operator says about the way to a cluster, as it was written. */
export interface WrittenLink extends Readonly<Partial<Record<WrittenSetting, string | undefined>>> {
  readonly kind: string
  readonly managementUrl: string | undefined
  readonly credential: string | undefined
  readonly enforcement: string | undefined
  /** A certificate authority in PEM. */
  readonly ca: string | undefined
  /** Whether plain HTTP is allowed also to other machines. */
  readonly allowHttp: boolean
}

/** The way to a cluster, checked against what its kind takes. */
export interface GivenLink {
  readonly kind: LinkedKind
  readonly enforcement: Enforcement
  readonly managementUrl: string
  readonly settings: LinkSettings
  readonly credential: string
}

/** How the operator calls a part: the name of an option, or of a variable. */
export type NameOf = (part: Exclude<keyof WrittenLink, 'allowHttp'>) => string

/** Throws an Error that says what to write instead, and never repeats the credential. */
export function parseLink(written: WrittenLink, nameOf: NameOf): GivenLink {
  const kind = choose(kindWords, written.kind, nameOf('kind'))
  const known = kinds[kind]
  if (!known) throw new Error(`${nameOf('kind')}: this version cannot manage clusters of the kind ${written.kind}.`)
  const managementUrl = parseAddress(needed(written, 'managementUrl', nameOf), nameOf('managementUrl'), written)
  return {
    kind,
    managementUrl,
    enforcement: parseEnforcement(written.enforcement, known, nameOf('enforcement')),
    settings: parseSettings(written, known, nameOf),
    credential: parseCredential(needed(written, 'credential', nameOf), nameOf('credential')),
  }
}

/** The first characters of a credential, to recognise it by: four, or a quarter of a short one. */
export const credentialPrefix = (credential: string): string =>
  credential.slice(0, Math.min(4, Math.floor(credential.length / 4)))

function needed(written: WrittenLink, part: 'managementUrl' | 'credential', nameOf: NameOf): string {
  const text = written[part]
  if (text === undefined) throw new Error(`${nameOf(part)} is missing.`)
  return text
}

function choose<T>(words: Readonly<Record<string, T>>, word: string, name: string): T {
  const found = Object.hasOwn(words, word) ? words[word] : undefined
  if (found === undefined) throw new Error(`${name} must be one of ${Object.keys(words).join(', ')}.`)
  return found
}

/** An address without a slash at its end. Plain HTTP would show the credential to the network. */
function parseAddress(text: string, name: string, { allowHttp }: WrittenLink): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['https:', 'http:'].includes(url.protocol) || text.length > 512 || url.search || url.hash) {
    throw new Error(`${name} must be https://host, with a port and a path if need be, and nothing else.`)
  }
  if (url.username || url.password) {
    throw new Error(`${name} must not hold a user or a password: they have places of their own.`)
  }
  if (url.protocol === 'http:' && !allowHttp && !isLoopback(url.hostname)) {
    throw new Error(
      `${name} must begin with https://: by plain HTTP anyone on the network between can read the credential. ` +
        'Where that is no danger, say so with --allow-http (CLUSTERGATE_CLUSTER_ALLOW_HTTP=on).',
    )
  }
  return url.href.replace(/\/+$/, '')
}

function parseEnforcement(word: string | undefined, { title, enforcements }: Kind, name: string): Enforcement {
  if (word === undefined) return enforcements[0]
  const enforcement = choose(enforcementWords, word, name)
  if (enforcements.includes(enforcement)) return enforcement
  const others = Object.keys(enforcementWords).filter((other) =>
    enforcements.includes(enforcementWords[other] as Enforcement),
  )
  throw new Error(`${name} must be ${others.join(' or ')}: ${title} cannot enforce tokens by ${word}.`)
}

function parseSettings(written: WrittenLink, kind: Kind, nameOf: NameOf): LinkSettings {
  const { title, requiredSettings, optionalSettings } = kind
  const taken = new Set<SettingName>([...requiredSettings, ...optionalSettings])
  const settings: { -readonly [Name in SettingName]?: LinkSettings[Name] } = {}
  for (const name of writtenSettings) {
    const text = written[name]
    if (text === undefined) {
      if (requiredSettings.includes(name)) throw new Error(`${nameOf(name)} is missing: ${title} needs it.`)
      continue
    }
    if (!taken.has(name)) throw new Error(`${nameOf(name)} means nothing for ${title}: leave it out.`)
    if (name === 'propagationSeconds') settings[name] = parseSeconds(text, nameOf(name))
    else if (name === 'tokenUrl') settings[name] = parseAddress(text, nameOf(name), written)
    else settings[name] = parseForm(text, nameOf(name), forms[name])
  }
  refuseHalfAGrant(settings, nameOf)
  if (written.ca !== undefined) settings.ca = parseAuthority(written.ca, nameOf('ca'))
  return settings
}

/** A client secret is exchanged for tokens at an address, by a client: one is nothing without the other. */
function refuseHalfAGrant({ tokenUrl, clientId, scope }: LinkSettings, nameOf: NameOf): void {
  if (tokenUrl === undefined && clientId !== undefined) {
    throw new Error(`${nameOf('clientId')} needs ${nameOf('tokenUrl')}: where the client gets its tokens.`)
  }
  if (tokenUrl !== undefined && clientId === undefined) {
    throw new Error(`${nameOf('tokenUrl')} needs ${nameOf('clientId')}: the client whose secret the credential is.`)
  }
  if (tokenUrl === undefined && scope !== undefined) {
    throw new Error(`${nameOf('scope')} needs ${nameOf('tokenUrl')}: what gives tokens of this scope.`)
  }
}

interface Form {
  readonly pattern: RegExp
  readonly rule: string
}

const uuid: Form = {
  pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  rule: 'must be a UUID, such as 11111111-2222-4333-8444-555555555555',
}
const text: Form = {
  pattern: /^[^\p{C}\p{Z}](?:[^\p{C}]{0,1022}[^\p{C}\p{Z}])?$/u,
  rule: 'must be 1 to 1024 characters on one line, without blanks around them',
}

const forms: Readonly<Record<Exclude<WrittenSetting, 'propagationSeconds' | 'tokenUrl'>, Form>> = {
  // HTTP's Basic credentials end the user at the first colon.
  username: { pattern: /^[^\p{C}:]{1,255}$/u, rule: 'must be 1 to 255 characters without a colon' },
  accountId: uuid,
  clusterId: uuid,
  organizationId: { pattern: /^[0-9a-f]{16}$/, rule: 'must be the id of the organization, 16 hexadecimal digits' },
  clientId: text,
  scope: text,
}

function parseForm(given: string, name: string, { pattern, rule }: Form): string {
  if (!pattern.test(given)) throw new Error(`${name} ${rule}.`)
  return given
}

const propagationSecondsMax = 600

function parseSeconds(given: string, name: string): number {
  const seconds = /^\d{1,3}$/.test(given) ? Number(given) : undefined
  if (seconds !== undefined && seconds <= propagationSecondsMax) return seconds
  throw new Error(`${name} must be a number of seconds from 0 to ${propagationSecondsMax}.`)
}

/** One certificate or several; what else the text holds, such as a key, is left out. */
function parseAuthority(pem: string, name: string): string {
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  try {
    if (certificates.length === 0) throw new Error('There is none.')
    return certificates.map((certificate) => new X509Certificate(certificate).toString()).join('')
  } catch (cause) {
    throw new Error(`${name} must hold certificates in PEM, which begin with -----BEGIN CERTIFICATE-----.`, { cause })
  }
}

function parseCredential(credential: string, name: string): string {
  // It stands in the header of each request, which takes neither line breaks nor blanks at its ends.
  if (/^[^\p{Cc}\s](?:\P{Cc}{0,4094}[^\p{Cc}\s])?$/u.test(credential)) return credential
  throw new Error(`${name} must be 1 to 4096 characters, on one line and without blanks around them.`)
}
