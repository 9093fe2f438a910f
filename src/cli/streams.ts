import { exitCodes } from './exit-codes.ts'

/** Prints a line of the result on standard output, where nothing else goes. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Prints a message for the person on standard error. */
export const tell = (line: string): void => void process.stderr.write(`${line}\n`)

/** The width of the terminal; undefined where the output is no terminal, as in a file. */
export function widthOf(stream: NodeJS.WriteStream): number | undefined {
  const given = Number(process.env['COLUMNS'])
  if (Number.isInteger(given) && given > 0) return given
  // Some terminals, as those of editors, report a width of 0.
  return stream.isTTY && stream.columns > 0 ? stream.columns : undefined
}

/** Whether to print colours: on a terminal that has them, and without NO_COLOR. */
export const isColoured = (stream: NodeJS.WriteStream): boolean =>
  stream.isTTY === true && !process.env['NO_COLOR'] && stream.hasColors()

/** Whether a person can be asked: both standard input and standard error are a terminal. */
export const isAttended = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true

/**
 * Ends the process when the reader of standard output, such as `head`, closes it, which is no failure. A full disk is
 * one.
 */
export function endWithReader(): void {
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit()
    tell(`Standard output takes no more: ${message}`)
    process.exit(exitCodes.failed)
  })
  // Nobody reads standard error any more, and that must not change the exit code.
  process.stderr.on('error', () => {})
}
