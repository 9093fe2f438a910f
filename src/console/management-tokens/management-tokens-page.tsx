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
import { TokenFilters, tokenOrders, useTokenFilter } from '../tokens/token-filters.tsx'
import { TokenStatusBadge } from '../tokens/token-status.tsx'
import { IfMay } from '../viewer/if-may.tsx'
import { NotAllowed } from '../viewer/not-allowed.tsx'
import { CreateManagementToken } from './create-management-token.tsx'
import { RevokeManagementToken } from './revoke-management-token.tsx'

const permissionsHeight = 68
const permissionsWidth = 280

/** What programs manage the account with. */
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
            title: 'What it is for',
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
            title: 'Was given',
            cell: ({ permissions }) => (
              <Spoiler
                maw={permissionsWidth}
                maxHeight={permissionsHeight}
                showLabel={`All ${permissions.length}`}
                hideLabel="Fewer"
              >
                <Text size="xs">{permissions.join(', ')}</Text>
              </Spoiler>
            ),
          },
          { title: 'Status', cell: ({ status }) => <TokenStatusBadge status={status} /> },
          { title: 'Last used', cell: ({ lastUsedAt }) => <Moment at={lastUsedAt} /> },
          { title: 'Ends', cell: ({ expiresAt, revokedAt }) => <Moment at={revokedAt ?? expiresAt} /> },
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
            <Empty title="No token matches.">Search for less, or choose another status.</Empty>
          ) : (
            <Empty title="There is no active token yet.">Programs need one to manage the account.</Empty>
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
