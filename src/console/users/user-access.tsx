import { Anchor, List, Text } from '@mantine/core'
import { Link } from 'wouter'
import { UserAccessDocument, type UserAccessQuery } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { Section } from '../frame/section.tsx'
import { type Holder, heldBy } from '../groups/holder.ts'
import { PermissionMatrix } from '../groups/permission-matrix.tsx'
import { capital, permissionWords } from '../groups/permission-words.ts'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { Countdown } from '../times/countdown.tsx'

type User = NonNullable<UserAccessQuery['user']>
type Membership = User['memberships'][number]

interface Props {
  readonly id: string
  readonly name: string
  readonly isActive: boolean
}

/** What somebody may do, and by which of their groups. */
export function UserAccess({ id, name, isActive }: Props) {
  const { data, refusal, isLoading, again } = useRead(UserAccessDocument, { id }, { of: ['User', 'Group'] })
  const user = data?.user
  return (
    <Section title={`What ${name} may do`}>
      {isLoading && <Loading rows={11} />}
      {refusal && <Failure refusal={refusal} again={again} />}
      {!isActive && (
        <Text size="sm" mb="sm">
          Nothing, as long as they are deactivated. Once they are reactivated:
        </Text>
      )}
      {user && <Held user={user} name={name} />}
    </Section>
  )
}

function Held({ user, name }: { readonly user: User; readonly name: string }) {
  const { memberships, permissions, partialPermissions } = user
  if (memberships.length === 0) return <Text size="sm">{name} is in no group, and so may do nothing.</Text>
  const all: Holder = { id: 'all', heading: 'In all', note: 'now', isOwn: true, permissions, partialPermissions }
  const groups = memberships.map(holderOf)
  const [first] = memberships
  // One group that always counts is all there is.
  const isPlain = memberships.length === 1 && first?.group.builtIn === true
  return (
    <>
      <PermissionMatrix label={`What ${name} may do`} holders={isPlain ? groups : [all, ...groups]} />
      <Limits memberships={memberships} />
    </>
  )
}

function holderOf({ group: { id, name, grants }, until, counts }: Membership): Holder {
  return {
    id,
    heading: (
      <Anchor component={Link} href={`/groups/${id}`} inherit>
        {name}
      </Anchor>
    ),
    note: (!counts || until) && (
      <>
        {!counts && 'does not count now'}
        {!counts && until && ', '}
        {until && <Countdown to={until} />}
      </>
    ),
    ...heldBy(grants),
  }
}

/** When groups with conditions count, and on what those grant that do not grant on everything. */
function Limits({ memberships }: Pick<User, 'memberships'>) {
  const limited = memberships.filter(({ group }) => !group.builtIn)
  if (limited.length === 0) return null
  return (
    <List size="sm" mt="sm" aria-label="What limits it">
      {limited.map(({ group: { id, name, conditionsSummary, grants } }) => (
        <List.Item key={id}>
          <b>{name}</b> counts: {conditionsSummary}
          {grants.map(({ permissions, on }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a grant has no identity but its position.
            <Text size="sm" c="dimmed" key={at}>
              {capital(on.summary)}: {permissionWords(permissions)}
            </Text>
          ))}
        </List.Item>
      ))}
    </List>
  )
}
