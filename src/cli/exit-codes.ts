/** The exit codes of every command, as the help and docs/cli.md list them. */
export const exitCodes = {
  done: 0,
  failed: 1,
  wrongUsage: 2,
  notSignedIn: 3,
  notFound: 4,
  unreachable: 5,
  notOnCluster: 6,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** The error that ends a command with an exit code; its message says what to do next. */
export class CommandError extends Error {
  override readonly name = 'CommandError'

  constructor(
    readonly exitCode: ExitCode,
    message: string,
  ) {
    super(message)
  }
}

export const failed = (message: string) => new CommandError(exitCodes.failed, message)
export const wrongUsage = (message: string) => new CommandError(exitCodes.wrongUsage, message)
export const notSignedIn = (message: string) => new CommandError(exitCodes.notSignedIn, message)
export const notFound = (message: string) => new CommandError(exitCodes.notFound, message)
