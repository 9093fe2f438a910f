import { Button, Stack, TextInput } from '@mantine/core'
import type { RenameInput } from '../../sdk/generated.ts'
import { toast } from '../states/toast.ts'
import { FormEnd } from './form-end.tsx'
import { useForm } from './use-form.ts'

interface Props {
  readonly of: { readonly id: string; readonly name: string; readonly version: number }
  rename(variables: { readonly input: RenameInput }): Promise<unknown>
  onClose(): void
}

/** The form that renames a database or a table. */
export function RenameForm({ of: { id, name, version }, rename, onClose }: Props) {
  const form = useForm({ name }, async (values) => {
    await rename({ input: { id, name: values.name, expectedVersion: version } })
    toast('Renamed.')
    onClose()
  })
  return (
    <form {...form.props}>
      <Stack>
        <TextInput
          label="Name"
          description="The id stays, and so do the tokens that name it."
          required
          autoComplete="off"
          data-autofocus
          {...form.field('name')}
        />
        <FormEnd form={form} label="Rename">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}
