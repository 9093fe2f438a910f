/** Prints a line to standard output. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Prints a line to standard error, where it is seen also when standard output is redirected. */
export const warn = (line: string): void => void process.stderr.write(`${line}\n`)

export const print = (value: unknown): void => say(JSON.stringify(value, null, 2))

/** Tells what to keep when a key is created, or first used. */
export const whatToKeep = (place: string): string =>
  `Keep ${place} safe: without it no credential, queued mail or audit head can be read again.`
