import { Stack } from '@mantine/core'
import { ClustersDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { pendingEmailFact } from '../email-changes/pending-email-fact.ts'
import { ConnectionFacts } from '../facts/connection-facts.tsx'
import { Facts } from '../facts/facts.tsx'
import { PageHeader } from '../frame/page-header.tsx'
import { Section } from '../frame/section.tsx'
import { GroupLinks } from '../groups/group-links.tsx'
import { PermissionMatrix } from '../groups/permission-matrix.tsx'
import { PairList } from '../pairs/pair-list.tsx'
import { Sessions } from '../sessions/sessions.tsx'
import { Failure } from '../states/failure.tsx'
import { Moment } from '../times/moment.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { ChangePassword } from './change-password.tsx'
import { ProfileChanges } from './profile-changes.tsx'

/** The profile of the signed-in user. */
export default function ProfilePage() {
  const { viewer, may } = useSignedIn()
  const { user, account, session } = viewer
  const clusters = useRead(ClustersDocument, { first: 100 }, { of: ['Cluster'], pause: !may('CLUSTER_READ') })
  return (
    <>
      <PageHeader title="Profile">
        <ProfileChanges />
      </PageHeader>
      <Stack gap="lg">
        <Section title="You">
          <Facts
            facts={[
              { label: 'Name', value: user.name },
              { label: 'E-mail', value: user.email },
              ...pendingEmailFact(user.pendingEmail),
              ...(account ? [{ label: 'Account', value: account.name }] : []),
              { label: 'Groups', value: <GroupLinks groups={user.groups} /> },
              { label: 'Attributes', value: <PairList pairs={user.attributes} /> },
              { label: 'Joined', value: <Moment at={user.createdAt} /> },
              { label: 'Session expires if unused', value: <Moment at={session.expiresAt} /> },
              { label: 'Session expires at the latest', value: <Moment at={session.endsAt} /> },
            ]}
          />
        </Section>
        <Section title="Connect">
          {clusters.refusal && <Failure refusal={clusters.refusal} again={clusters.again} />}
          <ConnectionFacts account={account} clusters={clusters.data?.clusters?.nodes ?? []} />
        </Section>
        <Sessions userId={user.id} />
        <Section title="Password">
          <ChangePassword email={user.email} />
        </Section>
        <Section title="What you may do">
          <PermissionMatrix
            label="What you may do"
            holders={[
              {
                id: user.id,
                heading: 'You',
                permissions: [...viewer.permissions],
                partialPermissions: [...viewer.partialPermissions],
              },
            ]}
          />
        </Section>
      </Stack>
    </>
  )
}
