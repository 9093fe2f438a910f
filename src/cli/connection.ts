import { hostname } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import type { Command } from 'commander'
import type { Client } from '../sdk/index.ts'
import { findCredential } from './credentials.ts'
import { notSignedIn, wrongUsage } from './exit-codes.ts'
import { parseUrl } from './gateway-url.ts'
import { parseProfileName, readProfiles } from './profiles.ts'
import { fetchFor } from './reach.ts'

/** Which gateway a command speaks to, and as whom. */
export interface Address {
  readonly profile: string
  readonly url: string
  /** Who said so: the command line or the environment, the profile, or nobody. */
  readonly said: 'now' | 'by profile' | 'by nobody'
  readonly timeoutMs: number
  /** The profile's cluster; undefined when it has none. */
  readonly cluster: string | undefined
}

export interface Connection extends Address {
  readonly client: Client
}

/** What can be said with every command, before or after it. */
interface Globals {
  readonly profile?: string
  readonly url?: string
  readonly timeout?: number
}

const urlDefault = 'http://localhost:4000'
const timeoutMsDefault = 30_000

/** The gateway that a command is for: --url, else CLUSTERGATE_URL, else the profile's. Throws wrong usage. */
export async function addressOf(command: Command): Promise<Address> {
  const globals = command.optsWithGlobals<Globals>()
  const { current, profiles } = await readProfiles(process.env)
  const name = globals.profile ?? current
  const profile = profiles.get(parseProfileName(name))
  const exported = process.env.CLUSTERGATE_URL ? parseUrl(process.env.CLUSTERGATE_URL, 'CLUSTERGATE_URL') : undefined
  const kept = profile && parseUrl(profile.url, addressIn(name))
  const now = globals.url === undefined ? exported : parseUrl(globals.url)
  // Which of them was forgotten, nobody can tell; what is meant for one gateway is not to go to another.
  if (globals.profile !== undefined && globals.url === undefined && exported && kept && exported !== kept)
    throw wrongUsage(`CLUSTERGATE_URL is ${exported}, and the profile ${name} is of ${kept}: unset it, or give --url.`)
  const url = now ?? kept
  if (globals.profile !== undefined && url === undefined)
    throw wrongUsage(`There is no profile ${name}; clustergate config profile list shows them.`)
  return {
    profile: name,
    url: url ?? urlDefault,
    said: now !== undefined ? 'now' : url !== undefined ? 'by profile' : 'by nobody',
    timeoutMs: globals.timeout ?? timeoutMsDefault,
    cluster: profile?.cluster,
  }
}

/** A client that is signed in: with CLUSTERGATE_TOKEN, else with the session of `clustergate login`. */
export async function connect(command: Command): Promise<Connection> {
  const address = await addressOf(command)
  const token = process.env.CLUSTERGATE_TOKEN || (await findCredential(process.env, address))?.accessToken
  if (!token) {
    const how =
      address.said === 'by nobody' ? 'clustergate login --url, with the address of the gateway' : 'clustergate login'
    throw notSignedIn(`You are not signed in at ${address.url}; run ${how}. (UNAUTHENTICATED)`)
  }
  return { ...address, client: await openClient(address, token) }
}

/** A client for `address`; without a token, as anybody. */
export async function openClient({ url, timeoutMs }: Address, token?: string): Promise<Client> {
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
