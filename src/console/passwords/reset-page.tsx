import { Anchor, Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { ResetPasswordDocument } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { gateway } from '../gateway.ts'
import { DeadLink, withoutSecret } from '../sign-in/dead-link.tsx'
import { Entrance } from '../sign-in/entrance.tsx'
import { linkSecret } from '../sign-in/link-secret.ts'
import { NewPassword } from './new-password.tsx'

const anotherLink = { label: 'Ask for another link', path: '/forgot' }
const signIn = { label: 'Sign in', path: '/' }

export default function ResetPage() {
  const [isDone, setDone] = useState(false)
  const form = useForm({ password: '' }, async ({ password }) => {
    await ask(ResetPasswordDocument, { input: { secret: linkSecret, password } })
    setDone(true)
  })
  if (!linkSecret) {
    return (
      <Entrance title="Set a new password">
        <DeadLink next={anotherLink} otherwise={signIn}>
          {withoutSecret}
        </DeadLink>
      </Entrance>
    )
  }
  if (form.general?.code === 'NOT_FOUND') {
    return (
      <Entrance title="This link no longer works">
        <DeadLink next={anotherLink} otherwise={signIn}>
          A link is good for one new password, and for as long as its mail says. Your password is as it was.
        </DeadLink>
      </Entrance>
    )
  }
  if (isDone) {
    return (
      <Entrance title="Your password is set">
        <Text>You are signed in; all your other sessions have ended.</Text>
        <Button component="a" href={`${gateway.basePath}/`} mt="md">
          Go to the overview
        </Button>
      </Entrance>
    )
  }
  return (
    <Entrance title="Set a new password">
      <form {...form.props}>
        <Stack>
          <NewPassword label="New password" {...form.field('password')} />
          <FormEnd form={form} label="Set the password" />
        </Stack>
      </form>
      <Anchor href={`${gateway.basePath}/forgot`} size="sm" mt="md" display="inline-block">
        Ask for another link
      </Anchor>
    </Entrance>
  )
}
