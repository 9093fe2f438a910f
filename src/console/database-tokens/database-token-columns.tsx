import type { TokenOrderField } from '../../sdk/generated.ts'
import type { Column } from '../lists/column.ts'
import { syncColumn } from '../sync/sync-column.tsx'
import { Moment } from '../times/moment.tsx'
import { descriptionColumn, tokenColumns } from '../tokens/token-columns.tsx'
import { isAccepted } from '../tokens/token-status.tsx'
import type { DatabaseToken } from './edit-database-token.tsx'
import { permissionsText } from './permissions-text.ts'

/** When a token was used last, as far as its cluster reports it. */
export const lastUseColumn: Column<DatabaseToken, TokenOrderField> = {
  ...tokenColumns.used,
  cell: ({ lastUsedAt, cluster }) => (
    <Moment at={lastUsedAt} never={cluster.lastCheckAt === null ? 'Not reported' : 'Never'} />
  ),
}

/** The columns of the list of database tokens. */
export const databaseTokenColumns = (
  openSync: ((token: DatabaseToken) => void) | undefined,
): readonly Column<DatabaseToken, TokenOrderField>[] => [
  descriptionColumn('/database-tokens'),
  {
    key: 'permissions',
    title: 'Permissions',
    weight: 1.8,
    text: (token) =>
      token.reachesMore ? `${permissionsText(token)}; databases that you may not see` : permissionsText(token),
  },
  { key: 'cluster', title: 'Cluster', text: ({ cluster }) => cluster.name },
  tokenColumns.status,
  ...(openSync
    ? [
        syncColumn<DatabaseToken>({
          cluster: ({ cluster }) => cluster.name,
          details: { called: ({ description }) => description, open: openSync },
        }),
      ]
    : []),
  lastUseColumn,
  tokenColumns.expires,
  tokenColumns.revoked,
  {
    key: 'rotation',
    title: 'Rotation',
    isOffAtFirst: true,
    text: ({ replacedBy, rotatedFrom }) =>
      [replacedBy && kinText('Replaced by', replacedBy), rotatedFrom && kinText('Replaces', rotatedFrom)]
        .filter(Boolean)
        .join('; '),
  },
  tokenColumns.created,
  tokenColumns.createdBy,
  tokenColumns.prefix,
]

/** The predecessor or successor of a rotated token, by its prefix, and its status where it is over. */
const kinText = (said: string, { prefix, status }: NonNullable<DatabaseToken['replacedBy']>): string =>
  `${said} ${prefix}…${isAccepted(status) ? '' : `, ${status.toLowerCase()}`}`
