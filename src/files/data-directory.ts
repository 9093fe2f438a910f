import { statSync } from 'node:fs'
import { join } from 'node:path'
import { strangersTo, whoAre } from './access.ts'
import { makeDirectory } from './make-directory.ts'

/** What people's names, addresses and the log's last heads lie in; what the master key does not protect. */
const files = ['clustergate.db', 'clustergate.db-wal', 'audit-heads.json']

/** Makes the data directory where there is none; answers with what in it is open to others, in sentences for the operator. */
export function openDataDirectory(path: string): readonly string[] {
  makeDirectory(path)
  const directory = statSync(path)
  const writers = strangersTo(directory, 'write')
  const risks = writers
    ? [`${path} can be written by ${whoAre(writers)}, who could put other files there: run \`chmod 700 ${path}\`.`]
    : []
  // Into a directory of its owner’s alone nobody else gets, whatever its files allow.
  if (!strangersTo(directory, 'enter')) return risks
  for (const file of files.map((name) => join(path, name))) {
    const stats = statSync(file, { throwIfNoEntry: false })
    const strangers = stats && (strangersTo(stats, 'write') ?? strangersTo(stats, 'read'))
    if (strangers === 'everybody') risks.push(`${file} is open to ${whoAre(strangers)}: run \`chmod 600 ${file}\`.`)
  }
  return risks
}
