import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** Names, in sentences, the directories of commands that were killed: their names begin like this, and end in a UUID. */
export const leftovers = (parent: string, start: string): readonly string[] =>
  readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(start) && uuid.test(entry.name.slice(start.length)))
    .map(
      ({ name }) =>
        `${join(parent, name)} was left by a command that was killed, unless it runs now: it may hold the ` +
        'whole store. Remove it.',
    )
