import { PasswordInput, Stack, Text } from '@mantine/core'
import { ChangePasswordDocument } from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { NewPassword } from '../passwords/new-password.tsx'
import { toast } from '../states/toast.ts'

/** The form that changes one’s own password; it asks for the current one. */
export function ChangePassword({ email }: { readonly email: string }) {
  const change = useChange(ChangePasswordDocument, ['Session'])
  const form = useForm({ currentPassword: '', newPassword: '' }, async (input) => {
    await change({ input })
    form.set({ currentPassword: '', newPassword: '' })
    toast('The password is changed.')
  })
  return (
    <form {...form.props}>
      <Stack maw={420}>
        <Text size="sm">Changing your password ends all your other sessions. We confirm it by mail.</Text>
        {/* Password managers save the password under this address. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          required
          {...form.field('currentPassword')}
        />
        <NewPassword label="New password" email={email} {...form.field('newPassword')} />
        <FormEnd form={form} label="Change the password" />
      </Stack>
    </form>
  )
}
