import { Anchor, Modal, Text } from '@mantine/core'
import { gateway } from '../gateway.ts'
import type { Viewer } from '../viewer/viewer.ts'
import { SignInForm } from './sign-in-form.tsx'

interface Props {
  readonly viewer: Viewer
  readonly reason: 'ending' | 'ended'
  /** Why the session ended, in the words of the gateway; null when it expired. */
  readonly why: string | null
  onSignedIn(): Promise<void>
  onClose(): void
}

/** Asks for the password in a dialog over the page, so that no form is lost. */
export function SignInAgain({ viewer, reason, why, onSignedIn, onClose }: Props) {
  const hasEnded = reason === 'ended'
  return (
    <Modal
      opened
      onClose={onClose}
      title={hasEnded ? 'Your session has ended' : 'Stay signed in'}
      withCloseButton={!hasEnded}
      closeOnEscape={!hasEnded}
      closeOnClickOutside={false}
    >
      {why && (
        <Text size="sm" mb="xs">
          {why}
        </Text>
      )}
      <Text size="sm" mb="md">
        Sign in again to go on where you are; what you typed is still here.
      </Text>
      <SignInForm known={{ email: viewer.user.email, accountId: viewer.account?.id ?? '' }} onSignedIn={onSignedIn} />
      {hasEnded && (
        <Anchor href={`${gateway.basePath}/`} size="sm">
          Leave this page instead
        </Anchor>
      )}
    </Modal>
  )
}
