import { SegmentedControl } from '@mantine/core'
import {
  DatabaseTokensDocument,
  type ManagementTokenFieldsFragment,
  ManagementTokensDocument,
  type TokenStatus as Status,
} from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { lastUseColumn } from '../database-tokens/database-token-columns.tsx'
import type { DatabaseToken } from '../database-tokens/edit-database-token.tsx'
import { permissionWords } from '../groups/permission-words.ts'
import type { Column } from '../lists/column.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { type ListState, useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { descriptionColumn, tokenColumns } from '../tokens/token-columns.tsx'
import { useSignedIn } from '../viewer/viewer.ts'

interface Props {
  readonly id: string
  readonly name: string
}

const kinds = [
  { value: 'database', label: 'Database tokens', permission: 'DATABASE_TOKEN_READ' },
  { value: 'management', label: 'Management tokens', permission: 'MANAGEMENT_TOKEN_READ' },
] as const

const statuses: readonly Status[] = ['ACTIVE', 'REPLACED', 'EXPIRED', 'REVOKED']

/** The tokens that somebody created, whatever became of them. */
export function UserTokens({ id, name }: Props) {
  const { may } = useSignedIn()
  const list = useList()
  const offered = kinds.filter(({ permission }) => may(permission))
  const kind = offered.find(({ value }) => value === list.filter('kind')) ?? offered[0]
  return (
    <>
      {offered.length > 1 && (
        <SegmentedControl
          mb="sm"
          aria-label="Kind of token"
          value={kind?.value ?? ''}
          onChange={(value) => list.narrow({ kind: value === offered[0]?.value ? '' : value })}
          data={offered.map(({ value, label }) => ({ value, label }))}
        />
      )}
      {kind?.value === 'database' && <DatabaseTokens id={id} name={name} list={list} />}
      {kind?.value === 'management' && <ManagementTokens id={id} name={name} list={list} />}
    </>
  )
}

interface ListProps extends Props {
  readonly list: ListState
}

const { status, used, expires, created } = tokenColumns

const databaseColumns: readonly Column<DatabaseToken>[] = [
  descriptionColumn('/database-tokens'),
  ...[status, lastUseColumn, expires],
  { ...created, isOffAtFirst: false },
]

function DatabaseTokens({ id, name, list }: ListProps) {
  const { mayEverywhere } = useSignedIn()
  const read = useRead(
    DatabaseTokensDocument,
    {
      ...list.page,
      filter: { createdByIds: [id], statuses },
      withTotalCount: true,
      // Of single clusters that a viewer may read, nothing is said: the list has tokens of others.
      withLastCheck: mayEverywhere('CLUSTER_READ'),
    },
    { of: ['DatabaseToken'] },
  )
  return (
    <PagedTable
      label={`Database tokens that ${name} created`}
      columns={databaseColumns}
      read={read}
      connection={read.data?.databaseTokens}
      list={list}
      empty={<Empty title={`${name} has created no database token.`} />}
    />
  )
}

const managementColumns: readonly Column<ManagementTokenFieldsFragment>[] = [
  descriptionColumn('/management-tokens'),
  status,
  { key: 'permissions', title: 'Permissions', weight: 2, text: ({ permissions }) => permissionWords(permissions) },
  ...[used, expires],
]

function ManagementTokens({ id, name, list }: ListProps) {
  const read = useRead(
    ManagementTokensDocument,
    { ...list.page, filter: { createdByIds: [id], statuses }, withTotalCount: true },
    { of: ['ManagementToken'] },
  )
  return (
    <PagedTable
      label={`Management tokens that ${name} created`}
      columns={managementColumns}
      read={read}
      connection={read.data?.managementTokens}
      list={list}
      empty={<Empty title={`${name} has created no management token.`} />}
    />
  )
}
