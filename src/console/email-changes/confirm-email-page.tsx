import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { ConfirmEmailDocument } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { gateway } from '../gateway.ts'
import { DeadLink, withoutSecret } from '../sign-in/dead-link.tsx'
import { Entrance } from '../sign-in/entrance.tsx'
import { linkSecret } from '../sign-in/link-secret.ts'

/**
 * The page of the link in the mail to a new address. Opening it changes nothing yet, as mail scanners open links too.
 */
export default function ConfirmEmailPage() {
  const [confirmed, setConfirmed] = useState<string>()
  const form = useForm({}, async () => {
    const { confirmEmail } = await ask(ConfirmEmailDocument, { input: { secret: linkSecret } })
    setConfirmed(confirmEmail?.email)
  })
  if (!linkSecret) {
    return (
      <Entrance title="Confirm your address">
        <DeadLink next={{ label: 'Go to the overview', path: '/' }}>{withoutSecret}</DeadLink>
      </Entrance>
    )
  }
  if (form.general?.code === 'NOT_FOUND') {
    return (
      <Entrance title="This link no longer works">
        <DeadLink next={{ label: 'Open my profile', path: '/profile' }}>
          It was used already, has expired, or another address was asked for since. Your profile shows your address, and
          sends another link.
        </DeadLink>
      </Entrance>
    )
  }
  if (confirmed) {
    return (
      <Entrance title="Your address is confirmed">
        <Text>From now on you sign in as {confirmed}.</Text>
        <Button component="a" href={`${gateway.basePath}/`} mt="md">
          Go to the overview
        </Button>
      </Entrance>
    )
  }
  return (
    <Entrance title="Confirm your address">
      <form {...form.props}>
        <Stack>
          <Text size="sm">From then on you sign in with this address; your password stays as it is.</Text>
          <FormEnd form={form} label="Confirm address" />
        </Stack>
      </form>
    </Entrance>
  )
}
