import { Group, Stack, Text } from '@mantine/core'
import { useParams } from 'wouter'
import { UserDocument, type UserQuery } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { pendingEmailFact } from '../email-changes/pending-email-fact.ts'
import { Facts } from '../facts/facts.tsx'
import { PageHeader } from '../frame/page-header.tsx'
import { Section } from '../frame/section.tsx'
import { GroupLinks } from '../groups/group-links.tsx'
import { InvitationFacts } from '../invitations/invitation-facts.tsx'
import { Memberships } from '../memberships/memberships.tsx'
import { PairList } from '../pairs/pair-list.tsx'
import { Sessions } from '../sessions/sessions.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { NotFound } from '../states/not-found.tsx'
import { type OfferedTab, UrlTabs } from '../tabs/url-tabs.tsx'
import { Moment } from '../times/moment.tsx'
import { NotAllowed } from '../viewer/not-allowed.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { UserAccess } from './user-access.tsx'
import { UserActivity } from './user-activity.tsx'
import { UserChanges } from './user-changes.tsx'
import { UserStatus } from './user-status.tsx'
import { UserTokens } from './user-tokens.tsx'

type User = NonNullable<UserQuery['user']>

/** One user: what they may do, and in tabs their groups, tokens, sessions, activity and details. */
export default function UserPage() {
  const { id = '' } = useParams()
  return <OneUser key={id} id={id} />
}

function OneUser({ id }: { readonly id: string }) {
  const { may } = useSignedIn()
  const withInvitation = may('INVITATION_READ')
  const { data, refusal, isLoading, again } = useRead(
    UserDocument,
    { id, withInvitation },
    { of: ['User', 'Invitation'] },
  )
  const user = data?.user
  if (data && !refusal && !user) {
    return <NotFound what="User" next={{ href: '/users', label: 'All users' }} />
  }
  return (
    <>
      <PageHeader title={user?.name ?? 'User'}>{user && <UserChanges user={user} onClosed={again} />}</PageHeader>
      {isLoading && <Loading rows={8} />}
      {refusal && <Failure refusal={refusal} again={again} />}
      {user && (
        <Stack gap="lg">
          <AtAGlance user={user} />
          {!may('USER_UPDATE') && <NotAllowed permission="USER_UPDATE" title="You may not change this user" />}
          <UserAccess id={id} name={user.name} isActive={user.status === 'ACTIVE'} />
          <MoreAbout user={user} again={again} />
        </Stack>
      )}
    </>
  )
}

/** Who it is, in a line. */
function AtAGlance({ user: { email, status, attributes, lastSignInAt } }: { readonly user: User }) {
  return (
    <Group gap="md" mt={-12}>
      <Text size="sm">{email}</Text>
      <UserStatus status={status} />
      <Text size="sm" c="dimmed">
        Last sign-in: <Moment at={lastSignInAt} />
      </Text>
      {attributes.length > 0 && <PairList pairs={attributes} />}
    </Group>
  )
}

interface MoreProps {
  readonly user: User
  readonly again: () => void
}

function MoreAbout({ user, again }: MoreProps) {
  const { may } = useSignedIn()
  const { id, name } = user
  const tabs: readonly OfferedTab[] = [
    {
      key: 'memberships',
      title: 'Memberships',
      content: <Memberships user={user} onClosed={again} />,
      isOffered: true,
    },
    {
      key: 'tokens',
      title: 'Tokens',
      content: <UserTokens id={id} name={name} />,
      isOffered: may('DATABASE_TOKEN_READ') || may('MANAGEMENT_TOKEN_READ'),
    },
    { key: 'sessions', title: 'Sessions', content: <Sessions userId={id} />, isOffered: may('SESSION_READ') },
    { key: 'activity', title: 'Activity', content: <UserActivity id={id} name={name} />, isOffered: may('AUDIT_READ') },
    { key: 'details', title: 'Details', content: <Details user={user} />, isOffered: true },
  ]
  return <UrlTabs label={`More about ${name}`} tabs={tabs} />
}

function Details({ user }: { readonly user: User }) {
  const { may } = useSignedIn()
  return (
    <Stack gap="lg">
      <Section title="Details">
        <Facts
          facts={[
            { label: 'E-mail', value: user.email },
            ...pendingEmailFact(user.pendingEmail),
            { label: 'Status', value: <UserStatus status={user.status} /> },
            { label: 'Groups', value: <GroupLinks groups={user.groups} /> },
            { label: 'Attributes', value: <PairList pairs={user.attributes} /> },
            { label: 'Joined', value: <Moment at={user.createdAt} /> },
            { label: 'Last sign-in', value: <Moment at={user.lastSignInAt} /> },
          ]}
        />
      </Section>
      {may('INVITATION_READ') && (
        <Section title="Invitation">
          {user.invitation ? (
            <InvitationFacts invitation={user.invitation} />
          ) : (
            <Text c="dimmed">{user.name} joined without an invitation.</Text>
          )}
        </Section>
      )}
    </Stack>
  )
}
