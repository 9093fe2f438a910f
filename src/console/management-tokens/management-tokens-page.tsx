import { Button, Code, Group, Spoiler, Text } from '@mantine/core'
import { type ManagementTokenFieldsFragment, ManagementTokensDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { useChosen } from '../dialogs/use-chosen.ts'
import { useOpened } from '../dialogs/use-opened.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { OrderSelect, orderOf } from '../lists/order-select.tsx'
import { PagedTable } from '../lists/paged-table.tsx'
import { SearchField } from '../lists/search-field.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { Moment } from '../times/moment.tsx'
import { SecretDialog } from '../tokens/secret-dialog.tsx'
import { TokenExpiry } from '../tokens/token-expiry.tsx'
import { TokenFilters, tokenOrders, useTokenFilter } from '../tokens/token-filters.tsx'
import { TokenStatus } from '../tokens/token-status.tsx'
import { IfMay } from '../viewer/if-may.tsx'
import { NotAllowed } from '../viewer/not-allowed.tsx'
import { Why } from '../viewer/why.tsx'
import { CreateManagementToken } from './create-management-token.tsx'
import { RevokeManagementToken } from './revoke-management-token.tsx'

const permissionsHeight = 68
const permissionsWidth = 280

/** The management tokens, with which programs manage the account. */
export default function ManagementTokensPage() {
  const list = useList()
  const creating = useOpened('create')
  const chosen = useChosen<'revoke', ManagementTokenFieldsFragment>()
  const { filter, isNarrowed } = useTokenFilter(list)
  const read = useRead(
    ManagementTokensDocument,
    { ...list.page, filter, orderBy: orderOf(list, tokenOrders), withTotalCount: true },
    { of: ['ManagementToken'] },
  )
  return (
    <>
      <PageHeader title="Management tokens">
        <Why deeds={[{ permission: 'MANAGEMENT_TOKEN_CREATE', words: 'create tokens' }]} />
        <IfMay permission="MANAGEMENT_TOKEN_CREATE">
          <Button onClick={creating.open}>Create token</Button>
        </IfMay>
      </PageHeader>
      <Group mb="md" gap="sm">
        <SearchField list={list} label="Search by description" />
        <TokenFilters list={list} />
        <OrderSelect list={list} orders={tokenOrders} usual="Newest first" />
      </Group>
      <PagedTable
        label="Management tokens"
        columns={[
          {
            title: 'Description',
            cell: ({ description, prefix }) => (
              <>
                {description}
                <Text size="xs" c="dimmed" component="div">
                  <Code>{prefix}…</Code>
                </Text>
              </>
            ),
          },
          {
            title: 'Permissions',
            cell: ({ permissions }) => (
              <Spoiler
                maw={permissionsWidth}
                maxHeight={permissionsHeight}
                showLabel={`Show all ${permissions.length}`}
                hideLabel="Show fewer"
              >
                <Text size="xs">{permissions.join(', ')}</Text>
              </Spoiler>
            ),
          },
          { title: 'Status', cell: ({ status }) => <TokenStatus status={status} /> },
          { title: 'Last used', cell: ({ lastUsedAt }) => <Moment at={lastUsedAt} /> },
          { title: 'Expires', cell: (token) => <TokenExpiry token={token} /> },
          {
            title: 'Created',
            cell: ({ createdAt, createdBy }) => (
              <>
                <Moment at={createdAt} />
                {createdBy && (
                  <Text size="xs" c="dimmed">
                    by {createdBy.name}
                  </Text>
                )}
              </>
            ),
          },
          {
            title: 'Actions',
            isActions: true,
            cell: (token) =>
              token.status === 'ACTIVE' && (
                <IfMay permission="MANAGEMENT_TOKEN_REVOKE">
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => chosen.choose('revoke', token)}
                    aria-label={`Revoke ${token.description}`}
                  >
                    Revoke
                  </Button>
                </IfMay>
              ),
          },
        ]}
        read={read}
        connection={read.data?.managementTokens}
        list={list}
        empty={
          isNarrowed ? (
            <Empty title="No token matches.">Change the search or the filters.</Empty>
          ) : (
            <Empty title="No active tokens yet.">Create a token for each program that manages the account.</Empty>
          )
        }
      />
      <IfMay
        permission="MANAGEMENT_TOKEN_CREATE"
        otherwise={<NotAllowed permission="MANAGEMENT_TOKEN_CREATE" title="You may not create management tokens" />}
      >
        <SecretDialog title="Create a management token" fileName="management-token" {...creating}>
          {(show) => <CreateManagementToken show={show} onClose={creating.onClose} />}
        </SecretDialog>
      </IfMay>
      {chosen.row && <RevokeManagementToken token={chosen.row} {...chosen.dialog('revoke')} />}
    </>
  )
}
