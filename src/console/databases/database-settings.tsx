import { Button, Stack } from '@mantine/core'
import { type DatabaseFieldsFragment, UpdateDatabaseDocument } from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { toast } from '../states/toast.ts'
import { LimitFields } from './limit-fields.tsx'
import { RetentionField } from './retention-field.tsx'

interface Props {
  readonly database: DatabaseFieldsFragment
  onClose(): void
}

/** The form for the retention period and the limits of a database. */
export function DatabaseSettings({ database, onClose }: Props) {
  const update = useChange(UpdateDatabaseDocument, ['Database'])
  const form = useForm(
    {
      retentionPeriod: database.retentionPeriod ?? '',
      maxTables: database.maxTables as number | string,
      maxColumnsPerTable: database.maxColumnsPerTable as number | string,
    },
    async ({ retentionPeriod, maxTables, maxColumnsPerTable }) => {
      await update({
        input: {
          id: database.id,
          expectedVersion: database.version,
          retentionPeriod: retentionPeriod || null,
          maxTables: Number(maxTables),
          maxColumnsPerTable: Number(maxColumnsPerTable),
        },
      })
      toast('Saved.')
      onClose()
    },
  )
  return (
    <form {...form.props}>
      <Stack>
        <RetentionField form={form} />
        <LimitFields form={form} />
        <FormEnd form={form} label="Save">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}
