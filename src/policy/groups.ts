import { allPermissions, type Permission } from './permissions.ts'

const ADMIN = 'admin'
const MEMBER = 'member'
const AUDITOR = 'auditor'

/** The key of a group that every account has; the others are custom groups. */
export type BuiltInKey = typeof ADMIN | typeof MEMBER | typeof AUDITOR

/** Names and descriptions of the built-in groups. */
export const groups: Record<BuiltInKey, { readonly name: string; readonly description: string }> = {
  [ADMIN]: { name: 'Admin', description: 'Reads and writes everything in the account, on all of its clusters.' },
  [MEMBER]: {
    name: 'Member',
    description: 'Reads clusters, databases, tables and database tokens, and creates database tokens.',
  },
  [AUDITOR]: {
    name: 'Auditor',
    description: 'Reads everything in the account, the audit log included; changes nothing.',
  },
}

export const groupKeys = Object.keys(groups) as readonly BuiltInKey[]

export const isBuiltIn = (key: string): key is BuiltInKey => Object.hasOwn(groups, key)

/**
 * The groups that grant each permission. A person in several groups holds the permissions of all of them; blanks are
 * denied.
 */
// biome-ignore format: a grid
export const grants: Record<Permission, readonly BuiltInKey[]> = {
  ACCOUNT_READ:            [ADMIN, MEMBER, AUDITOR],
  CLUSTER_READ:            [ADMIN, MEMBER, AUDITOR],
  CLUSTER_IMPORT:          [ADMIN                 ],
  USER_READ:               [ADMIN,         AUDITOR],
  USER_UPDATE:             [ADMIN                 ],
  USER_REMOVE:             [ADMIN                 ],
  GROUP_READ:              [ADMIN, MEMBER, AUDITOR],
  GROUP_CREATE:            [ADMIN                 ],
  GROUP_UPDATE:            [ADMIN                 ],
  GROUP_DELETE:            [ADMIN                 ],
  GROUP_ASSIGN:            [ADMIN                 ],
  INVITATION_READ:         [ADMIN,         AUDITOR],
  INVITATION_CREATE:       [ADMIN                 ],
  INVITATION_REVOKE:       [ADMIN                 ],
  DATABASE_READ:           [ADMIN, MEMBER, AUDITOR],
  DATABASE_CREATE:         [ADMIN                 ],
  DATABASE_UPDATE:         [ADMIN                 ],
  DATABASE_DELETE:         [ADMIN                 ],
  DATABASE_UNDELETE:       [ADMIN                 ],
  DATABASE_PURGE:          [ADMIN                 ],
  TABLE_READ:              [ADMIN, MEMBER, AUDITOR],
  TABLE_CREATE:            [ADMIN                 ],
  TABLE_UPDATE:            [ADMIN                 ],
  TABLE_DELETE:            [ADMIN                 ],
  TABLE_UNDELETE:          [ADMIN                 ],
  DATABASE_TOKEN_READ:     [ADMIN, MEMBER, AUDITOR],
  DATABASE_TOKEN_CREATE:   [ADMIN, MEMBER         ],
  DATABASE_TOKEN_UPDATE:   [ADMIN                 ],
  DATABASE_TOKEN_REVOKE:   [ADMIN                 ],
  MANAGEMENT_TOKEN_READ:   [ADMIN,         AUDITOR],
  MANAGEMENT_TOKEN_CREATE: [ADMIN                 ],
  MANAGEMENT_TOKEN_REVOKE: [ADMIN                 ],
  SESSION_READ:            [ADMIN,         AUDITOR],
  SESSION_REVOKE:          [ADMIN                 ],
  AUDIT_READ:              [ADMIN,         AUDITOR],
}

/** The group of the first person of an account, of imported people without groups, and of the last-Admin rule. */
export const adminGroup: BuiltInKey = ADMIN

/** Permissions that no management token may carry, so that a token cannot mint tokens. */
export const neverDelegated: ReadonlySet<Permission> = new Set(['MANAGEMENT_TOKEN_CREATE'])

/** The unions computed so far, by the keys of their groups. */
const unions = new Map<string, ReadonlySet<Permission>>()

/** The permissions of the built-in ones of these groups together, in the order of `permissions`. */
export function permissionsOf(keys: readonly string[]): ReadonlySet<Permission> {
  const named = groupKeys.filter((key) => keys.includes(key))
  const name = named.join()
  let union = unions.get(name)
  if (!union) {
    union = new Set(allPermissions.filter((permission) => grants[permission].some((key) => named.includes(key))))
    unions.set(name, union)
  }
  return union
}
