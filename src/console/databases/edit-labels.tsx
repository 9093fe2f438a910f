import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { type DatabaseFieldsFragment, SetDatabaseLabelsDocument } from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { printPairs, readPairs } from '../pairs/pairs.ts'
import { labelsField, PairsField } from '../pairs/pairs-field.tsx'
import { toast } from '../states/toast.ts'

interface Props {
  readonly database: DatabaseFieldsFragment
  onClose(): void
}

/** The form for the labels of a database; refused when it was changed since the form was opened. */
export function EditLabels({ database: { id, labels, version }, onClose }: Props) {
  const set = useChange(SetDatabaseLabelsDocument, ['Database'])
  const [expectedVersion] = useState(version)
  const form = useForm({ labels: printPairs(labels) }, async ({ labels }) => {
    await set({ input: { id, labels: readPairs(labels), expectedVersion } })
    toast('Saved.')
    onClose()
  })
  return (
    <form {...form.props}>
      <Stack>
        <PairsField {...labelsField} data-autofocus {...form.field('labels')} />
        <FormEnd form={form} label="Save">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}
