import { Button, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { UpdateUserDocument, type UserQuery } from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { printPairs, readPairs } from '../pairs/pairs.ts'
import { attributesField, PairsField } from '../pairs/pairs-field.tsx'
import { toast } from '../states/toast.ts'
import { useSignedIn } from '../viewer/viewer.ts'

interface Props {
  readonly user: NonNullable<UserQuery['user']>
  onClose(): void
}

/** The form for the name and attributes of a user; refused when the user was changed since the form was opened. */
export function EditUser({ user, onClose }: Props) {
  const { refresh, viewer } = useSignedIn()
  const update = useChange(UpdateUserDocument, ['User'])
  const [expectedVersion] = useState(user.version)
  const form = useForm({ name: user.name, attributes: printPairs(user.attributes) }, async ({ name, attributes }) => {
    await update({ input: { id: user.id, name, attributes: readPairs(attributes), expectedVersion } })
    if (user.id === viewer.user.id) await refresh()
    toast('Saved.')
    onClose()
  })
  return (
    <form {...form.props}>
      <Stack>
        <TextInput label="Name" required data-autofocus {...form.field('name')} />
        <PairsField {...attributesField} {...form.field('attributes')} />
        <FormEnd form={form} label="Save">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}
