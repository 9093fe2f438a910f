import { type Command, Option } from 'commander'
import { asAccountId, asMistake, type Format, formatOption } from '../command-options.ts'
import { configured } from '../on-store.ts'
import { print, say } from '../output.ts'
import type { Row } from './check.ts'
import { type CheckName, checkNames } from './names.ts'

interface DoctorOptions {
  readonly account?: string
  readonly only?: readonly CheckName[]
  readonly mailTo?: string
  readonly format: Format
}

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look whether the gateway is set up well, and change nothing; ends with 1 when a check failed')
    .addOption(new Option('--only <check...>', 'only these checks').choices(checkNames))
    .option('--mail-to <email>', 'send a test letter there')
    .addOption(
      new Option('--account <id>', 'only the people and clusters of this account; all when absent').argParser(
        asAccountId,
      ),
    )
    .addOption(formatOption())
    .action(async ({ account, only, mailTo, format }: DoctorOptions, command: Command) => {
      const { parseEmailAddress } = await import('../../values/email-address.ts')
      const address = mailTo === undefined ? undefined : asMistake(command, () => parseEmailAddress(mailTo))
      const { examine } = await import('./doctor.ts')
      const rows = await examine(await configured(), {
        only: only ?? checkNames,
        mailTo: address,
        accountId: account,
      })
      if (rows.some(({ state }) => state === 'FAILED')) process.exitCode = 1
      if (format === 'json') print({ checks: rows })
      else show(rows)
    })
}

function show(rows: readonly Row[]): void {
  const width = Math.max(...checkNames.map(({ length }) => length))
  for (const { check, state, message, remedy } of rows) {
    say(`${state.padEnd(7)}  ${check.padEnd(width)}  ${message}`)
    if (remedy !== null) say(`${' '.repeat(7 + 2 + width + 2)}→ ${remedy}`)
  }
}
