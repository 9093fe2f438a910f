import { Alert, Button, Text } from '@mantine/core'
import { useContext } from 'react'
import type { Refusal } from '../api/refusal.ts'
import { ReloadContext } from '../dialogs/reload.ts'
import { UnmetList } from '../viewer/unmet-list.tsx'

/** An error that belongs to no field, in the words of the gateway; after another change, with a way to see that. */
export function Refused({ refusal }: { readonly refusal: Refusal }) {
  const { code, message } = refusal
  const reload = useContext(ReloadContext)
  if (code !== 'STALE_VERSION') {
    return (
      <Alert color="red" role="alert">
        {message}
        <UnmetList of={refusal} />
      </Alert>
    )
  }
  return (
    <Alert color="red" role="alert" title="It has changed since you opened this">
      <Text size="sm">Nothing was done. Look at it as it is now, and decide again.</Text>
      {reload && (
        <Button mt="sm" size="xs" variant="default" onClick={reload}>
          Reload
        </Button>
      )}
    </Alert>
  )
}
