import { stat } from 'node:fs/promises'
import { failed } from './exit-codes.ts'
import { checkWritable, configPath, readIfPresent, rewrite } from './files.ts'

/** A session kept by `clustergate auth login`. Its token is sent to its own gateway only. */
export interface Credential {
  readonly profile: string
  readonly url: string
  readonly email: string
  readonly accessToken: string
  /** When the session ends at the latest; without use it ends earlier. */
  readonly expiresAt: string
}

type Owner = Pick<Credential, 'profile' | 'url'>

const fileName = 'credentials.json'

/** The session kept for a profile at an address; undefined when there is none. Throws when others can read the file. */
export async function findCredential(environment: NodeJS.ProcessEnv, owner: Owner): Promise<Credential | undefined> {
  const kept = await readCredentials(environment)
  return kept.find((credential) => isOf(owner)(credential))
}

/** Throws when a session could not be saved: to be called before the sign-in. */
export async function checkKeeping(environment: NodeJS.ProcessEnv): Promise<void> {
  await readCredentials(environment)
  await checkWritable(configPath(environment, fileName))
}

/** Saves a session, in place of the one kept for the same profile and address. */
export const keepCredential = (environment: NodeJS.ProcessEnv, credential: Credential): Promise<void> =>
  rewriteCredentials(environment, (kept) => [...kept.filter((one) => !isOf(credential)(one)), credential])

export const forgetCredential = (environment: NodeJS.ProcessEnv, owner: Owner): Promise<void> =>
  rewriteCredentials(environment, (kept) => kept.filter((credential) => !isOf(owner)(credential)))

/** Removes all sessions kept for a profile, at any address, and returns them. */
export async function forgetProfile(environment: NodeJS.ProcessEnv, profile: string): Promise<readonly Credential[]> {
  const forgotten: Credential[] = []
  await rewriteCredentials(environment, (kept) => {
    forgotten.push(...kept.filter((credential) => credential.profile === profile))
    return kept.filter((credential) => credential.profile !== profile)
  })
  return forgotten
}

const isOf =
  ({ profile, url }: Owner) =>
  (credential: Credential): boolean =>
    credential.profile === profile && credential.url === url

async function readCredentials(environment: NodeJS.ProcessEnv): Promise<readonly Credential[]> {
  const text = await readIfPresent(environment, fileName)
  if (text === undefined) return []
  const path = configPath(environment, fileName)
  await refuseReadableByOthers(path)
  try {
    const { credentials } = JSON.parse(text) as { readonly credentials: readonly Credential[] }
    if (credentials.every(({ accessToken }) => typeof accessToken === 'string')) return credentials
  } catch {
    // The parser's own sentence would quote the file.
  }
  throw failed(`${path} cannot be understood. Remove it, and run clustergate auth login.`)
}

const rewriteCredentials = (
  environment: NodeJS.ProcessEnv,
  change: (kept: readonly Credential[]) => readonly Credential[],
): Promise<void> =>
  rewrite(configPath(environment, fileName), async () => {
    const credentials = change(await readCredentials(environment))
    return `${JSON.stringify({ credentials }, null, 2)}\n`
  })

/** Throws when other users of the machine can read the file, and says how to mend it. */
async function refuseReadableByOthers(path: string): Promise<void> {
  // Windows has access control lists, and shows the same mode for all files.
  if (process.platform === 'win32') return
  const { mode } = await stat(path)
  if ((mode & 0o077) !== 0) {
    throw failed(
      `${path} can be read by others. Run chmod 600 on it, then clustergate auth logout and clustergate auth login.`,
    )
  }
}
