import type { Command } from 'commander'
import { type Format, formatOption } from './command-options.ts'
import { onExistingStore } from './on-store.ts'
import { print, say, warn } from './output.ts'

/** The commands that show and change the master key. */
export function addKeyCommands(key: Command): void {
  key
    .command('status')
    .description('show the master keys, what hangs on each, and which gateways have them')
    .addOption(formatOption())
    .action(async ({ format }: { format: Format }) => {
      const { keyStatus, showStatus } = await import('./key-status.ts')
      const status = await onExistingStore(keyStatus)
      if (format === 'json') print(status)
      else showStatus(status)
    })

  key
    .command('rotate')
    .description('make a new master key, give it to the gateways that run, and make it the current one')
    .option('--add', 'only make it, and put it second in master.key: for gateways that read other files')
    .option('--promote', 'only make the key that stands second the current one')
    .addOption(formatOption())
    .action(async ({ add, promote, format }: { add?: true; promote?: true; format: Format }, command: Command) => {
      if (add && promote) command.error('error: --add and --promote are two steps; without either, both are done')
      const { rotateKey } = await import('./key-rotation.ts')
      const rotated = await onExistingStore((core) => rotateKey(core, add ? 'ADD' : promote ? 'PROMOTE' : 'BOTH'))
      if (format === 'json') return print(rotated)
      if (rotated.current === rotated.key) {
        say(`${rotated.key} is the current master key. ${rotated.former} stays in master.key for what it has made;`)
        say(`\`clustergate key status\` shows what, and \`clustergate key retire ${rotated.former}\` ends that.`)
      } else {
        say(`${rotated.key} stands second in ${rotated.file}. Give this file to every gateway of the store, wait until`)
        say('`clustergate key status` shows it at each of them, then run `clustergate key rotate --promote`.')
      }
    })

  key
    .command('retire')
    .description('retire an older master key: what it has sealed is sealed anew, what was not used since ends')
    .argument('<key>', 'its fingerprint, as `clustergate key status` shows it')
    .option('--yes', 'go on without being asked, as a script')
    .addOption(formatOption())
    .action(async (id: string, { yes, format }: { yes?: true; format: Format }) => {
      const { retireKey } = await import('./key-retirement.ts')
      const retired = await onExistingStore((core) => retireKey(core, id, yes === true))
      if (format === 'json') print(retired)
      else say(`The master key ${id} is retired.`)
      if (!retired.isRemoved) warn(`Remove its line from ${retired.place}: until then, each start warns of it.`)
    })
}
