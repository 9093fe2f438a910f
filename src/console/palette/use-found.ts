import { useDebouncedValue } from '@mantine/hooks'
import { SearchDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { useSignedIn } from '../viewer/viewer.ts'
import { type EntryGroup, foundEntries } from './entries.ts'

/** Every pause in typing costs a search, which reads lists as a whole. */
const pauseMilliseconds = 250
const lengthMin = 2

export interface Found {
  readonly groups: readonly EntryGroup[]
  readonly state: 'idle' | 'searching' | 'done' | 'failed'
}

/** What the gateway finds by a text, once typing pauses. */
export function useFound(text: string): Found {
  const { may } = useSignedIn()
  const [asked] = useDebouncedValue(text, pauseMilliseconds)
  const isLongEnough = text.length >= lengthMin
  const { data, refusal, isLoading } = useRead(
    SearchDocument,
    {
      text: asked,
      withUsers: may('USER_READ'),
      withDatabases: may('DATABASE_READ'),
      withDatabaseTokens: may('DATABASE_TOKEN_READ'),
      withManagementTokens: may('MANAGEMENT_TOKEN_READ'),
    },
    { of: ['User', 'Database', 'DatabaseToken', 'ManagementToken'], pause: !isLongEnough || asked.length < lengthMin },
  )
  if (!isLongEnough) return { groups: [], state: 'idle' }
  // The answer to what was asked before stays until the next one is there.
  const groups = data ? foundEntries(data) : []
  if (refusal) return { groups, state: 'failed' }
  return { groups, state: isLoading || asked !== text || !data ? 'searching' : 'done' }
}
