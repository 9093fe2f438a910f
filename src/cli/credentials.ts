import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { failed } from './exit-codes.ts'
import { configDirectory, readIfPresent, rewrite } from './files.ts'

/** A session that this person signed in for, at one gateway: it goes to no other. */
export interface Credential {
  readonly profile: string
  readonly url: string
  readonly email: string
  readonly accessToken: string
  readonly expiresAt: string
}

type Owner = Pick<Credential, 'profile' | 'url'>

const pathOf = (environment: NodeJS.ProcessEnv): string => join(configDirectory(environment), 'credentials.json')

/** The session kept for a profile at an address; undefined when there is none. Throws when others can read the file. */
export async function findCredential(environment: NodeJS.ProcessEnv, owner: Owner): Promise<Credential | undefined> {
  const kept = await readCredentials(environment)
  return kept.find((credential) => isOf(owner)(credential))
}

/** In the place of what was kept for that profile and address. */
export const keepCredential = (environment: NodeJS.ProcessEnv, credential: Credential): Promise<void> =>
  rewriteCredentials(environment, (kept) => [...kept.filter((one) => !isOf(credential)(one)), credential])

export const forgetCredential = (environment: NodeJS.ProcessEnv, owner: Owner): Promise<void> =>
  rewriteCredentials(environment, (kept) => kept.filter((credential) => !isOf(owner)(credential)))

/** Everything that was kept for a profile, wherever it was used. */
export const forgetProfile = (environment: NodeJS.ProcessEnv, profile: string): Promise<void> =>
  rewriteCredentials(environment, (kept) => kept.filter((credential) => credential.profile !== profile))

const isOf =
  ({ profile, url }: Owner) =>
  (credential: Credential): boolean =>
    credential.profile === profile && credential.url === url

async function readCredentials(environment: NodeJS.ProcessEnv): Promise<readonly Credential[]> {
  const path = pathOf(environment)
  const text = await readIfPresent(path)
  if (text === undefined) return []
  await refuseReadableByOthers(path)
  try {
    const { credentials } = JSON.parse(text) as { readonly credentials: readonly Credential[] }
    if (credentials.every(({ accessToken }) => typeof accessToken === 'string')) return credentials
  } catch {
    // The parser's own sentence would quote the file.
  }
  throw failed(`${path} cannot be understood. Remove it, and run clustergate login.`)
}

const rewriteCredentials = (
  environment: NodeJS.ProcessEnv,
  change: (kept: readonly Credential[]) => readonly Credential[],
): Promise<void> =>
  rewrite(pathOf(environment), async () => {
    const credentials = change(await readCredentials(environment))
    return `${JSON.stringify({ credentials }, null, 2)}\n`
  })

/** A secret that others could read is no secret; saying so at once is what gets it mended. */
async function refuseReadableByOthers(path: string): Promise<void> {
  // Windows keeps rights elsewhere, and shows the same mode for all files.
  if (process.platform === 'win32') return
  const { mode } = await stat(path)
  if ((mode & 0o077) !== 0) {
    throw failed(`${path} can be read by others. Run chmod 600 on it, then clustergate logout and clustergate login.`)
  }
}
