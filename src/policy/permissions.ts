/** Every action that can be granted, each with the sentence that the schema shows. */
export const permissions = {
  ACCOUNT_READ: 'See the account’s name and id.',
  CLUSTER_READ: 'See the clusters and their URLs.',
  CLUSTER_IMPORT: 'See what lies on a cluster and is not managed here, and import it.',
  USER_READ: 'See people, their groups and their attributes.',
  USER_UPDATE: 'Change a person’s name, attributes and status.',
  USER_REMOVE: 'Remove a person from the account.',
  GROUP_READ: 'See the groups and what they grant.',
  GROUP_CREATE: 'Create groups with conditions and grants of their own.',
  GROUP_UPDATE: 'Change a custom group.',
  GROUP_DELETE: 'Delete a custom group.',
  GROUP_ASSIGN: 'Put people into groups.',
  INVITATION_READ: 'See invitations and their status.',
  INVITATION_CREATE: 'Invite people, and send their invitations again.',
  INVITATION_REVOKE: 'Revoke a pending invitation.',
  DATABASE_READ: 'See databases, deleted ones included.',
  DATABASE_CREATE: 'Create databases.',
  DATABASE_UPDATE: 'Change a database’s retention, limits and labels, and rename it.',
  DATABASE_DELETE: 'Delete a database.',
  DATABASE_UNDELETE: 'Bring a deleted database back.',
  DATABASE_PURGE: 'Remove a deleted database for good, with its data.',
  TABLE_READ: 'See tables, deleted ones included.',
  TABLE_CREATE: 'Create tables.',
  TABLE_UPDATE: 'Rename tables.',
  TABLE_DELETE: 'Delete a table.',
  TABLE_UNDELETE: 'Bring a deleted table back.',
  DATABASE_TOKEN_READ: 'See database tokens, never their secrets.',
  DATABASE_TOKEN_CREATE: 'Create database tokens.',
  DATABASE_TOKEN_UPDATE: 'Change the description and permissions of a database token, and rotate it.',
  DATABASE_TOKEN_REVOKE: 'Revoke database tokens.',
  MANAGEMENT_TOKEN_READ: 'See management tokens, never their secrets.',
  MANAGEMENT_TOKEN_CREATE: 'Create management tokens.',
  MANAGEMENT_TOKEN_REVOKE: 'Revoke management tokens.',
  SESSION_READ: 'See other people’s sessions.',
  SESSION_REVOKE: 'End other people’s sessions.',
  AUDIT_READ: 'See the audit log, and verify it.',
} as const

export type Permission = keyof typeof permissions

export const allPermissions = Object.keys(permissions) as readonly Permission[]

/** The permissions that are held on some resources only, in the order of `permissions`. */
export const partialOf = ({ scopes }: { readonly scopes: ReadonlyMap<Permission, unknown> }): readonly Permission[] =>
  scopes.size === 0 ? [] : allPermissions.filter((permission) => scopes.has(permission))

/** What a permission can be limited to: nothing smaller than the account, some clusters, or some databases. */
export type PermissionReach = 'account' | 'cluster' | 'database'

/** Those that can be limited; the others are held on the whole account, or not at all. */
const limitable: Readonly<Partial<Record<Permission, PermissionReach>>> = {
  CLUSTER_READ: 'cluster',
  DATABASE_READ: 'database',
  DATABASE_CREATE: 'database',
  DATABASE_UPDATE: 'database',
  DATABASE_DELETE: 'database',
  DATABASE_UNDELETE: 'database',
  DATABASE_PURGE: 'database',
  TABLE_READ: 'database',
  TABLE_CREATE: 'database',
  TABLE_UPDATE: 'database',
  TABLE_DELETE: 'database',
  TABLE_UNDELETE: 'database',
  DATABASE_TOKEN_READ: 'database',
  DATABASE_TOKEN_CREATE: 'database',
  DATABASE_TOKEN_UPDATE: 'database',
  DATABASE_TOKEN_REVOKE: 'database',
}

export const reachOfPermission = (permission: Permission): PermissionReach => limitable[permission] ?? 'account'

/** The permissions that can be held on single databases. */
export const databasePermissions = allPermissions.filter((permission) => reachOfPermission(permission) === 'database')
