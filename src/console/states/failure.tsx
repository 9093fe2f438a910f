import { Alert, Button, Text } from '@mantine/core'
import type { Refusal } from '../api/refusal.ts'
import { UnmetList } from '../viewer/unmet-list.tsx'

/** An error while loading, in the words of the gateway, with the request id for its log. */
export function Failure({ refusal, again }: { readonly refusal: Refusal; readonly again?: () => void }) {
  const { requestId } = refusal.details
  return (
    <Alert color="red" title="This could not be loaded">
      <Text size="sm">{refusal.message}</Text>
      <UnmetList of={refusal} />
      {typeof requestId === 'string' && (
        <Text size="xs" mt={4}>
          Request {requestId}
        </Text>
      )}
      {again && (
        <Button mt="sm" size="xs" variant="default" onClick={again}>
          Try again
        </Button>
      )}
    </Alert>
  )
}
