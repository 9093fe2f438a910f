#!/usr/bin/env node
import 'reflect-metadata'
import { createRequire } from 'node:module'
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { readConfig } from './config.ts'
import { addOperatorCommands } from './operator/commands.ts'
import { describeFailure } from './operator/failure.ts'
import { warn } from './operator/output.ts'

// What lies in the data directory is for its owner alone.
process.umask(0o077)

const failed = 1
const wrongUsage = 2

const { version } = createRequire(import.meta.url)('../package.json') as { version: string }

const program = new Command('clustergate')
  .description('The GraphQL gateway for the people, databases and tokens of a cluster.')
  .version(version)
  .showHelpAfterError('Add --help for what there is.')
  .addHelpText(
    'after',
    `
Everything works on the store that the environment names (CLUSTERGATE_DATA_DIR or DATABASE_URL), also beside a running
server. Exits with 0 when it is done, 1 when it failed, 2 when it was called in the wrong way.`,
  )
  .exitOverride()

program
  .command('serve')
  .description('run the gateway; so does no command at all')
  .action(async () => {
    const config = readConfig(process.env)
    // The gateway is most of the program; a command of the operator's answers sooner without it.
    const { serve } = await import('./operator/serve.ts')
    return serve(config)
  })

program
  .command('demo')
  .description('run the gateway on a throw-away data directory with believable content')
  .option('--scale <factor>', 'how much more content: 100 makes 4,000 users', asScale, 1)
  .action(async ({ scale }: { scale: number }) => {
    const { runDemo } = await import('./operator/demo.ts')
    return runDemo(scale)
  })

addOperatorCommands(program)

try {
  await program.parseAsync(process.argv.length > 2 ? process.argv : [...process.argv, 'serve'])
} catch (error) {
  process.exitCode = error instanceof CommanderError ? usageOf(error) : failed
  if (!(error instanceof CommanderError)) {
    // The operator reads a sentence; what lies behind it is told when asked for.
    warn(describeFailure(error))
    if (process.env.CLUSTERGATE_LOG_LEVEL === 'debug') warn((error as Error).stack ?? '')
  }
}

/** Commander has said what is wrong by itself; showing help or the version on request is no error. */
function usageOf({ exitCode }: CommanderError): number {
  return exitCode === 0 ? 0 : wrongUsage
}

function asScale(text: string): number {
  const scale = Number(text)
  if (!Number.isInteger(scale) || scale < 1 || scale > 1000)
    throw new InvalidArgumentError('A whole number from 1 to 1000.')
  return scale
}
