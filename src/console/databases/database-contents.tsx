import { Box, Group } from '@mantine/core'
import type { Permission } from '../../sdk/generated.ts'
import { ObjectHistory } from '../audit/object-history.tsx'
import { CreateTokenFor } from '../database-tokens/create-token-for.tsx'
import { DatabaseTokenList } from '../database-tokens/database-token-list.tsx'
import { Reach } from '../reach/reach.tsx'
import { TableList } from '../tables/table-list.tsx'
import { type OfferedTab, UrlTabs } from '../tabs/url-tabs.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { Why } from '../viewer/why.tsx'
import type { Database } from './database-dialogs.tsx'

/** The tabs of a database. */
export function DatabaseContents({ database }: { readonly database: Database }) {
  const may = (permission: Permission) => database.viewerMay.includes(permission)
  const { may: mayAnywhere } = useSignedIn()
  const tabs: readonly OfferedTab[] = [
    { key: 'tables', title: 'Tables', isOffered: may('TABLE_READ'), content: <TableList database={database} /> },
    {
      key: 'tokens',
      title: 'Tokens with access',
      isOffered: may('DATABASE_TOKEN_READ'),
      content: <Tokens database={database} />,
    },
    {
      key: 'reach',
      title: 'Who can reach it',
      isOffered: may('DATABASE_TOKEN_READ') || mayAnywhere('USER_READ'),
      content: <Reach database={database} />,
    },
    {
      key: 'history',
      title: 'History',
      isOffered: mayAnywhere('AUDIT_READ'),
      content: <ObjectHistory id={database.id} />,
    },
  ]
  return (
    <Box mb="lg">
      <UrlTabs label={`More about ${database.name}`} tabs={tabs} />
    </Box>
  )
}

function Tokens({ database }: { readonly database: Database }) {
  const mayCreate = database.viewerMay.includes('DATABASE_TOKEN_CREATE')
  return (
    <>
      {database.status === 'ACTIVE' && (
        <Group justify="flex-end" mb="sm">
          <Why sought={[{ permission: 'DATABASE_TOKEN_CREATE', words: 'create tokens for it' }]} of={database} />
          {mayCreate && <CreateTokenFor database={database} />}
        </Group>
      )}
      <DatabaseTokenList databaseId={database.id} />
    </>
  )
}
