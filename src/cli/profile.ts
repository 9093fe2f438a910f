import type { Command } from 'commander'
import { confirmByName, type Forcing } from './confirm.ts'
import { addressOf, connect } from './connection.ts'
import { forgetCredential } from './credentials.ts'
import { withDryRun } from './dry-run.ts'
import { addOwnEmailCommands } from './email-changes.ts'
import { type Expecting, withExpectVersion } from './expect-version.ts'
import type { Output } from './format.ts'
import { showOne, withOutput } from './output.ts'
import { existing } from './references.ts'
import { tell } from './streams.ts'
import { changedColumns, type Row } from './users.ts'

/** Adds the commands with which people change their own name or address, or leave. */
export function addProfileCommands(profile: Command): void {
  withDryRun(withExpectVersion(withOutput(profile.command('update'), changedColumns)))
    .description('change your own name')
    .requiredOption('--name <name>', 'your new name')
    .action(async (options: Output<Row> & Expecting & { name: string }, command: Command) => {
      const { client, url } = await connect(command)
      const input = { name: options.name, expectedVersion: options.expectVersion }
      const { updateProfile } = await client.updateProfile({ input })
      await showOne(existing('session', url, updateProfile).user, changedColumns, options)
    })

  addOwnEmailCommands(profile)

  withDryRun(withExpectVersion(profile.command('leave')))
    .description('leave the account, for good')
    .option('--force', 'skip the confirmation')
    .action(async (options: Expecting & Forcing, command: Command) => {
      const { client, url } = await connect(command)
      const { viewer } = await client.viewer({ withAccount: true })
      const { name } = existing('account', url, viewer?.account ?? null)
      await confirmByName(name, 'Your sessions end, and your management tokens are revoked.', options)
      await client.leaveAccount({ input: { confirmName: name, expectedVersion: options.expectVersion } })
      await forgetCredential(process.env, await addressOf(command))
      tell('You have left the account.')
    })
}
