import { Button, Stack, TextInput } from '@mantine/core'
import { CreateTableDocument } from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import type { Database } from '../databases/database-dialogs.tsx'
import { type Template, TemplateField } from '../databases/template-field.tsx'
import { templateText } from '../databases/template-words.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { toast } from '../states/toast.ts'

interface Props {
  readonly database: Pick<Database, 'id' | 'partitionTemplate'>
  onClose(): void
}

/** The form that creates a table before its first write. */
export function CreateTable({ database, onClose }: Props) {
  const create = useChange(CreateTableDocument, ['Table'])
  const form = useForm({ name: '', partitionTemplate: undefined as Template }, async ({ name, partitionTemplate }) => {
    await create({ input: { databaseId: database.id, name, ...(partitionTemplate && { partitionTemplate }) } })
    toast('Created.')
    onClose()
  })
  return (
    <form {...form.props}>
      <Stack>
        <TextInput label="Name" required autoComplete="off" data-autofocus {...form.field('name')} />
        <TemplateField form={form} otherwise={`As the database: ${templateText(database.partitionTemplate)}`} />
        <FormEnd form={form} label="Create table">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}
