/** A line for people or programs, on standard output. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** A line that nobody may miss, on standard error. */
export const warn = (line: string): void => void process.stderr.write(`${line}\n`)

export const print = (value: unknown): void => say(JSON.stringify(value, null, 2))

/** For the moment at which a key is made, or first used. */
export const whatToKeep = (place: string): string =>
  `Keep ${place} safe: without it no credential, queued mail or audit head can be read again.`
