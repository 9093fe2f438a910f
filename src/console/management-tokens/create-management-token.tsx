import { Button, Stack, TextInput } from '@mantine/core'
import { CreateManagementTokenDocument, type Permission } from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { PermissionMatrix } from '../groups/permission-matrix.tsx'
import { type Expiry, ExpiryField } from '../tokens/expiry-field.tsx'
import type { ShowSecret } from '../tokens/secret-dialog.tsx'
import { useSignedIn } from '../viewer/viewer.ts'

interface Props {
  readonly show: ShowSecret
  onClose(): void
}

/** The form that creates a management token, whose permissions are among those of the viewer. */
export function CreateManagementToken({ show, onClose }: Props) {
  const { viewer } = useSignedIn()
  const create = useChange(CreateManagementTokenDocument, ['ManagementToken'])
  const form = useForm(
    { description: '', permissions: [] as readonly Permission[], expiresAt: null as Expiry },
    async (input) => {
      const { createManagementToken } = await create({ input })
      if (createManagementToken) show(createManagementToken.secret)
    },
  )
  // The API gives no token this permission: tokens cannot create management tokens.
  const offered = [...viewer.permissions].filter((permission) => permission !== 'MANAGEMENT_TOKEN_CREATE').sort()
  return (
    <form {...form.props}>
      <Stack>
        <TextInput
          label="Description"
          placeholder="Nightly report"
          required
          autoComplete="off"
          data-autofocus
          {...form.field('description')}
        />
        <PermissionMatrix offered={offered} {...form.field('permissions')} />
        <ExpiryField form={form} />
        <FormEnd form={form} label="Create token">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}
