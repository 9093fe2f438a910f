import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import {
  AcceptInvitationDocument,
  InvitationPreviewDocument,
  type InvitationPreviewQuery,
  type InvitationStatus,
} from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { asRefusal, type Refusal } from '../api/refusal.ts'
import { Facts } from '../facts/facts.tsx'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { gateway } from '../gateway.ts'
import { NewPassword } from '../passwords/new-password.tsx'
import { Entrance } from '../sign-in/entrance.tsx'
import { linkSecret } from '../sign-in/link-secret.ts'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { Moment } from '../times/moment.tsx'
import { Welcome } from './welcome.tsx'

type Offer = NonNullable<InvitationPreviewQuery['invitationPreview']>

const title = 'Your invitation'
const becameOf: Record<Exclude<InvitationStatus, 'PENDING'>, string> = {
  ACCEPTED: 'This invitation was accepted already. Sign in with the password that was set then.',
  EXPIRED: 'This invitation has expired. Ask the person who invited you to send it again.',
  REVOKED: 'This invitation was revoked. Ask the person who invited you for another.',
}

export default function AcceptPage() {
  const [offer, setOffer] = useState<Offer | null>()
  const [refusal, setRefusal] = useState<Refusal>()
  const [isAccepted, setAccepted] = useState(false)
  useEffect(() => {
    if (!linkSecret) return setOffer(null)
    ask(InvitationPreviewDocument, { secret: linkSecret }).then(
      ({ invitationPreview }) => setOffer(invitationPreview ?? null),
      (error: unknown) => setRefusal(asRefusal(error)),
    )
  }, [])
  if (isAccepted) return <Welcome />
  return (
    <Entrance title={title}>
      {refusal && <Failure refusal={refusal} />}
      {!refusal && offer === undefined && <Loading />}
      {offer === null && (
        <Text>This link is not valid, or was opened already. Open the complete link from the mail again.</Text>
      )}
      {offer && <OfferFacts offer={offer} />}
      {offer?.status === 'PENDING' && <AcceptForm email={offer.email} onAccepted={() => setAccepted(true)} />}
      {offer && offer.status !== 'PENDING' && (
        <>
          <Text role="status">{becameOf[offer.status]}</Text>
          {offer.status === 'ACCEPTED' && (
            <Button component="a" href={`${gateway.basePath}/`} mt="md">
              Sign in
            </Button>
          )}
        </>
      )}
    </Entrance>
  )
}

function OfferFacts({ offer }: { readonly offer: Offer }) {
  return (
    <Facts
      facts={[
        { label: 'Account', value: offer.accountName },
        { label: 'Invited by', value: offer.invitedByName ?? 'The operator of the gateway' },
        { label: 'E-mail', value: offer.email },
        { label: 'Groups', value: offer.groups.join(', ') },
        { label: 'Expires', value: <Moment at={offer.expiresAt} /> },
      ]}
    />
  )
}

function AcceptForm({ email, onAccepted }: { readonly email: string; onAccepted(): void }) {
  const form = useForm({ name: '', password: '' }, async ({ name, password }) => {
    await ask(AcceptInvitationDocument, { input: { secret: linkSecret, name, password } })
    onAccepted()
  })
  return (
    <form {...form.props}>
      <Stack mt="md">
        {/* Password managers save the password under this address. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <TextInput
          label="Your name"
          description="How others will see you."
          autoComplete="name"
          required
          {...form.field('name')}
        />
        <NewPassword email={email} {...form.field('password')} />
        <FormEnd form={form} label="Join" />
      </Stack>
    </form>
  )
}
