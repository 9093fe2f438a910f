import { Button, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { UpdateProfileDocument } from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { toast } from '../states/toast.ts'
import { useSignedIn } from '../viewer/viewer.ts'

/** The form that changes one's own name. */
export function EditName({ onClose }: { onClose(): void }) {
  const { refresh, viewer } = useSignedIn()
  const update = useChange(UpdateProfileDocument, ['User'])
  const [expectedVersion] = useState(viewer.user.version)
  const form = useForm({ name: viewer.user.name }, async ({ name }) => {
    await update({ input: { name, expectedVersion } })
    await refresh()
    toast('Saved.')
    onClose()
  })
  return (
    <form {...form.props}>
      <Stack>
        <TextInput label="Name" autoComplete="name" required data-autofocus {...form.field('name')} />
        <FormEnd form={form} label="Save">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}
