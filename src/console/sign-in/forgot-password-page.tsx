import { Anchor, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { RequestPasswordResetDocument } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { Entrance } from './entrance.tsx'

export default function ForgotPasswordPage() {
  const [isAsked, setAsked] = useState(false)
  const form = useForm({ email: '' }, async ({ email }) => {
    await ask(RequestPasswordResetDocument, { input: { email: email.trim() } })
    setAsked(true)
  })
  return (
    <Entrance title="Forgot your password?">
      {isAsked ? (
        <Text role="status">
          If this address is known, a mail with a link is on its way. It says how long the link is good; earlier ones go
          on working.
        </Text>
      ) : (
        <form {...form.props}>
          <Stack>
            <TextInput label="E-mail" type="email" autoComplete="username" required {...form.field('email')} />
            <FormEnd form={form} label="Send me a link" />
          </Stack>
        </form>
      )}
      <Anchor component={Link} href="/" size="sm" mt="md" display="inline-block">
        Sign in
      </Anchor>
    </Entrance>
  )
}
