import { Button, Stack, TextInput } from '@mantine/core'
import { CreateManagementTokenDocument, type Permission } from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { PermissionChoice } from '../groups/permission-choice.tsx'
import { allPermissions, permissionWords } from '../groups/permission-words.ts'
import { type Expiry, ExpiryField } from '../tokens/expiry-field.tsx'
import type { ShowSecret } from '../tokens/secret-dialog.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { Why } from '../viewer/why.tsx'
import { neverDelegated, presets } from './presets.ts'
import { TokenSummary } from './token-summary.tsx'

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
  const offered = allPermissions.filter((permission) => !neverDelegated.includes(permission))
  const lacking = offered.filter((permission) => !viewer.permissions.has(permission))
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
        <PermissionChoice
          offered={offered}
          presets={presets}
          showsClosed
          {...(lacking.length > 0 && {
            closed: {
              has: (permission: Permission) => lacking.includes(permission),
              why: (
                <>
                  You can give only what you hold on the whole account.{' '}
                  <Why sought={lacking.map((permission) => ({ permission, words: permissionWords([permission]) }))} />
                </>
              ),
            },
          })}
          {...form.field('permissions')}
        />
        <TokenSummary permissions={form.values.permissions} />
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
