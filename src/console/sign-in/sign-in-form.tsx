import { Collapse, PasswordInput, Stack, TextInput, UnstyledButton } from '@mantine/core'
import { useId, useState } from 'react'
import { SignInDocument } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'

interface Props {
  /** The user who signs in, where that is known already. */
  readonly known?: { readonly email: string; readonly accountId: string }
  onSignedIn(): Promise<void>
}

/** The sign-in form: e-mail and password, and the account where one address has several. */
export function SignInForm({ known, onSignedIn }: Props) {
  const [asksAccount, setAsksAccount] = useState(false)
  const accountId = useId()
  const form = useForm(
    { email: known?.email ?? '', password: '', accountId: known?.accountId ?? '' },
    async ({ email, password, accountId }) => {
      await ask(SignInDocument, { input: { email: email.trim(), password, accountId: accountId.trim() || null } })
      await onSignedIn()
    },
  )
  // The gateway asks for the account when the password fits several.
  const isAccountShown = asksAccount || form.field('accountId').error !== undefined || form.values.accountId !== ''
  return (
    <form {...form.props}>
      <Stack>
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          readOnly={known !== undefined}
          {...form.field('email')}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          data-autofocus
          {...form.field('password')}
        />
        {!known && (
          <div>
            <UnstyledButton
              type="button"
              fz="sm"
              c="dimmed"
              aria-expanded={isAccountShown}
              aria-controls={accountId}
              onClick={() => setAsksAccount(!asksAccount)}
            >
              My e-mail address has several accounts
            </UnstyledButton>
            <Collapse expanded={isAccountShown} id={accountId}>
              <TextInput
                mt="xs"
                label="Account ID"
                description="It is in your invitation mail, and starts with account_."
                autoComplete="off"
                {...form.field('accountId')}
              />
            </Collapse>
          </div>
        )}
        <FormEnd form={form} label="Sign in" />
      </Stack>
    </form>
  )
}
