import type { Permission } from '../../sdk/generated.ts'
import { useSignedIn } from '../viewer/viewer.ts'
import type { Database } from './database-dialogs.tsx'

/** What the viewer may do with a database and with what lies in it; where nobody knows yet, the gateway refuses. */
export function useMayOn(): (database: Database, permission: Permission) => boolean {
  const { may } = useSignedIn()
  return (_database, permission) => may(permission)
}
