import type { DatabaseTokenPageQuery } from '../../sdk/generated.ts'
import { useSignedIn } from '../viewer/viewer.ts'
import type { DatabaseTokenDeed } from './database-token-dialogs.tsx'

/** A database token, as its page reads it. */
export type PageToken = NonNullable<DatabaseTokenPageQuery['databaseToken']>

/** Whether programs can sign in with it. */
export const isAccepted = ({ status }: Pick<PageToken, 'status'>): boolean =>
  status === 'ACTIVE' || status === 'REPLACED'

/** Which actions a token has for the viewer in its present state. */
export function useOfferedDeeds(): (deed: DatabaseTokenDeed, token: PageToken) => boolean {
  const { may } = useSignedIn()
  return (deed, token) => {
    if (!isAccepted(token) || token.reachesMore) return false
    switch (deed) {
      case 'edit':
        return may('DATABASE_TOKEN_UPDATE')
      case 'rotate':
        return token.status === 'ACTIVE' && may('DATABASE_TOKEN_UPDATE') && may('DATABASE_TOKEN_CREATE')
      case 'revoke':
        return may('DATABASE_TOKEN_REVOKE')
      default:
        return false
    }
  }
}
