import { Button, Stack } from '@mantine/core'
import { type DatabaseFieldsFragment, UpdateDatabaseDocument } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { Cannot, can } from '../clusters/cannot.tsx'
import type { Cluster } from '../clusters/use-cluster.ts'
import { Rehearsal } from '../dialogs/rehearsal.tsx'
import { mayGoOn, useRehearsal } from '../dialogs/use-rehearsal.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { tellOutcome } from '../sync/tell-outcome.ts'
import { LimitFields } from './limit-fields.tsx'
import { RetentionField } from './retention-field.tsx'

interface Props {
  readonly database: DatabaseFieldsFragment
  readonly cluster: Cluster | undefined
  onClose(): void
}

/** Whether data may be removed: by another period than the present one, once it is typed to its end. */
const mayRemove = (chosen: string, present: string | null): boolean =>
  chosen !== (present ?? '') && /^(?:P.+|(?:[\d.]+(?:mo|[ywdhms]))+)$/.test(chosen)

/** The form for the retention period and the limits of a database, as far as its cluster can change them. */
export function DatabaseSettings({ database, cluster, onClose }: Props) {
  const update = useChange(UpdateDatabaseDocument, ['Database'])
  const form = useForm(
    {
      retentionPeriod: database.retentionPeriod ?? '',
      maxTables: database.maxTables as number | string,
      maxColumnsPerTable: database.maxColumnsPerTable as number | string,
    },
    async ({ retentionPeriod, maxTables, maxColumnsPerTable }) => {
      const { updateDatabase } = await update({
        input: {
          id: database.id,
          expectedVersion: database.version,
          ...(can(cluster, 'changeRetention') && { retentionPeriod: retentionPeriod || null }),
          ...(can(cluster, 'tableLimits') && {
            maxTables: Number(maxTables),
            maxColumnsPerTable: Number(maxColumnsPerTable),
          }),
        },
      })
      tellOutcome('Saved.', updateDatabase?.database.sync, cluster?.name)
      onClose()
    },
  )
  const { retentionPeriod } = form.values
  const rehearsed = useRehearsal(
    mayRemove(retentionPeriod, database.retentionPeriod)
      ? () =>
          rehearse(UpdateDatabaseDocument, {
            input: { id: database.id, expectedVersion: database.version, retentionPeriod },
          })
      : undefined,
    retentionPeriod,
  )
  return (
    <form {...form.props}>
      <Stack>
        {can(cluster, 'changeRetention') && <RetentionField form={form} />}
        <Rehearsal of={rehearsed} />
        {can(cluster, 'tableLimits') && <LimitFields form={form} />}
        <Cannot cluster={cluster} limits={['changeRetention', 'tableLimits']} />
        <FormEnd form={form} label="Save" disabled={!mayGoOn(rehearsed)}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}
