import { readFileSync, writeFileSync } from 'node:fs'
import type { Influxd } from './influxd.ts'

/** The numbers of the users in the server's file, and of the name in a user, which comes first. */
const fields = { user: 6, name: 1 }

/** A field of a message of protocol buffers whose length fits into one byte. */
function field(number: number, content: Buffer): Buffer {
  if (content.length > 0x7f) throw new Error('A user is too long.')
  return Buffer.concat([Buffer.from([(number << 3) | 2, content.length]), content])
}

/**
 * Makes users with the password and the grants of another, in the file of a server that is stopped meanwhile: hashing 500
 * passwords would take it half a minute. No database may be called as the other user is.
 */
export async function copyUsers(influxd: Influxd, copies: ReadonlyMap<string, readonly string[]>): Promise<void> {
  await influxd.pause()
  const file = `${influxd.directory}/meta/meta.db`
  const content = readFileSync(file)
  const users = [...copies].flatMap(([original, names]) => {
    const name = field(fields.name, Buffer.from(original))
    const at = content.indexOf(name)
    const rest = content.subarray(at + name.length, at + (content[at - 1] as number))
    return names.map((copy) => field(fields.user, Buffer.concat([field(fields.name, Buffer.from(copy)), rest])))
  })
  // What is appended to a message is a part of it.
  writeFileSync(file, Buffer.concat([content, ...users]))
  await influxd.start()
}
