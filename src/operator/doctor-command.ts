import { type Command, Option } from 'commander'
import { asAccountId, type Format, formatOption } from './command-options.ts'
import { noSuchAccount, onExistingStore } from './on-store.ts'
import { print, say } from './output.ts'

interface DoctorOptions {
  readonly account?: string
  readonly format: Format
}

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look for groups, tokens and people that hold or give nothing; ends with 1 when it finds some')
    .addOption(new Option('--account <id>', 'only this account; all of them when absent').argParser(asAccountId))
    .addOption(formatOption())
    .action(async ({ account, format }: DoctorOptions) => {
      const { findings, names } = await onExistingStore(async (opened) => {
        const { examine } = await import('./doctor.ts')
        const accounts = await opened.operator.accounts()
        if (account !== undefined && !accounts.some(({ id }) => id === account)) throw noSuchAccount(account)
        const known = accounts.map(({ id, name }) => [id, name] as const)
        return { findings: await examine(opened, account), names: new Map(known) }
      })
      if (findings.length > 0) process.exitCode = 1
      if (format === 'json') return print(findings)
      for (const { accountId, message } of findings) say(`${names.get(accountId)}: ${message}`)
      if (findings.length === 0) say('Nothing to tell: every group can count, and everybody holds something.')
    })
}
