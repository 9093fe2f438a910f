import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describeOthers, otherUsersWithAccess } from './access.ts'
import { makeDirectory } from './make-directory.ts'

/**
 * Files with people's names and addresses, or the last heads of the audit log, which the master key does not protect.
 */
const files = ['clustergate.db', 'clustergate.db-wal', 'audit-heads.json']

/**
 * Creates the data directory if there is none; returns warnings for the operator about what others can access in it.
 */
export function openDataDirectory(path: string): readonly string[] {
  makeDirectory(path)
  const directory = statSync(path)
  const writers = otherUsersWithAccess(directory, 'write')
  const risks = writers
    ? [
        `${path} can be written by ${describeOthers(writers)}, who could put other files there: run \`chmod 700 ${path}\`.`,
      ]
    : []
  // A directory that only its owner can enter protects its files, whatever their modes.
  if (!otherUsersWithAccess(directory, 'enter')) return risks
  for (const file of files.map((name) => join(path, name))) {
    const stats = statSync(file, { throwIfNoEntry: false })
    const others = stats && (otherUsersWithAccess(stats, 'write') ?? otherUsersWithAccess(stats, 'read'))
    if (others === 'everybody') risks.push(`${file} is open to ${describeOthers(others)}: run \`chmod 600 ${file}\`.`)
  }
  return risks
}
