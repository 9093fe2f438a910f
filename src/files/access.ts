import type { Stats } from 'node:fs'

/** Those besides the owner who can get at a file or a directory. */
export type Strangers = 'group' | 'everybody'

const mayOf = { read: 0o4, write: 0o2, enter: 0o1 } as const

/**
 * Who besides the owner has access; undefined where nobody has. A group is no stranger where another user, root most
 * often, owns the file: there the group is how this process gets at it, as in what Kubernetes mounts under `fsGroup`.
 */
export function strangersTo(
  { mode, uid }: Pick<Stats, 'mode' | 'uid'>,
  access: keyof typeof mayOf,
): Strangers | undefined {
  // Windows has no such bits, and shows all of them set.
  if (process.platform === 'win32') return undefined
  const bit = mayOf[access]
  if (mode & bit) return 'everybody'
  return mode & (bit << 3) && uid === process.getuid?.() ? 'group' : undefined
}

export const whoAre = (strangers: Strangers): string =>
  strangers === 'group' ? 'its group' : 'every user of this machine'
