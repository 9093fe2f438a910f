import type { Stats } from 'node:fs'

/** The users, besides the owner, who have access to a file or a directory. */
export type OtherUsers = 'group' | 'everybody'

const mayOf = { read: 0o4, write: 0o2, enter: 0o1 } as const

/**
 * Who besides the owner has access; undefined when no other user has. A group does not count when another user, mostly
 * root, owns the file: then this process itself gets access by the group, as in volumes that Kubernetes mounts with
 * `fsGroup`.
 */
export function otherUsersWithAccess(
  { mode, uid }: Pick<Stats, 'mode' | 'uid'>,
  access: keyof typeof mayOf,
): OtherUsers | undefined {
  // Windows has no such bits, and shows all of them set.
  if (process.platform === 'win32') return undefined
  const bit = mayOf[access]
  if (mode & bit) return 'everybody'
  return mode & (bit << 3) && uid === process.getuid?.() ? 'group' : undefined
}

export const describeOthers = (others: OtherUsers): string =>
  others === 'group' ? 'its group' : 'every user of this machine'
