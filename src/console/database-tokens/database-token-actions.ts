import type { Permission } from '../../sdk/generated.ts'
import type { Choose } from '../dialogs/use-chosen.ts'
import type { RowAction } from '../lists/row-actions.tsx'
import type { DatabaseTokenDeed } from './database-token-dialogs.tsx'
import type { DatabaseToken } from './edit-database-token.tsx'

/** What the viewer may do with a token in its present status; nothing with one that also reaches what they may not see. */
export function databaseTokenActions(
  token: DatabaseToken,
  may: (permission: Permission) => boolean,
  choose: Choose<DatabaseTokenDeed, DatabaseToken>,
): readonly RowAction[] {
  const isAccepted = token.status === 'ACTIVE' || token.status === 'REPLACED'
  if (!isAccepted || token.reachesMore) return []
  const mayUpdate = may('DATABASE_TOKEN_UPDATE')
  const action = (isOffered: boolean, deed: DatabaseTokenDeed, label: string, how: Partial<RowAction> = {}) =>
    isOffered ? [{ label, ...how, run: () => choose(deed, token) }] : []
  return [
    ...action(mayUpdate && may('DATABASE_TOKEN_CREATE') && token.status === 'ACTIVE', 'rotate', 'Rotate', {
      isQuick: true,
    }),
    ...action(mayUpdate, 'edit', 'Edit'),
    ...action(may('DATABASE_TOKEN_REVOKE'), 'revoke', 'Revoke', { isGrave: true }),
  ]
}
