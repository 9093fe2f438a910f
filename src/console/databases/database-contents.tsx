import { Group, Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSearchParams } from 'wouter'
import type { Permission } from '../../sdk/generated.ts'
import { ObjectHistory } from '../audit/object-history.tsx'
import { CreateTokenFor } from '../database-tokens/create-token-for.tsx'
import { DatabaseTokenList } from '../database-tokens/database-token-list.tsx'
import { Reach } from '../reach/reach.tsx'
import { TableList } from '../tables/table-list.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import type { Database } from './database-dialogs.tsx'

interface Tab {
  readonly key: string
  readonly title: string
  readonly isOffered: boolean
  readonly content: ReactNode
}

/** The tabs of a database. The URL holds the open tab, and the page and filters of its list. */
export function DatabaseContents({ database }: { readonly database: Database }) {
  const may = (permission: Permission) => database.viewerMay.includes(permission)
  const { may: mayAnywhere } = useSignedIn()
  const [search, setSearch] = useSearchParams()
  const tabs: readonly Tab[] = [
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
  const offered = tabs.filter(({ isOffered }) => isOffered)
  const shown = offered.find(({ key }) => key === search.get('show')) ?? offered[0]
  if (!shown) return null
  return (
    <Tabs value={shown.key} onChange={(show) => setSearch(show ? { show } : {})} keepMounted={false} mb="lg">
      <Tabs.List mb="md">
        {offered.map(({ key, title }) => (
          <Tabs.Tab key={key} value={key}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {offered.map(({ key, content }) => (
        <Tabs.Panel key={key} value={key}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

function Tokens({ database }: { readonly database: Database }) {
  const { may } = useSignedIn()
  return (
    <>
      {database.status === 'ACTIVE' && may('DATABASE_TOKEN_CREATE') && (
        <Group justify="flex-end" mb="sm">
          <CreateTokenFor database={database} />
        </Group>
      )}
      <DatabaseTokenList databaseId={database.id} />
    </>
  )
}
