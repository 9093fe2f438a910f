import type { Command } from 'commander'
import type { ChangeEmailMutation } from '../sdk/index.ts'
import { connect } from './connection.ts'
import { withDryRun } from './dry-run.ts'
import { type Expecting, withExpectVersion } from './expect-version.ts'
import { harmless } from './harmless.ts'
import { askSecret } from './prompt.ts'
import { existing } from './references.ts'
import { readLines } from './stdin.ts'
import { say, tell } from './streams.ts'
import { findUserId } from './users.ts'

/** Adds `user change-email`, for Admins who change the address of another user. */
export function addChangeEmailCommand(user: Command): void {
  withDryRun(withExpectVersion(user.command('change-email')))
    .description(
      'change a user’s e-mail address, once the link mailed to the new one is opened; their present address withdraws the change',
    )
    .argument('<user>', 'their e-mail address, name or id')
    .argument('<email>', 'the new address')
    .action(async (given: string, email: string, { expectVersion }: Expecting, command: Command) => {
      const { client } = await connect(command)
      const userId = await findUserId(client, given)
      const input = { userId, email, expectedVersion: expectVersion }
      report(existing('user', given, (await client.changeEmail({ input })).changeEmail))
    })
}

/** Adds `profile change-email` and its confirmation, for one's own address. */
export function addOwnEmailCommands(profile: Command): void {
  withDryRun(withExpectVersion(profile.command('change-email')))
    .description('change your e-mail address, once you confirm the new one; asks for your password')
    .argument('<email>', 'the new address; your present address withdraws a pending change')
    .option('--password-stdin', 'read the password from standard input')
    .action(async (email: string, options: Expecting & { passwordStdin?: boolean }, command: Command) => {
      const { client, url } = await connect(command)
      const currentPassword = options.passwordStdin
        ? (await readLines(['the password']))[0]
        : await askSecret('Password', 'There is no terminal to ask for the password on; give --password-stdin.')
      const input = { email, currentPassword, expectedVersion: options.expectVersion }
      const { changeEmail } = await client.changeEmail({ input })
      report(existing('session', url, changeEmail))
    })

  profile
    .command('confirm-email')
    .description('confirm a new address; asks for the link from the mail')
    .option('--stdin', 'read the link from standard input')
    .action(async ({ stdin }: { stdin?: boolean }, command: Command) => {
      const link = stdin
        ? (await readLines(['the link of the mail']))[0]
        : await askSecret('The link of the mail', 'There is no terminal to ask for the link on; give --stdin.')
      const secret = (link as string).slice((link as string).indexOf('#') + 1).trim()
      const { client, url } = await connect(command)
      const { email } = existing('link', url, (await client.confirmEmail({ input: { secret } })).confirmEmail)
      tell(harmless(`The address is ${email} from now on.`))
    })
}

function report({ pendingEmail, expiresAt, link }: NonNullable<ChangeEmailMutation['changeEmail']>): void {
  if (pendingEmail === null) {
    tell('The address stays as it is.')
  } else if (link === null) {
    tell(harmless(`A mail to ${pendingEmail} has the link that confirms it, until ${expiresAt}.`))
  } else {
    tell(harmless(`The gateway has no mail server: hand this link to ${pendingEmail}; it works until ${expiresAt}.`))
    say(link)
  }
}
