import { hostname } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import type { Command } from 'commander'
import type { Client } from '../sdk/index.ts'
import { withoutWrapping } from '../values/encoded-text.ts'
import { findCredential } from './credentials.ts'
import type { Rehearsing } from './dry-run.ts'
import { notSignedIn, wrongUsage } from './exit-codes.ts'
import { exportedToken } from './exported-token.ts'
import type { Printing } from './format.ts'
import { parseUrl } from './gateway-url.ts'
import { parseProfileName, readProfiles, readProfilesIfAllowed } from './profiles.ts'
import { fetchFor } from './reach.ts'

/** The gateway that a command connects to, and the profile whose session it uses. */
export interface Address {
  readonly profile: string
  readonly url: string
  /** Where the URL comes from: the command line or the environment, the profile, or the default. */
  readonly said: 'now' | 'by profile' | 'by nobody'
  /** The command that signs in at this gateway. */
  readonly signIn: string
  readonly timeoutMs: number
  /** The profile's cluster; undefined when it has none. */
  readonly cluster: string | undefined
}

export interface Connection extends Address {
  readonly client: Client
}

/** The options that every command takes. */
interface Globals {
  readonly profile?: string | undefined
  readonly url?: string | undefined
  readonly timeout?: number
}

const urlDefault = 'http://localhost:4000'
export const timeoutMsDefault = 30_000

/** The gateway that a command is for: --url, else CLUSTERGATE_URL, else the profile's. Throws wrong usage. */
export async function addressOf(command: Command): Promise<Address> {
  const globals = command.optsWithGlobals<Globals>()
  const exported = exportedUrl(process.env)
  const now = globals.url === undefined ? exported : parseUrl(globals.url)
  const needsProfile = globals.profile !== undefined || now === undefined
  const { current, profiles } = await (needsProfile ? readProfiles : readProfilesIfAllowed)(process.env)
  const name = globals.profile ?? current
  const profile = profiles.get(parseProfileName(name))
  const kept = profile && parseUrl(profile.url, addressIn(name))
  if (globals.profile !== undefined) refuseProfile(name, kept, globals.url, exported)
  const url = now ?? kept
  // Only an address from the command line has to be repeated in the sign-in command.
  const isAddressSaid = globals.url !== undefined || url === undefined
  return {
    profile: name,
    url: url ?? urlDefault,
    said: now !== undefined ? 'now' : url !== undefined ? 'by profile' : 'by nobody',
    signIn: signInCommand({ profile: globals.profile, url: isAddressSaid ? (url ?? urlDefault) : undefined }),
    timeoutMs: globals.timeout ?? timeoutMsDefault,
    cluster: profile?.cluster,
  }
}

/** The URL in CLUSTERGATE_URL; undefined when it is not set. */
function exportedUrl({ CLUSTERGATE_URL = '' }: NodeJS.ProcessEnv): string | undefined {
  const given = withoutWrapping(CLUSTERGATE_URL)
  return given ? parseUrl(given, 'CLUSTERGATE_URL') : undefined
}

/** Throws wrong usage for a named profile that does not exist, or whose gateway is not that of CLUSTERGATE_URL. */
function refuseProfile(
  name: string,
  kept: string | undefined,
  url: string | undefined,
  exported: string | undefined,
): void {
  if (url !== undefined) return
  // Either may be the mistake, and a command for one gateway must not reach another.
  if (exported && kept && exported !== kept)
    throw wrongUsage(`CLUSTERGATE_URL is ${exported}, and the profile ${name} is of ${kept}: unset it, or give --url.`)
  if (!exported && !kept) throw wrongUsage(`There is no profile ${name}; clustergate config profile list shows them.`)
}

/**
 * A client with a credential: CLUSTERGATE_TOKEN, else the session of `clustergate auth login`; with --dry-run, one that
 * rehearses. Throws not signed in without a credential.
 */
export async function connect(command: Command): Promise<Connection> {
  const address = await addressOf(command)
  const token = exportedToken(process.env) ?? (await findCredential(process.env, address))?.accessToken
  if (!token) throw notSignedIn(`You are not signed in at ${address.url}; run ${address.signIn}. (UNAUTHENTICATED)`)
  return { ...address, client: await rehearsed(await openClient(address, token), command) }
}

/** The client, or with --dry-run one that rehearses. */
export async function rehearsed(client: Client, command: Command): Promise<Client> {
  const { dryRun = false, format = 'table', absolute = false } = command.opts<Rehearsing & Partial<Printing>>()
  if (!dryRun) return client
  const { rehearsing } = await import('./dry-run.ts')
  return rehearsing(client, { format, absolute })
}

/** The command that signs in at the same gateway, to be pasted as it is; CLUSTERGATE_URL need not be repeated. */
export function signInCommand({ url, profile }: Pick<Globals, 'url' | 'profile'>): string {
  const words = ['clustergate', 'auth', 'login']
  if (profile !== undefined) words.push('--profile', profile)
  if (url !== undefined) words.push('--url', url)
  return words.map((word) => (/^[\w:/.@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ')
}

/** A client for the gateway at `address`; anonymous without a token. */
export async function openClient(
  { url, timeoutMs }: Pick<Address, 'url' | 'timeoutMs'>,
  token?: string,
): Promise<Client> {
  const { createClient } = await import('../sdk/index.ts')
  // Otherwise V8 optimizes the HTTP parser in the background, and the process waits 0.1 s for that before it exits.
  setFlagsFromString('--liftoff-only')
  // The user agent names the session in lists of sessions; HTTP headers carry ASCII only.
  const name = `clustergate on ${hostname().replace(/[^\x21-\x7e]/g, '?')}`.slice(0, 64)
  const headers = { 'user-agent': name }
  const fetch = await fetchFor(url, process.env)
  return createClient({ url, timeoutMs, headers, fetch, idempotent: true, ...(token !== undefined && { token }) })
}

export const addressIn = (profile: string): string => `The address of the profile ${profile}`
