import { Alert, Anchor, Button, NativeSelect, Stack, Text } from '@mantine/core'
import { Link } from 'wouter'
import { RotateDatabaseTokenDocument } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { useClusters } from '../clusters/cluster-select.tsx'
import { Rehearsal } from '../dialogs/rehearsal.tsx'
import { mayGoOn, useRehearsal } from '../dialogs/use-rehearsal.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { Moment } from '../times/moment.tsx'
import { type Expiry, ExpiryField, lifetimeWords } from '../tokens/expiry-field.tsx'
import { LastUse } from '../tokens/last-use.tsx'
import type { ShowSecret } from '../tokens/secret-dialog.tsx'
import type { DatabaseToken } from './edit-database-token.tsx'
import { showIssued } from './show-issued.tsx'

const noOverlap = '0s'
const overlaps = [
  { value: noOverlap, label: 'No overlap: it expires at once' },
  { value: '1h', label: '1 hour' },
  { value: '1d', label: '1 day' },
  { value: '3d', label: '3 days' },
  { value: '7d', label: '7 days' },
]

interface Props {
  readonly token: DatabaseToken
  readonly show: ShowSecret
  onClose(): void
}

/**
 * The form that rotates a token: a new one replaces it, and the old one stays valid for a while, so that programs can
 * switch.
 */
export function RotateDatabaseToken({ token, show, onClose }: Props) {
  const { id, version, lastUsedAt, cluster } = token
  const clusters = useClusters()
  const rotate = useChange(RotateDatabaseTokenDocument, ['DatabaseToken'])
  const form = useForm({ overlap: '1d', expiresAt: undefined as Expiry }, async (values) => {
    const { rotateDatabaseToken } = await rotate({ input: { id, expectedVersion: version, ...values } })
    if (rotateDatabaseToken) showIssued(show, rotateDatabaseToken, clusters)
  })
  const { overlap } = form.values
  const predecessor = token.rotatedFrom?.status === 'REPLACED' ? token.rotatedFrom : undefined
  // The gateway accepts no third token of a series.
  const isOneTooMany = predecessor !== undefined && overlap !== noOverlap
  const rehearsed = useRehearsal(
    isOneTooMany
      ? undefined
      : () => rehearse(RotateDatabaseTokenDocument, { input: { id, expectedVersion: version, overlap } }),
    overlap,
  )
  return (
    <form {...form.props}>
      <Stack>
        <Text size="sm" component="div">
          A new token with the same permissions and its own secret replaces this one.{' '}
          <LastUse at={lastUsedAt} isReported={cluster.lastCheckAt !== null} />
        </Text>
        <NativeSelect
          label="Old token stays valid for"
          description="Never beyond its own expiry."
          data={overlaps}
          data-autofocus
          {...form.field('overlap')}
        />
        <ExpiryField form={form} unchanged={lifetimeWords(token)} />
        <Rehearsal of={rehearsed} />
        {isOneTooMany && (
          <Alert color="yellow" title="The token before it is still accepted" role="note">
            <Text size="sm" component="div">
              <Anchor component={Link} href={`/database-tokens/${predecessor.id}`} inherit>
                {predecessor.prefix}…
              </Anchor>{' '}
              ends <Moment at={predecessor.expiresAt} />. Revoke it first, or rotate without an overlap.
            </Text>
          </Alert>
        )}
        <FormEnd form={form} label="Rotate" disabled={isOneTooMany || !mayGoOn(rehearsed)}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}
