import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ChangeEmailDocument, type ChangeEmailMutation } from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import { SecretOnce } from '../facts/secret-once.tsx'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { Moment } from '../times/moment.tsx'
import { useSignedIn } from '../viewer/viewer.ts'

interface Props {
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly version: number }
  onClose(): void
}

type Begun = NonNullable<ChangeEmailMutation['changeEmail']>

/**
 * The form that changes an e-mail address. The change takes effect once the new address is confirmed by the mailed
 * link.
 */
export function ChangeEmail({ user, onClose }: Props) {
  const { viewer, refresh } = useSignedIn()
  const isOneself = user.id === viewer.user.id
  const change = useChange(ChangeEmailDocument, ['User'])
  const [expectedVersion] = useState(user.version)
  const [begun, setBegun] = useState<Begun>()
  const form = useForm({ email: '', currentPassword: '' }, async ({ email, currentPassword }) => {
    const proof = isOneself ? { currentPassword } : {}
    const { changeEmail } = await change({ input: { userId: user.id, email, expectedVersion, ...proof } })
    if (changeEmail) setBegun(changeEmail)
    // The profile page shows the pending address from the viewer, which is read anew.
    if (isOneself) await refresh()
  })
  if (begun) return <Result begun={begun} present={user.email} onClose={onClose} />
  return (
    <form {...form.props}>
      <Stack>
        <Text size="sm">
          We mail a link to the new address, which confirms it. Until then {user.email} stays, and gets a notice.
        </Text>
        <TextInput label="New address" type="email" required data-autofocus {...form.field('email')} />
        {isOneself && (
          <>
            <input type="email" autoComplete="username" value={user.email} readOnly hidden />
            <PasswordInput
              label="Your password"
              autoComplete="current-password"
              required
              {...form.field('currentPassword')}
            />
          </>
        )}
        <FormEnd form={form} label="Send the link">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}

function Result({ begun, present, onClose }: { begun: Begun; present: string; onClose(): void }) {
  const { pendingEmail, expiresAt, link } = begun
  return (
    <Stack>
      {pendingEmail === null || expiresAt === null ? (
        <Text size="sm">{present} stays; the change that waited is withdrawn.</Text>
      ) : (
        <Text size="sm">
          {link ? `Hand the link to ${pendingEmail}` : `A mail is on its way to ${pendingEmail}`}; it works until{' '}
          <Moment at={expiresAt} />.
        </Text>
      )}
      {link && <SecretOnce secret={link} fileName="confirm-email-link" />}
      <Button onClick={onClose}>Done</Button>
    </Stack>
  )
}
