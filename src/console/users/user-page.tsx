import { Stack, Text } from '@mantine/core'
import { useParams } from 'wouter'
import { UserDocument, type UserQuery } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { pendingEmailFact } from '../email-changes/pending-email-fact.ts'
import { Facts } from '../facts/facts.tsx'
import { PageHeader } from '../frame/page-header.tsx'
import { Section } from '../frame/section.tsx'
import { GroupLinks } from '../groups/group-links.tsx'
import { PermissionFacts } from '../groups/permission-facts.tsx'
import { InvitationFacts } from '../invitations/invitation-facts.tsx'
import { Memberships } from '../memberships/memberships.tsx'
import { PairList } from '../pairs/pair-list.tsx'
import { Sessions } from '../sessions/sessions.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { NotFound } from '../states/not-found.tsx'
import { Moment } from '../times/moment.tsx'
import { IfMay } from '../viewer/if-may.tsx'
import { NotAllowed } from '../viewer/not-allowed.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { UserChanges } from './user-changes.tsx'
import { UserStatus } from './user-status.tsx'

type User = NonNullable<UserQuery['user']>

/** One user: details, invitation, sessions and permissions. */
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
          {!may('USER_UPDATE') && <NotAllowed permission="USER_UPDATE" title="You may not change this person" />}
          <Section title="Details">
            <PersonFacts user={user} />
          </Section>
          <Memberships user={user} onClosed={again} />
          {withInvitation && (
            <Section title="Invitation">
              {user.invitation ? (
                <InvitationFacts invitation={user.invitation} />
              ) : (
                <Text c="dimmed">{user.name} joined without an invitation.</Text>
              )}
            </Section>
          )}
          <IfMay permission="SESSION_READ">
            <Sessions userId={id} />
          </IfMay>
          <Section title="Permissions">
            <PermissionFacts permissions={user.permissions} />
          </Section>
        </Stack>
      )}
    </>
  )
}

function PersonFacts({ user }: { readonly user: User }) {
  return (
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
  )
}
