import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useLocation } from 'wouter'
import { CreateDatabaseDocument } from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import type { useClusters } from '../clusters/cluster-select.tsx'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { toast } from '../states/toast.ts'
import { LimitFields } from './limit-fields.tsx'
import { RetentionField } from './retention-field.tsx'
import { type Template, TemplateField } from './template-field.tsx'

interface Props {
  readonly clusters: ReturnType<typeof useClusters>
  /** The cluster that is selected at first. */
  readonly clusterId: string
  onClose(): void
}

/** The form that creates a database, and then opens its page. */
export function CreateDatabase({ clusters, clusterId, onClose }: Props) {
  const [, navigate] = useLocation()
  const create = useChange(CreateDatabaseDocument, ['Database'])
  const form = useForm(
    {
      clusterId,
      name: '',
      retentionPeriod: '',
      maxTables: '' as number | string,
      maxColumnsPerTable: '' as number | string,
      partitionTemplate: undefined as Template,
    },
    async ({ clusterId, name, retentionPeriod, maxTables, maxColumnsPerTable, partitionTemplate }) => {
      const input = {
        clusterId,
        name,
        retentionPeriod: retentionPeriod || null,
        ...(maxTables !== '' && { maxTables: Number(maxTables) }),
        ...(maxColumnsPerTable !== '' && { maxColumnsPerTable: Number(maxColumnsPerTable) }),
        ...(partitionTemplate && { partitionTemplate }),
      }
      const { createDatabase } = await create({ input })
      toast('Created.')
      // Replaces the entry of the form in the history, so that back leads to the list.
      if (createDatabase) navigate(`/databases/${createDatabase.database.id}`, { replace: true })
    },
  )
  return (
    <form {...form.props}>
      <Stack>
        <TextInput label="Name" required autoComplete="off" data-autofocus {...form.field('name')} />
        <NativeSelect
          label="Cluster"
          required
          data={clusters.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.field('clusterId')}
        />
        <RetentionField form={form} />
        <TemplateField form={form} otherwise="Day (default)" />
        <LimitFields form={form} placeholder="Default" />
        <FormEnd form={form} label="Create database">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}
