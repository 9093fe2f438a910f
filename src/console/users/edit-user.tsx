import { Button, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { UpdateUserDocument, type UserQuery } from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { toast } from '../states/toast.ts'
import { useSignedIn } from '../viewer/viewer.ts'
import { printAttributes, readAttributes } from './attributes.ts'
import { AttributesField } from './attributes-field.tsx'

interface Props {
  readonly user: NonNullable<UserQuery['user']>
  onClose(): void
}

/** The form for the name and attributes of a user; refused when the user was changed since the form was opened. */
export function EditUser({ user, onClose }: Props) {
  const { refresh, viewer } = useSignedIn()
  const update = useChange(UpdateUserDocument, ['User'])
  const [expectedVersion] = useState(user.version)
  const form = useForm(
    { name: user.name, attributes: printAttributes(user.attributes) },
    async ({ name, attributes }) => {
      await update({ input: { id: user.id, name, attributes: readAttributes(attributes), expectedVersion } })
      if (user.id === viewer.user.id) await refresh()
      toast('Saved.')
      onClose()
    },
  )
  return (
    <form {...form.props}>
      <Stack>
        <TextInput label="Name" required data-autofocus {...form.field('name')} />
        <AttributesField {...form.field('attributes')} />
        <FormEnd form={form} label="Save">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}
