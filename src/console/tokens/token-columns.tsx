import { Anchor, Code } from '@mantine/core'
import { Link } from 'wouter'
import type { TokenOrderField, TokenStatus as Value } from '../../sdk/generated.ts'
import type { Column } from '../lists/column.ts'
import { Moment } from '../times/moment.tsx'
import { TokenStatus, tokenStatuses } from './token-status.tsx'

interface TokenRow {
  readonly id: string
  readonly prefix: string
  readonly description: string
  readonly status: Value
  readonly createdAt: string
  readonly createdBy: { readonly name: string } | null
  readonly expiresAt: string | null
  readonly revokedAt: string | null
  readonly lastUsedAt: string | null
}

/** The column of what tokens are called, with links to their pages at `path`. */
export const descriptionColumn = (path: string): Column<TokenRow, TokenOrderField> => ({
  ...{ key: 'description', title: 'Description', weight: 2, isFixed: true, orderBy: 'DESCRIPTION' },
  text: ({ description }) => description,
  cell: ({ id, description }) => (
    <Anchor component={Link} href={`${path}/${id}`} inherit>
      {description}
    </Anchor>
  ),
})

/** The other columns that both kinds of token have, by their keys. */
export const tokenColumns = {
  status: {
    ...{ key: 'status', title: 'Status', weight: 0.9 },
    text: ({ status }: TokenRow) => tokenStatuses[status].label,
    cell: ({ status }: TokenRow) => <TokenStatus status={status} />,
  },
  used: {
    ...{ key: 'used', title: 'Last used', orderBy: 'LAST_USED_AT', isDescendingFirst: true },
    text: ({ lastUsedAt }: TokenRow) => lastUsedAt ?? '',
    cell: ({ lastUsedAt }: TokenRow) => <Moment at={lastUsedAt} />,
  },
  expires: {
    ...{ key: 'expires', title: 'Expires', orderBy: 'EXPIRES_AT' },
    text: ({ expiresAt }: TokenRow) => expiresAt ?? '',
    cell: ({ expiresAt }: TokenRow) => <Moment at={expiresAt} />,
  },
  revoked: {
    ...{ key: 'revoked', title: 'Revoked', isOffAtFirst: true },
    text: ({ revokedAt }: TokenRow) => revokedAt ?? '',
    cell: ({ revokedAt }: TokenRow) => revokedAt && <Moment at={revokedAt} />,
  },
  created: {
    ...{ key: 'created', title: 'Created', isOffAtFirst: true, orderBy: 'CREATED_AT', isDescendingFirst: true },
    text: ({ createdAt }: TokenRow) => createdAt,
    cell: ({ createdAt }: TokenRow) => <Moment at={createdAt} />,
  },
  createdBy: {
    ...{ key: 'createdBy', title: 'Created by', isOffAtFirst: true },
    text: ({ createdBy }: TokenRow) => createdBy?.name ?? '',
  },
  prefix: {
    ...{ key: 'prefix', title: 'Begins with', isOffAtFirst: true },
    text: ({ prefix }: TokenRow) => prefix,
    cell: ({ prefix }: TokenRow) => <Code>{prefix}…</Code>,
  },
} as const satisfies Record<string, Column<TokenRow, TokenOrderField>>
