/** A line for people or programs, on standard output. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** A line that nobody may miss, on standard error. */
export const warn = (line: string): void => void process.stderr.write(`${line}\n`)

export const print = (value: unknown): void => say(JSON.stringify(value, null, 2))
