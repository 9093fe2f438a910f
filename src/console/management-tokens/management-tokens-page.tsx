import { Button } from '@mantine/core'
import {
  type ManagementTokenFieldsFragment,
  ManagementTokensDocument,
  RevokeManagementTokenDocument,
  type TokenOrderField,
} from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { useRead } from '../api/use-read.ts'
import { useChosen } from '../dialogs/use-chosen.ts'
import { useOpened } from '../dialogs/use-opened.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { permissionWords } from '../groups/permission-words.ts'
import type { Column } from '../lists/column.ts'
import { NothingMatches } from '../lists/nothing-matches.tsx'
import { orderOf } from '../lists/order.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { SearchField } from '../lists/search-field.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { SecretDialog } from '../tokens/secret-dialog.tsx'
import { descriptionColumn, tokenColumns } from '../tokens/token-columns.tsx'
import { TokenFilters, tokenFilters, useTokenFilter } from '../tokens/token-filters.tsx'
import { useRevocation } from '../tokens/use-revocation.tsx'
import { IfMay } from '../viewer/if-may.tsx'
import { NotAllowed } from '../viewer/not-allowed.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { Why } from '../viewer/why.tsx'
import { CreateManagementToken } from './create-management-token.tsx'
import { RevokeManagementToken } from './revoke-management-token.tsx'

const columns: readonly Column<ManagementTokenFieldsFragment, TokenOrderField>[] = [
  descriptionColumn('/management-tokens'),
  { key: 'permissions', title: 'Permissions', weight: 2, text: ({ permissions }) => permissionWords(permissions) },
  tokenColumns.status,
  tokenColumns.used,
  tokenColumns.expires,
  tokenColumns.revoked,
  tokenColumns.created,
  { ...tokenColumns.createdBy, isOffAtFirst: false },
  tokenColumns.prefix,
]

/** The management tokens, with which programs manage the account. */
export default function ManagementTokensPage() {
  const { may } = useSignedIn()
  const list = useList()
  const creating = useOpened('create')
  const chosen = useChosen<'revoke', ManagementTokenFieldsFragment>()
  const filter = useTokenFilter(list)
  const asked = { filter, orderBy: orderOf(list, columns) }
  const read = useRead(
    ManagementTokensDocument,
    { ...asked, ...list.page, withTotalCount: true },
    { of: ['ManagementToken'] },
  )
  const revocation = useRevocation(
    read.data?.managementTokens?.nodes,
    RevokeManagementTokenDocument,
    ({ id }) => ({ id }),
    ['ManagementToken'],
  )
  return (
    <>
      <PageHeader title="Management tokens">
        <Why sought={[{ permission: 'MANAGEMENT_TOKEN_CREATE', words: 'create tokens' }]} />
        <IfMay permission="MANAGEMENT_TOKEN_CREATE">
          <Button onClick={creating.open}>Create token</Button>
        </IfMay>
      </PageHeader>
      <PagedTable
        label="Management tokens"
        columns={columns}
        usualOrder="-created"
        filters={
          <>
            <SearchField list={list} label="Search by description" />
            <TokenFilters list={list} />
          </>
        }
        exported={{
          fileName: 'management-tokens',
          thing: 'token',
          read: async (page) => (await ask(ManagementTokensDocument, { ...asked, ...page })).managementTokens,
        }}
        called={({ description }) => description}
        actions={(token) =>
          token.status === 'ACTIVE' && may('MANAGEMENT_TOKEN_REVOKE')
            ? [{ label: 'Revoke', isGrave: true, run: () => chosen.choose('revoke', token) }]
            : []
        }
        {...(may('MANAGEMENT_TOKEN_REVOKE') && { choosing: revocation.choosing })}
        read={read}
        connection={read.data?.managementTokens}
        list={list}
        empty={
          list.isNarrowedBy(tokenFilters) ? (
            <NothingMatches thing="token" list={list} filters={tokenFilters} />
          ) : (
            <Empty title="No active tokens yet.">Create a token for each program that manages the account.</Empty>
          )
        }
      />
      <IfMay
        permission="MANAGEMENT_TOKEN_CREATE"
        otherwise={<NotAllowed permission="MANAGEMENT_TOKEN_CREATE" title="You may not create management tokens" />}
      >
        <SecretDialog title="Create a management token" fileName="management-token" isWide {...creating}>
          {(show) => <CreateManagementToken show={show} onClose={creating.onClose} />}
        </SecretDialog>
      </IfMay>
      {revocation.dialog}
      {chosen.row && <RevokeManagementToken token={chosen.row} {...chosen.dialog('revoke')} />}
    </>
  )
}
