#!/usr/bin/env node
import { CommanderError } from 'commander'
import type { Rehearsed } from './cli/dry-run.ts'
import { exitCodes } from './cli/exit-codes.ts'
import { createProgram } from './cli/program.ts'
import { endWithReader, tell } from './cli/streams.ts'
import { addOperatorCommands } from './operator/commands.ts'
import { version } from './version.ts'

// Files that this process creates, in the data directory above all, are accessible to their owner alone.
process.umask(0o077)
endWithReader()

const program = createProgram(version, {
  async store(account, isJson, head) {
    const { verifyOffline } = await import('./operator/verify-offline.ts')
    return verifyOffline(account, isJson, head)
  },
  async export(path, isJson) {
    const { verifyExport } = await import('./operator/verify-export.ts')
    return verifyExport(path, isJson)
  },
})
program.command.commandsGroup('The gateway, for its operator:')
addOperatorCommands(program.command, async (options) => {
  const { runDemo } = await import('./demo/demo.ts')
  return runDemo(options)
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
  // What a command with --dry-run would do is its result.
  if ((error as Error).name === 'Rehearsed') {
    const { showRehearsed } = await import('./cli/show-dry-run.ts')
    return showRehearsed(error as Rehearsed)
  }
  const [{ describeFailure }, { signInCommand }] = await Promise.all([
    import('./cli/failure.ts'),
    import('./cli/connection.ts'),
  ])
  const failure =
    describeFailure(error, process.env, signInCommand(program.command.opts())) ?? (await describeOthers(error))
  process.exitCode = failure.exitCode
  tell(failure.sentence)
  // The stack trace is printed only on request.
  if (process.env['CLUSTERGATE_LOG_LEVEL'] === 'debug') tell((error as Error).stack ?? '')
}

/** Describes failures outside of the API: of the operator's store, of files, of listening. */
async function describeOthers(error: unknown) {
  const { describeFailure, exitCodeOf } = await import('./operator/failure.ts')
  return { sentence: describeFailure(error), exitCode: exitCodeOf(error) ?? exitCodes.failed }
}
