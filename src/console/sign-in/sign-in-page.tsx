import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import { Entrance } from './entrance.tsx'
import { SignInForm } from './sign-in-form.tsx'

export function SignInPage({ onSignedIn }: { onSignedIn(): Promise<void> }) {
  return (
    <Entrance title="Sign in to Clustergate">
      <SignInForm onSignedIn={onSignedIn} />
      <Anchor component={Link} href="/forgot" size="sm" mt="md" display="inline-block">
        Forgot your password?
      </Anchor>
    </Entrance>
  )
}
