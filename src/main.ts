#!/usr/bin/env node
import { createRequire } from 'node:module'
import { CommanderError } from 'commander'
import { exitCodes } from './cli/exit-codes.ts'
import { createProgram } from './cli/program.ts'
import { endWithReader, tell } from './cli/streams.ts'
import { addOperatorCommands } from './operator/commands.ts'

// What is written here, in the data directory above all, is for its owner alone.
process.umask(0o077)
endWithReader()

const { version } = createRequire(import.meta.url)('../package.json') as { version: string }

const program = createProgram(version, async (account, isJson, head) => {
  const { verifyOffline } = await import('./operator/verify-offline.ts')
  return verifyOffline(account, isJson, head)
})
program.command.commandsGroup('The gateway, for its operator:')
addOperatorCommands(program.command, async (scale) => {
  const { runDemo } = await import('./demo/demo.ts')
  return runDemo(scale)
})

const words = process.argv.slice(2)
try {
  await program.load(words)
  if (words.length > 0) await program.command.parseAsync()
  else program.command.outputHelp()
} catch (error) {
  await end(error)
}

async function end(error: unknown): Promise<void> {
  // Commander has said what is wrong by itself; showing help or the version on request is no error.
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage
    return
  }
  const [{ describeFailure }, { signInCommand }] = await Promise.all([
    import('./cli/failure.ts'),
    import('./cli/connection.ts'),
  ])
  const failure =
    describeFailure(error, process.env, signInCommand(program.command.opts())) ?? (await describeOthers(error))
  process.exitCode = failure.exitCode
  tell(failure.sentence)
  // What lies behind it is told when asked for.
  if (process.env['CLUSTERGATE_LOG_LEVEL'] === 'debug') tell((error as Error).stack ?? '')
}

/** What is no affair of the API: the operator's store, files, listening. */
async function describeOthers(error: unknown) {
  const { describeFailure } = await import('./operator/failure.ts')
  return { sentence: describeFailure(error), exitCode: exitCodes.failed }
}
