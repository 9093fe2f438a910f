import { Button } from '@mantine/core'
import { usePlaces } from '../clusters/use-places.ts'
import { useOpened } from '../dialogs/use-opened.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { SecretDialog } from '../tokens/secret-dialog.tsx'
import { IfMay } from '../viewer/if-may.tsx'
import { NotAllowed } from '../viewer/not-allowed.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { Why } from '../viewer/why.tsx'
import { CreateDatabaseToken } from './create-database-token.tsx'
import { DatabaseTokenList } from './database-token-list.tsx'

/** The database tokens, with which programs read and write data. */
export default function DatabaseTokensPage() {
  const { may } = useSignedIn()
  const clusters = usePlaces()
  const creating = useOpened('create')
  return (
    <>
      <PageHeader title="Database tokens">
        <Why sought={[{ permission: 'DATABASE_TOKEN_CREATE', words: 'create tokens' }]} />
        <IfMay permission="DATABASE_TOKEN_CREATE">
          <Button onClick={creating.open}>Create token</Button>
        </IfMay>
      </PageHeader>
      <DatabaseTokenList />
      {!may('DATABASE_TOKEN_REVOKE') && (
        <NotAllowed permission="DATABASE_TOKEN_REVOKE" title="You may not change or revoke tokens" />
      )}
      <IfMay permission="DATABASE_TOKEN_CREATE">
        {clusters[0] && (
          <SecretDialog title="Create a database token" fileName="database-token" {...creating}>
            {(show) => <CreateDatabaseToken clusters={clusters} show={show} onClose={creating.onClose} />}
          </SecretDialog>
        )}
      </IfMay>
    </>
  )
}
