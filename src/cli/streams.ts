import { exitCodes } from './exit-codes.ts'

/** Data, on standard output: nothing else goes there. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Everything else, on standard error. */
export const tell = (line: string): void => void process.stderr.write(`${line}\n`)

/** How many columns a table or a help text may take; undefined where nothing limits it, as in a file. */
export function widthOf(stream: NodeJS.WriteStream): number | undefined {
  const given = Number(process.env['COLUMNS'])
  if (Number.isInteger(given) && given > 0) return given
  // Some terminals, those of tasks and editors above all, do not know how wide they are, and say 0.
  return stream.isTTY && stream.columns > 0 ? stream.columns : undefined
}

/** On a terminal that has colours, and without NO_COLOR. */
export const isColoured = (stream: NodeJS.WriteStream): boolean =>
  stream.isTTY === true && !process.env['NO_COLOR'] && stream.hasColors()

/** Whether there is a person to ask. */
export const isAttended = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true

/** Whoever reads our output may stop reading, as `head` does; that is no failure. A full disk is one. */
export function endWithReader(): void {
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit()
    tell(`Standard output takes no more: ${message}`)
    process.exit(exitCodes.failed)
  })
  // Nobody is left to be told, and how the command ends is not to change by that.
  process.stderr.on('error', () => {})
}
