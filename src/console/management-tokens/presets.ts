import type { Permission } from '../../sdk/generated.ts'
import type { Preset } from '../groups/permission-choice.tsx'
import { allPermissions } from '../groups/permission-words.ts'

/** The API gives no token these: tokens cannot create management tokens. */
export const neverDelegated: readonly Permission[] = ['MANAGEMENT_TOKEN_CREATE']

/** What a program usually needs, so that nobody has to know the permissions one by one. */
export const presets: readonly Preset[] = [
  {
    title: 'Read everything',
    permissions: allPermissions.filter((permission) => permission.endsWith('_READ')),
  },
  {
    title: 'Provision databases',
    permissions: [
      'ACCOUNT_READ',
      'CLUSTER_READ',
      'DATABASE_READ',
      'DATABASE_CREATE',
      'DATABASE_UPDATE',
      'TABLE_READ',
      'TABLE_CREATE',
      'TABLE_UPDATE',
      'DATABASE_TOKEN_READ',
      'DATABASE_TOKEN_CREATE',
    ],
  },
  {
    title: 'Rotate database tokens',
    permissions: [
      'CLUSTER_READ',
      'DATABASE_READ',
      'DATABASE_TOKEN_READ',
      'DATABASE_TOKEN_CREATE',
      'DATABASE_TOKEN_UPDATE',
      'DATABASE_TOKEN_REVOKE',
    ],
  },
  {
    // Nobody gives more than they hold: to put people into the group Member takes what Members may.
    title: 'Manage people',
    permissions: [
      'ACCOUNT_READ',
      'CLUSTER_READ',
      'DATABASE_READ',
      'TABLE_READ',
      'DATABASE_TOKEN_READ',
      'DATABASE_TOKEN_CREATE',
      'USER_READ',
      'USER_UPDATE',
      'USER_REMOVE',
      'SESSION_READ',
      'SESSION_REVOKE',
      'INVITATION_READ',
      'INVITATION_CREATE',
      'INVITATION_REVOKE',
      'GROUP_READ',
      'GROUP_ASSIGN',
    ],
  },
  { title: 'Export the audit log', permissions: ['ACCOUNT_READ', 'USER_READ', 'AUDIT_READ'] },
]
