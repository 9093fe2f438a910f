import { hostname } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import type { Command } from 'commander'
import type { Client } from '../sdk/index.ts'
import { withoutWrapping } from '../values/encoded-text.ts'
import { findCredential } from './credentials.ts'
import { notSignedIn, wrongUsage } from './exit-codes.ts'
import { parseUrl } from './gateway-url.ts'
import { parseProfileName, readProfiles, readProfilesIfAllowed } from './profiles.ts'
import { fetchFor } from './reach.ts'

/** Which gateway a command speaks to, and as whom. */
export interface Address {
  readonly profile: string
  readonly url: string
  /** Who said so: the command line or the environment, the profile, or nobody. */
  readonly said: 'now' | 'by profile' | 'by nobody'
  /** The command that signs in there. */
  readonly signIn: string
  readonly timeoutMs: number
  /** The profile's cluster; undefined when it has none. */
  readonly cluster: string | undefined
}

export interface Connection extends Address {
  readonly client: Client
}

/** What can be said with every command, before or after it. */
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
  // What the profile or the environment says need not be said again.
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

/** The address of CLUSTERGATE_URL; undefined where there is none. */
function exportedUrl({ CLUSTERGATE_URL = '' }: NodeJS.ProcessEnv): string | undefined {
  const given = withoutWrapping(CLUSTERGATE_URL)
  return given ? parseUrl(given, 'CLUSTERGATE_URL') : undefined
}

/** Throws wrong usage for a profile that is named and not there, or of another gateway than the environment names. */
function refuseProfile(
  name: string,
  kept: string | undefined,
  url: string | undefined,
  exported: string | undefined,
): void {
  if (url !== undefined) return
  // Which of them was forgotten, nobody can tell; what is meant for one gateway is not to go to another.
  if (exported && kept && exported !== kept)
    throw wrongUsage(`CLUSTERGATE_URL is ${exported}, and the profile ${name} is of ${kept}: unset it, or give --url.`)
  if (!exported && !kept) throw wrongUsage(`There is no profile ${name}; clustergate config profile list shows them.`)
}

/** The token of CLUSTERGATE_TOKEN, without what a shell may have put around it; undefined where there is none. */
export const exportedToken = ({ CLUSTERGATE_TOKEN = '' }: NodeJS.ProcessEnv): string | undefined =>
  withoutWrapping(CLUSTERGATE_TOKEN) || undefined

/** A client that is signed in: with CLUSTERGATE_TOKEN, else with the session of `clustergate auth login`. */
export async function connect(command: Command): Promise<Connection> {
  const address = await addressOf(command)
  const token = exportedToken(process.env) ?? (await findCredential(process.env, address))?.accessToken
  if (!token) throw notSignedIn(`You are not signed in at ${address.url}; run ${address.signIn}. (UNAUTHENTICATED)`)
  return { ...address, client: await openClient(address, token) }
}

/** What signs in at the same gateway, to paste as it is; an address of the environment is there anyway. */
export function signInCommand({ url, profile }: Pick<Globals, 'url' | 'profile'>): string {
  const words = ['clustergate', 'auth', 'login']
  if (profile !== undefined) words.push('--profile', profile)
  if (url !== undefined) words.push('--url', url)
  return words.map((word) => (/^[\w:/.@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ')
}

/** A client for `address`; without a token, as anybody. */
export async function openClient(
  { url, timeoutMs }: Pick<Address, 'url' | 'timeoutMs'>,
  token?: string,
): Promise<Client> {
  const { createClient } = await import('../sdk/index.ts')
  // Otherwise V8 optimizes the parser of HTTP in the background, and no process ends before it is done: 0.1 s for nothing.
  setFlagsFromString('--liftoff-only')
  // How sessions are called in their list; a header carries no other characters.
  const name = `clustergate on ${hostname().replace(/[^\x21-\x7e]/g, '?')}`.slice(0, 64)
  const headers = { 'user-agent': name }
  const fetch = await fetchFor(url, process.env)
  return createClient({ url, timeoutMs, headers, fetch, ...(token !== undefined && { token }) })
}

export const addressIn = (profile: string): string => `The address of the profile ${profile}`
