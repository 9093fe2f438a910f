import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { ResendInvitationDocument } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { Dialog } from '../dialogs/dialog.tsx'
import { Rehearsal } from '../dialogs/rehearsal.tsx'
import { mayGoOn, useRehearsal } from '../dialogs/use-rehearsal.ts'
import { SecretOnce } from '../facts/secret-once.tsx'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { toast } from '../states/toast.ts'

interface Invitation {
  readonly id: string
  readonly email: string
}

interface Props {
  readonly invitation: Invitation | undefined
  readonly isOpen: boolean
  onClose(): void
}

/** The dialog that sends an invitation again; without a mail server, it shows the new link. */
export function ResendDialog({ invitation, isOpen, onClose }: Props) {
  const [isHeld, setHeld] = useState(false)
  const close = () => {
    setHeld(false)
    onClose()
  }
  return (
    <Dialog title="Send the invitation again?" isOpen={isOpen} onClose={close} isHeld={isHeld}>
      {invitation && <Resend invitation={invitation} onClose={close} onLink={() => setHeld(true)} />}
    </Dialog>
  )
}

interface ResendProps {
  readonly invitation: Invitation
  onClose(): void
  /** Called when the new link is shown, which cannot be shown again. */
  onLink(): void
}

function Resend({ invitation, onClose, onLink }: ResendProps) {
  const resend = useChange(ResendInvitationDocument, ['Invitation'])
  const rehearsed = useRehearsal(() => rehearse(ResendInvitationDocument, { id: invitation.id }))
  const [link, setLink] = useState<string>()
  const form = useForm({}, async () => {
    const { resendInvitation } = await resend({ id: invitation.id })
    if (resendInvitation?.link) {
      setLink(resendInvitation.link)
      onLink()
      return
    }
    toast('A new mail is on its way.')
    onClose()
  })
  if (link) {
    return (
      <Stack>
        <Text size="sm">This gateway has no mail server: give the new link to {invitation.email}.</Text>
        <SecretOnce secret={link} fileName="invitation-link" />
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
      </Stack>
    )
  }
  return (
    <form {...form.props}>
      <Stack>
        <Text size="sm">
          {invitation.email} gets a new link, which works as long as the first one did. Earlier links stop working.
        </Text>
        <Rehearsal of={rehearsed} />
        <FormEnd form={form} label="Send again" disabled={!mayGoOn(rehearsed)}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}
