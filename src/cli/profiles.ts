import { failed, wrongUsage } from './exit-codes.ts'
import { configPath, isOfFile, readIfPresent, rewrite } from './files.ts'

/** A gateway under a name that the user chose. */
export interface Profile {
  readonly url: string
  /** The default cluster of commands without --cluster. */
  readonly cluster?: string
}

export interface Profiles {
  /** The profile of commands without --profile. */
  readonly current: string
  readonly profiles: ReadonlyMap<string, Profile>
}

export const profileNameDefault = 'default'

const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}$/

/** The name, checked. Throws wrong usage. */
export function parseProfileName(name: string): string {
  if (namePattern.test(name)) return name
  throw wrongUsage('A profile name has 1 to 64 letters, digits, _ and -, and begins with a letter or a digit.')
}

const fileName = 'config.toml'

const none: Profiles = { current: profileNameDefault, profiles: new Map() }

/** Reads config.toml; without the file, there are no profiles. */
export async function readProfiles(environment: NodeJS.ProcessEnv): Promise<Profiles> {
  const text = await readIfPresent(environment, fileName)
  if (text === undefined) return none
  const path = configPath(environment, fileName)
  const { parse } = await import('smol-toml')
  try {
    return readDocument(parse(text))
  } catch (error) {
    throw failed(`${path} cannot be understood: ${(error as Error).message.trim()} Mend it, or remove it.`)
  }
}

/** As `readProfiles`, for a command that needs no profile: a directory that cannot be read counts as empty. */
export async function readProfilesIfAllowed(environment: NodeJS.ProcessEnv): Promise<Profiles> {
  try {
    return await readProfiles(environment)
  } catch (error) {
    if (isOfFile(error)) return none
    throw error
  }
}

/** Writes config.toml as `change` returns it. When `change` throws, nothing is written. */
export const rewriteProfiles = (
  environment: NodeJS.ProcessEnv,
  change: (before: Profiles) => Profiles,
): Promise<void> =>
  rewrite(configPath(environment, fileName), async () => {
    const { stringify } = await import('smol-toml')
    const { current, profiles } = change(await readProfiles(environment))
    return `${stringify({ current, profile: Object.fromEntries(profiles) })}\n`
  })

type Document = Readonly<Record<string, unknown>>

function readDocument({ current = profileNameDefault, profile = {}, ...rest }: Document): Profiles {
  refuseUnknown(rest, '')
  if (typeof current !== 'string') throw new Error('`current` is no text.')
  const profiles = Object.entries(tableAt(profile, 'profile')).map(([name, given]): [string, Profile] => {
    const { url, cluster, ...others } = tableAt(given, `profile.${name}`)
    refuseUnknown(others, `profile.${name}.`)
    if (!namePattern.test(name)) throw new Error(`\`${name}\` is no name of a profile.`)
    if (typeof url !== 'string') throw new Error(`\`profile.${name}.url\` is missing, or no text.`)
    if (cluster !== undefined && typeof cluster !== 'string') throw new Error(`\`profile.${name}.cluster\` is no text.`)
    return [name, { url, ...(cluster !== undefined && { cluster }) }]
  })
  return { current, profiles: new Map(profiles) }
}

function tableAt(value: unknown, path: string): Document {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Document
  throw new Error(`\`${path}\` is no table.`)
}

function refuseUnknown(rest: Document, path: string): void {
  const [key] = Object.keys(rest)
  if (key !== undefined) throw new Error(`\`${path}${key}\` is unknown.`)
}
