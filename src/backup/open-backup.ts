import { readFile } from 'node:fs/promises'
import { unknownMigrations } from '../store/migrate.ts'
import { extractArchive, type Member, type MemberName, printSums } from './archive.ts'
import { BackupFault } from './backup-fault.ts'
import { type Manifest, readManifest } from './manifest.ts'

/** A backup whose members lie in a directory, and are as the manifest says. */
export interface OpenedBackup {
  readonly manifest: Manifest
  /** The content of `audit-heads.json`. */
  readonly heads: string
  /** The path of the copy of the store. */
  readonly data: string
  /** The content of `master.key.sealed`; undefined where the backup has no master key. */
  readonly sealedKeys: string | undefined
}

/** Extracts a backup into a directory. Throws BackupFault where it is damaged, or made by a newer version. */
export async function openBackup(file: string, directory: string): Promise<OpenedBackup> {
  const members = await extractArchive(file, directory)
  const find = (name: MemberName) => members.find((member) => member.name === name)
  const read = async (name: MemberName) => {
    const member = find(name)
    if (!member) throw new BackupFault(`It has no ${name}.`)
    return readFile(member.path, 'utf8')
  }
  const sums = await read('SHA256SUMS')
  if (sums !== printSums(members.filter(({ name }) => name !== 'SHA256SUMS'))) {
    throw new BackupFault(await whichDiffers(members, sums))
  }
  const manifest = readManifest(await read('manifest.json'))
  const newer = unknownMigrations(manifest.migrations)
  if (newer.length > 0) {
    throw new BackupFault(`It was made by a newer version of Clustergate (${manifest.clustergate}): use that one.`)
  }
  expectMembers(manifest, members)
  const data = find(manifest.engine === 'sqlite' ? 'clustergate.db' : 'clustergate.dump')
  if (!data) throw new BackupFault('It has no copy of the store.')
  return {
    manifest,
    heads: await read('audit-heads.json'),
    data: data.path,
    sealedKeys: find('master.key.sealed') && (await read('master.key.sealed')),
  }
}

async function whichDiffers(members: readonly Member[], sums: string): Promise<string> {
  const lines = new Set(sums.split('\n'))
  const changed = members.filter(({ name, sha256 }) => name !== 'SHA256SUMS' && !lines.has(`${sha256}  ${name}`))
  if (changed.length === 0) return 'SHA256SUMS was changed.'
  return `${changed.map(({ name }) => name).join(', ')} differs from its sum in SHA256SUMS.`
}

/** Throws BackupFault unless the members are those of the manifest, with their sizes and sums. */
function expectMembers(manifest: Manifest, members: readonly Member[]): void {
  const own = members.filter(({ name }) => name !== 'SHA256SUMS' && name !== 'manifest.json')
  for (const { name, size, sha256 } of own) {
    const told = manifest.members.find((member) => member.name === name)
    if (told?.size !== size || told.sha256 !== sha256) throw new BackupFault(`${name} is not what the manifest says.`)
  }
  const missing = manifest.members.find(({ name }) => !own.some((member) => member.name === name))
  if (missing) throw new BackupFault(`It lacks ${missing.name}.`)
}
