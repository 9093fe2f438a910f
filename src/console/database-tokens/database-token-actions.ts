import type { Permission } from '../../sdk/generated.ts'
import type { Choose } from '../dialogs/use-chosen.ts'
import type { RowAction } from '../lists/row-actions.tsx'
import { isAccepted } from '../tokens/token-status.tsx'
import type { DatabaseTokenDeed } from './database-token-dialogs.tsx'
import type { DatabaseToken } from './edit-database-token.tsx'

type May = (permission: Permission) => boolean

/** Whether the viewer may do something with a token in its present status; nothing where it reaches what they may not see. */
export function isOffered(
  deed: DatabaseTokenDeed,
  token: Pick<DatabaseToken, 'status' | 'reachesMore'>,
  may: May,
): boolean {
  if (!isAccepted(token.status) || token.reachesMore) return false
  switch (deed) {
    case 'edit':
      return may('DATABASE_TOKEN_UPDATE')
    case 'rotate':
      return token.status === 'ACTIVE' && may('DATABASE_TOKEN_UPDATE') && may('DATABASE_TOKEN_CREATE')
    case 'revoke':
      return may('DATABASE_TOKEN_REVOKE')
    case 'sync':
      return false
  }
}

const actions = [
  { deed: 'rotate', label: 'Rotate', isQuick: true },
  { deed: 'edit', label: 'Edit' },
  { deed: 'revoke', label: 'Revoke', isGrave: true },
] as const

/** The actions on a token in a list. */
export const databaseTokenActions = (
  token: DatabaseToken,
  may: May,
  choose: Choose<DatabaseTokenDeed, DatabaseToken>,
): readonly RowAction[] =>
  actions.flatMap(({ deed, ...action }) =>
    isOffered(deed, token, may) ? [{ ...action, run: () => choose(deed, token) }] : [],
  )
