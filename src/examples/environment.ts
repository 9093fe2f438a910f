import { shellQuoted } from './quotes.ts'
import { anyDatabase, type ExampleToken, targetOf } from './target.ts'

/** The environment variable that the examples take the secret from, so that it stands in one place and in no file. */
export const secretVariable = 'INFLUX_TOKEN'

/** What sets the variable in a POSIX shell. */
export const exportLine = (secret: string): string => `export ${secretVariable}=${shellQuoted(secret)}`

/** What sets the variables that programs take the secret, the address and the database from, in a POSIX shell. */
export function environmentLines(secret: string, token: ExampleToken): string {
  const { base, writable, readable } = targetOf(token)
  const database = writable ?? readable ?? anyDatabase
  return [
    exportLine(secret),
    `export INFLUX_URL=${shellQuoted(base)}`,
    `export INFLUX_DATABASE=${shellQuoted(database)}`,
  ].join('\n')
}
