import { z } from 'zod'
import type { Keys } from '../auth/keys.ts'
import { canonicalJson, type Json } from '../values/canonical-json.ts'
import { version } from '../version.ts'
import { BackupFault } from './backup-fault.ts'

const formatVersion = 1

const form = z.object({
  format: z.literal(formatVersion),
  /** The version of the program that made it. */
  clustergate: z.string(),
  engine: z.enum(['sqlite', 'postgres']),
  /** The version of the PostgreSQL server. */
  server: z.string().nullable(),
  migrations: z.array(z.string()),
  createdAt: z.iso.datetime(),
  /** The accounts, with the last events of their audit logs. */
  accounts: z.array(z.object({ id: z.string(), name: z.string(), sequence: z.int(), hash: z.string() })),
  /** The fingerprints of the master keys without which it cannot be used. */
  keys: z.array(z.string()),
  members: z.array(z.object({ name: z.string(), size: z.int(), sha256: z.string() })),
  /** Of the rest, by the master key. */
  signature: z.string(),
})

/** What a backup says of itself: the first member of its archive. */
export type Manifest = Readonly<z.infer<typeof form>>

export type UnsignedManifest = Omit<Manifest, 'format' | 'clustergate' | 'signature'>

/** The text that is signed. It begins unlike that of any head, checkpoint or key. */
const textOf = ({ signature: _, ...rest }: Manifest): string =>
  `clustergate backup\n${canonicalJson(rest as unknown as Json)}`

export function signManifest(keys: Keys, unsigned: UnsignedManifest): Manifest {
  const manifest = { format: formatVersion, clustergate: version, ...unsigned, signature: '' } as const
  return { ...manifest, signature: keys.signHead(textOf(manifest)) }
}

export const isSigned = (keys: Keys, manifest: Manifest): boolean =>
  keys.verifyPastHead(textOf(manifest), manifest.signature, Date.parse(manifest.createdAt))

export const printManifest = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`

/** Throws BackupFault, also for a backup of a newer version. */
export function readManifest(text: string): Manifest {
  const given = parse(text)
  const { success, data } = form.safeParse(given)
  if (success) return data
  const { format, clustergate } = Object(given) as { format?: unknown; clustergate?: unknown }
  if (typeof format === 'number' && format > formatVersion) {
    throw new BackupFault(`It was made by a newer version of Clustergate (${clustergate}): use that one.`)
  }
  throw new BackupFault('manifest.json is not what clustergate backup writes.')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
