import type { Stats } from 'node:fs'

/** Who can read a file, or write into a directory, besides its owner. */
export type Reach = 'group' | 'everybody'

const mayOf = { read: 0o4, write: 0o2 } as const

/** Who else may do it; undefined where only the owner may. Windows has no such bits, and shows all of them set. */
export function reachOf({ mode }: Pick<Stats, 'mode'>, access: keyof typeof mayOf): Reach | undefined {
  if (process.platform === 'win32') return undefined
  const bit = mayOf[access]
  if (mode & bit) return 'everybody'
  return mode & (bit << 3) ? 'group' : undefined
}

/**
 * Who else can read a secret. A group is no stranger where another user owns the file, root most often: there the
 * group is how this process reads it, as in a Secret that Kubernetes mounts under `fsGroup`.
 */
export function readersOf(stats: Pick<Stats, 'mode' | 'uid'>): Reach | undefined {
  const reach = reachOf(stats, 'read')
  return reach === 'group' && stats.uid !== process.getuid?.() ? undefined : reach
}
