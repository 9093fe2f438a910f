import type { Command } from 'commander'
import type { Manifest } from '../backup/manifest.ts'
import type { Verification } from '../backup/verify-backup.ts'
import { type Format, formatOption } from './command-options.ts'
import { print, say, warn } from './output.ts'

interface BackupCommand {
  readonly force?: true
  readonly withKey?: true
  readonly passphraseFile?: string
  readonly format: Format
}

interface VerifyCommand {
  readonly database?: string
  readonly passphraseFile?: string
  readonly format: Format
}

/** The commands that make and verify a backup of the store. */
export function addBackupCommands(program: Command): void {
  const backup = program
    .command('backup')
    .description('write a backup of the store into one file, beside gateways that run')
    .argument('[file]', 'the archive to write, such as /backups/clustergate.tar; - is standard output')
    .option('--force', 'replace a file that is there')
    .option('--with-key', 'put the master key in, sealed under a passphrase; without it, keep the key elsewhere')
    .option('--passphrase-file <path>', 'a file with that passphrase; - reads standard input; without it, it is asked')
    .addOption(formatOption())
    .action(async (file: string | undefined, options: BackupCommand, command: Command) => {
      if (file === undefined) return command.error('error: name the file to write; - is standard output')
      const { force = false, withKey = false, passphraseFile, format } = options
      if (passphraseFile !== undefined && !withKey) command.error('error: --passphrase-file needs --with-key')
      if (file === '-' && format === 'json') command.error('error: standard output cannot hold the backup and JSON')
      const { readConfig } = await import('../config.ts')
      const { makeBackup } = await import('../backup/make-backup.ts')
      const config = readConfig(process.env)
      const passphrase = withKey ? await newPassphrase(passphraseFile) : undefined
      if (file === '-') return makeBackup(config, file, { force, passphrase, warn }).then(() => {}, endAtOnce)
      const manifest = await makeBackup(config, file, { force, passphrase, warn })
      if (format === 'json') print({ file, ...manifest })
      else showBackup(file, manifest)
    })
  backup
    .command('verify')
    .description(
      'verify a backup: its sums, its copy of the store, each audit log; ends with 1 when something is wrong',
    )
    .argument('<file>', 'the archive')
    .option(
      '--database <url>',
      'PostgreSQL: an empty database of its own, into which the dump is restored to look at it',
    )
    .option('--passphrase-file <path>', 'a file with the passphrase of the master key in it; - reads standard input')
    .addOption(formatOption())
    .action(async (file: string, _options: VerifyCommand, command: Command) => {
      // The command above has options of the same names, which it takes wherever they stand.
      const { database, passphraseFile, format } = command.optsWithGlobals<VerifyCommand>()
      const { readConfig } = await import('../config.ts')
      const { presentKeys } = await import('../auth/master-key.ts')
      const { verifyBackup } = await import('../backup/verify-backup.ts')
      if (database !== undefined) {
        const { parsePostgresUrl } = await import('../store/postgres/url.ts')
        if (parsePostgresUrl(database).password !== undefined)
          command.error('error: --database takes no password, which others could see: set PGPASSWORD or PGPASSFILE')
      }
      const { dataDirectory, masterKey } = readConfig(process.env)
      const masters = presentKeys(dataDirectory, masterKey)
      const passphrase = passphraseFile === undefined ? undefined : await givenPassphrase(passphraseFile)
      const verification = await verifyBackup(file, { masters, databaseUrl: database, passphrase, warn })
      if (!verification.intact) process.exitCode = 1
      if (format === 'json') print(verification)
      else showVerification(verification)
    })
}

/** Otherwise the process would go on for as long as nobody takes what was printed. */
function endAtOnce(error: unknown): never {
  setTimeout(() => process.exit(), 1_000).unref()
  throw error
}

interface RestoreCommand {
  readonly heads?: readonly string[]
  readonly audit?: readonly string[]
  readonly revokeUnknown?: true
  readonly passphraseFile?: string
  readonly format: Format
}

/** The command that puts a store back. */
export function addRestoreCommand(program: Command): void {
  program
    .command('restore')
    .description('put a store back from a backup, where none is; sessions, mailed links and what was revoked since end')
    .argument('<file>', 'the archive that clustergate backup has written')
    .option(
      '--heads <file>',
      'the last audit-heads.json of the store that was lost, or the file of its audit sink; repeatable, one of each gateway',
      collect,
    )
    .option(
      '--audit <export>',
      'what clustergate audit export wrote after the backup, one for each account; repeatable',
      collect,
    )
    .option('--revoke-unknown', 'revoke every credential that may have been revoked after the backup')
    .option('--passphrase-file <path>', 'a file with the passphrase of the master key in it; - reads standard input')
    .addOption(formatOption())
    .action(async (file: string, options: RestoreCommand) => {
      const { heads = [], audit = [], revokeUnknown = false, passphraseFile, format } = options
      const { readConfig } = await import('../config.ts')
      const config = readConfig(process.env)
      const passphrase = passphraseFile === undefined ? undefined : await givenPassphrase(passphraseFile)
      await import('reflect-metadata')
      const { restoreBackup } = await import('../backup/restore/restore.ts')
      const { showRestoration } = await import('./show-restoration.ts')
      const restored = await restoreBackup(config, file, {
        ...{ heads, exports: audit, revokesUnknown: revokeUnknown, passphrase, warn },
      })
      if (restored.unfinished.length > 0) process.exitCode = 1
      if (format === 'json') print(restored)
      else showRestoration(file, restored)
    })
}

const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text]

async function newPassphrase(path: string | undefined): Promise<string> {
  const { readPassphrase } = await import('./ask-passphrase.ts')
  return readPassphrase(path, true)
}

async function givenPassphrase(path: string | undefined): Promise<string> {
  const { readPassphrase } = await import('./ask-passphrase.ts')
  return readPassphrase(path, false)
}

function showBackup(file: string, { createdAt, accounts, members, keys }: Manifest): void {
  const size = members.reduce((sum, member) => sum + member.size, 0)
  say(`${file}: the store as it was at ${createdAt}, ${size} bytes.`)
  for (const { id, name, sequence } of accounts) say(`account    ${id}  up to event ${sequence}  ${name}`)
  const hasKey = members.some(({ name }) => name === 'master.key.sealed')
  const which = `the master key ${keys.join(' and ')}`
  if (hasKey) say(`It holds ${which}, sealed: without the passphrase, or the key kept elsewhere, it is of no use.`)
  else say(`It is of no use without ${which}, which is not in it: keep that elsewhere.`)
}

function showVerification({ file, intact, createdAt, accounts, faults, unchecked, ...rest }: Verification): void {
  if (createdAt !== null) say(`${file}: made at ${createdAt} by Clustergate ${rest.clustergate} on ${rest.engine}`)
  for (const { id, name, events, intact: isWhole } of accounts)
    say(`account    ${id}  ${isWhole ? 'intact' : 'BROKEN'}, ${events} events  ${name}`)
  for (const fault of faults) warn(`WRONG: ${fault}`)
  for (const one of unchecked) warn(`Not checked: ${one}`)
  say(intact ? 'Nothing is wrong with it.' : `BROKEN: ${file} is not what was backed up.`)
}
