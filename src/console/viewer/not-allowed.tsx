import { Alert, Anchor, Skeleton, Text } from '@mantine/core'
import { ExplainAccessDocument, GroupMembersDocument, type Permission } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { useSignedIn } from './viewer.ts'

const named = 3
/** How many members are read: some may be deactivated, and are not named as people to ask. */
const looked = 20

/** Explains a missing permission and whom to ask, in the words of the gateway: the console has no policy of its own. */
export function NotAllowed({ permission, title }: { readonly permission: Permission; readonly title: string }) {
  const { may } = useSignedIn()
  const { data, refusal } = useRead(ExplainAccessDocument, { permission }, { of: ['AccessDecision'] })
  const decision = data?.explainAccess
  const group = decision?.wouldBeGrantedBy[0]
  const members = useRead(
    GroupMembersDocument,
    { id: group?.id ?? '', first: looked },
    { of: ['User'], pause: !group || !may('USER_READ') },
  )
  const active = members.data?.group?.members?.nodes.filter(({ status }) => status === 'ACTIVE')
  const people = active?.slice(0, named) ?? []
  return (
    <Alert color="gray" title={title} role="note">
      {!decision && !refusal && <Skeleton height={16} width="60%" />}
      {refusal && <Text size="sm">{refusal.message}</Text>}
      {decision && <Text size="sm">{decision.summary}</Text>}
      {group && (
        <Text size="sm" mt={4}>
          Ask{' '}
          {people.length === 0
            ? `somebody of the group ${group.name}`
            : people.map(({ id, email }, at) => (
                <span key={id}>
                  {at > 0 && ' or '}
                  <Anchor href={`mailto:${email}`} inherit>
                    {email}
                  </Anchor>
                </span>
              ))}
          .
        </Text>
      )}
    </Alert>
  )
}
