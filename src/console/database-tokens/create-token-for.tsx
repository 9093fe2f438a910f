import { Button } from '@mantine/core'
import { usePlaces } from '../clusters/use-places.ts'
import { useOpened } from '../dialogs/use-opened.ts'
import { SecretDialog } from '../tokens/secret-dialog.tsx'
import { CreateDatabaseToken } from './create-database-token.tsx'

interface Props {
  readonly database: { readonly id: string; readonly name: string; readonly cluster: { readonly id: string } }
}

/** The button on the page of a database that creates a token for it. */
export function CreateTokenFor({ database }: Props) {
  const clusters = usePlaces()
  const creating = useOpened('create-token')
  return (
    <>
      <Button variant="default" onClick={creating.open}>
        Create token
      </Button>
      <SecretDialog title={`Create a token for ${database.name}`} fileName="database-token" {...creating}>
        {(show) => (
          <CreateDatabaseToken clusters={clusters} database={database} show={show} onClose={creating.onClose} />
        )}
      </SecretDialog>
    </>
  )
}
