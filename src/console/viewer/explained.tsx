import { Anchor, List, Skeleton, Stack, Text } from '@mantine/core'
import { GroupMembersDocument, type Permission, WhyNotDocument, type WhyNotQuery } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { UnmetClauses } from './unmet-list.tsx'
import { useSignedIn } from './viewer.ts'

const named = 3
/** How many members are read: some may be deactivated, and are not named as people to ask. */
const looked = 20

interface Props {
  readonly permission: Permission
  /** The database at hand, or what else it is about. */
  readonly resourceId?: string | undefined
}

type Decision = NonNullable<WhyNotQuery['explainAccess']>

/**
 * Why the viewer lacks a permission, which of their groups would grant it and what is missing, and whom to ask: in the words
 * of the gateway, as the console has no policy of its own.
 */
export function Explained({ permission, resourceId }: Props) {
  const { may } = useSignedIn()
  const { data, refusal } = useRead(
    WhyNotDocument,
    { permission, resourceId: resourceId ?? null, withGroups: may('GROUP_READ') },
    { of: ['AccessDecision'] },
  )
  const decision = data?.explainAccess
  return (
    <>
      {!decision && !refusal && <Skeleton height={16} width="60%" />}
      {refusal && <Text size="sm">{refusal.message}</Text>}
      {decision && <Text size="sm">{decision.summary}</Text>}
      {decision?.paths && decision.paths.length > 0 && <Paths paths={decision.paths} />}
      {decision && !decision.allowed && <WhomToAsk group={decision.wouldBeGrantedBy?.[0]} />}
    </>
  )
}

/** The grants of the viewer’s groups that name the permission, each with what keeps it from counting. */
function Paths({ paths }: { readonly paths: NonNullable<Decision['paths']> }) {
  return (
    <List size="sm" mt={4} aria-label="By which groups">
      {paths.map(({ group, on, counts, unmet }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they come once, and stay as they are.
        <List.Item key={at}>
          <Stack gap={0}>
            <Text size="sm">
              {group.name}, on: {on.summary} {counts ? 'It counts now.' : 'It does not count now.'}
            </Text>
            <UnmetClauses unmet={unmet} />
          </Stack>
        </List.Item>
      ))}
    </List>
  )
}

function WhomToAsk({ group }: { readonly group: NonNullable<Decision['wouldBeGrantedBy']>[number] | undefined }) {
  const { may } = useSignedIn()
  const members = useRead(
    GroupMembersDocument,
    { id: group?.id ?? '', first: looked },
    { of: ['User'], pause: !group || !may('USER_READ') },
  )
  const active = members.data?.group?.members?.nodes.filter(({ status }) => status === 'ACTIVE')
  const people = active?.slice(0, named) ?? []
  if (!group) return null
  return (
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
  )
}
