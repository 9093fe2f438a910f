import { Stack, TextInput } from '@mantine/core'
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
import { NewPassword } from '../passwords/new-password.tsx'
import { DeadLink, withoutSecret } from '../sign-in/dead-link.tsx'
import { Entrance } from '../sign-in/entrance.tsx'
import { linkSecret } from '../sign-in/link-secret.ts'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { Moment } from '../times/moment.tsx'
import { Welcome } from './welcome.tsx'

type Offer = NonNullable<InvitationPreviewQuery['invitationPreview']>

const title = 'Your invitation'
const signIn = { label: 'Sign in', path: '/' }
const unknownLink =
  'This link leads to no invitation. A later mail replaces the link of an earlier one: open the latest, or ask the person who invited you to send it again.'

/** What became of an invitation, and whom to ask. */
const becameOf: Record<Exclude<InvitationStatus, 'PENDING'>, (inviter: string) => string> = {
  ACCEPTED: () => 'This invitation was accepted already. Sign in with the password that was set then.',
  EXPIRED: (inviter) => `This invitation has expired. Ask ${inviter} to send it again.`,
  REVOKED: (inviter) => `This invitation was revoked. Ask ${inviter} for another.`,
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
      {offer === null && <DeadLink next={signIn}>{linkSecret ? unknownLink : withoutSecret}</DeadLink>}
      {offer && <OfferFacts offer={offer} />}
      {offer?.status === 'PENDING' && <AcceptForm email={offer.email} onAccepted={() => setAccepted(true)} />}
      {offer && offer.status !== 'PENDING' && (
        <DeadLink next={signIn}>
          {becameOf[offer.status](offer.invitedByName ?? 'the operator of the gateway')}
        </DeadLink>
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
