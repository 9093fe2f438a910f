import type { Command } from 'commander'
import type { SignInFieldsFragment } from '../sdk/index.ts'
import { withoutWrapping } from '../values/encoded-text.ts'
import { type Address, addressIn, addressOf, openClient, rehearsed } from './connection.ts'
import { checkKeeping, findCredential, forgetCredential, keepCredential } from './credentials.ts'
import { type Rehearsing, withDryRun } from './dry-run.ts'
import { failed, notFound } from './exit-codes.ts'
import { exportedToken } from './exported-token.ts'
import { isLoopback, parseUrl, withScheme } from './gateway-url.ts'
import { harmless } from './harmless.ts'
import { readProfiles, rewriteProfiles } from './profiles.ts'
import { ask, askSecret } from './prompt.ts'
import { existing } from './references.ts'
import { endSession } from './session-end.ts'
import { readLines, suspectIn } from './stdin.ts'
import { tell } from './streams.ts'

interface SigningIn {
  readonly passwordStdin?: boolean
  readonly account?: string
}

interface Accepting {
  readonly stdin?: boolean
  readonly name?: string
}

export function defineLogin(login: Command): void {
  login
    .argument('[email]', 'your e-mail address; asked for when absent')
    .option('--password-stdin', 'read the password from standard input')
    .option('--account <id>', 'account to sign in to, for an address with several accounts')
    .action(async (given: string | undefined, { passwordStdin, account }: SigningIn, command: Command) => {
      const address = await addressOf(command)
      await mayKeepSession(address)
      const email = given ?? (await ask('E-mail address', 'There is no terminal to ask on; name the address.'))
      const password = passwordStdin
        ? (await readLines(['the password']))[0]
        : await askSecret('Password', 'There is no terminal to ask for the password on; give --password-stdin.')
      const client = await openClient(address)
      const input = { email, password: password as string, accountId: account }
      const signedIn = await client.signIn({ input }).catch((error: { readonly code?: string }) => {
        const suspect = passwordStdin && error.code === 'INVALID_CREDENTIALS' ? suspectIn(input.password) : undefined
        if (suspect !== undefined) tell(suspect)
        throw error
      })
      await keepSession(address, existing('account', email, signedIn.signIn))
    })
}

export function defineLogout(logout: Command): void {
  withDryRun(logout).action(async ({ dryRun }: Rehearsing, command: Command) => {
    const address = await addressOf(command)
    const credential = await findCredential(process.env, address)
    if (!credential) return tell(`Nobody is signed in at ${address.url}.`)
    if (dryRun) await (await rehearsed(await openClient(address, credential.accessToken), command)).signOut()
    await endSession(address, credential.accessToken, 'or throw')
    await forgetCredential(process.env, address)
    tell(`Signed out at ${address.url}.`)
  })
}

export function addAcceptCommand(invitation: Command): void {
  invitation
    .command('accept')
    .description('accept an invitation: asks for the link from the mail, your name and a password, and signs in')
    .option('--name <name>', 'your name; asked for when absent')
    .option('--stdin', 'read the link and the password from standard input, one per line')
    .action(async ({ stdin, name: named }: Accepting, command: Command) => {
      const lines = stdin ? await readLines(['the link of the mail', 'a password']) : undefined
      const link = withoutWrapping(lines?.[0] ?? (await askSecret('The link of the mail', needsStdin)))
      const secret = link.slice(link.indexOf('#') + 1)
      const address = await addressFor(command, link)
      await mayKeepSession(address)
      const client = await openClient(address)
      const { invitationPreview } = await client.invitationPreview({ secret })
      if (!invitationPreview) throw notFound(notOpen)
      const { email, accountName, groups } = invitationPreview
      tell(harmless(`${email} joins ${accountName} as ${groups.join(', ')}.`))
      const name = named ?? (await ask('Your name', 'There is no terminal to ask on; give --name.'))
      const password = lines?.[1] ?? (await askNewPassword())
      const suspect = lines && suspectIn(password)
      if (suspect !== undefined) tell(suspect)
      const { acceptInvitation } = await client.acceptInvitation({ input: { secret, name, password } })
      if (!acceptInvitation) throw notFound(notOpen)
      await keepSession(address, acceptInvitation)
    })
}

const notOpen =
  'This link is not valid, or its invitation was used, taken back or has expired: ask the person who invited you for another. (NOT_FOUND)'

const needsStdin = 'There is no terminal to ask for the link on; give --stdin.'

/** The gateway of a link: its own address, unless the command line or the environment names another. */
async function addressFor(command: Command, link: string): Promise<Address> {
  const address = await addressOf(command)
  const written = withScheme(link)
  if (address.said === 'now' || !link.includes('#') || !URL.canParse(written)) return address
  const { origin, pathname } = new URL(written)
  return { ...address, url: parseUrl(`${origin}${pathname.replace(/\/accept$/, '')}`) }
}

async function askNewPassword(): Promise<string> {
  const password = await askSecret('A password of 12 or more characters', needsStdin)
  if ((await askSecret('The same again', needsStdin)) === password) return password
  throw failed('These were two different passwords; nothing was done. Run the command again.')
}

/** Saves a session. When that fails, ends it: nobody could use it, and it would stay valid until it expires. */
async function keepSession(address: Address, signedIn: SignInFieldsFragment): Promise<void> {
  const { accessToken, session, user } = signedIn
  const { profile, url } = address
  const { expiresAt, endsAt } = session
  const credential = { profile, url, email: user.email, accessToken, expiresAt: endsAt }
  const replaced = await findCredential(process.env, address)
  try {
    await keepCredential(process.env, credential)
    await keepProfile(address)
  } catch (error) {
    const isEnded = await endSession(address, accessToken)
    // Removing it may fail for the same reason as saving it; the first failure is reported.
    await forgetCredential(process.env, address).catch(() => {})
    if (isEnded) tell('The session cannot be kept here, so it was ended again.')
    else tell(`The session cannot be kept here, and lives until ${expiresAt}: clustergate session revoke ends it.`)
    throw error
  }
  if (replaced) await endSession(address, replaced.accessToken)
  tell(harmless(`Signed in at ${url} as ${user.email}, until ${expiresAt}.`))
  if (expiresAt !== endsAt) tell(`Each use moves that on, to ${endsAt} at the latest.`)
  if (exportedToken(process.env)) tell('CLUSTERGATE_TOKEN is set, and goes before this session until it is unset.')
}

/** Saves the gateway of a profile, unless the profile has another one already. */
async function keepProfile({ profile, url }: Address): Promise<void> {
  const known = (await readProfiles(process.env)).profiles.get(profile)
  if (known === undefined) {
    await rewriteProfiles(process.env, ({ current, profiles }) => ({
      current,
      profiles: new Map([...profiles, [profile, { url }]]),
    }))
  } else if (parseUrl(known.url, addressIn(profile)) !== url) {
    tell(`The profile ${profile} points to ${known.url}: go on giving the address of this one.`)
  }
}

/**
 * Throws when a session could not be saved: checked before the sign-in, which would leave a session that nobody holds.
 */
async function mayKeepSession(address: Address): Promise<void> {
  warnOfPlainHttp(address)
  await checkKeeping(process.env)
}

/** Warns that the password and the session can be read on the network. */
function warnOfPlainHttp({ url }: Address): void {
  const { protocol, hostname: host } = new URL(url)
  if (protocol === 'http:' && !isLoopback(host))
    tell(`WARNING: the way to ${url} is not encrypted; use https:// where you can.`)
}
