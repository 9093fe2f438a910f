import { Anchor, Code, Text, Timeline } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { TokenStatus as Status } from '../../sdk/generated.ts'
import { Section } from '../frame/section.tsx'
import { Moment } from '../times/moment.tsx'
import { TokenStatus } from '../tokens/token-status.tsx'
import type { PageToken } from './token-of-page.ts'
import classes from './token-series.module.css'

interface Member {
  readonly id: string
  readonly prefix: string
  readonly status: Status
  readonly createdAt: string
}

/** The tokens that replaced each other by rotation, the oldest first, with links; nothing where it was never rotated. */
export function TokenSeries({ token }: { readonly token: PageToken }) {
  const { rotatedFrom, replacedBy } = token
  if (!rotatedFrom && !replacedBy) return null
  const members: readonly (Member | null | undefined)[] = [
    rotatedFrom?.rotatedFrom,
    rotatedFrom,
    token,
    replacedBy,
    replacedBy?.replacedBy,
  ]
  const shown = members.filter((member) => member !== null && member !== undefined)
  return (
    <Section title="Rotations">
      <Beyond said="Older ones" next={rotatedFrom?.rotatedFrom?.rotatedFrom} />
      <Timeline
        bulletSize={12}
        lineWidth={2}
        active={shown.findIndex(({ id }) => id === token.id)}
        component="ol"
        className={classes['series'] ?? ''}
        aria-label="Tokens that replaced each other"
      >
        {shown.map((member) => (
          <Timeline.Item
            key={member.id}
            component="li"
            title={<Name member={member} isThis={member.id === token.id} />}
          >
            <Text size="sm" c="dimmed" component="div">
              <TokenStatus status={member.status} />, created <Moment at={member.createdAt} />
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
      <Beyond said="Newer ones" next={replacedBy?.replacedBy?.replacedBy} />
    </Section>
  )
}

type Linked = Pick<Member, 'id' | 'prefix'>

/** The way on where the series is longer than it is told here. */
function Beyond({ said, next }: { readonly said: string; readonly next: Linked | null | undefined }) {
  if (!next) return null
  return (
    <Text size="sm" my="xs">
      {said}: from <TokenLink {...next} /> on
    </Text>
  )
}

function Name({ member: { id, prefix }, isThis }: { readonly member: Member; readonly isThis: boolean }): ReactNode {
  if (!isThis) return <TokenLink id={id} prefix={prefix} />
  return (
    <>
      <Code>{prefix}…</Code> (this token)
    </>
  )
}

const TokenLink = ({ id, prefix }: Linked) => (
  <Anchor component={Link} href={`/database-tokens/${id}`} inherit>
    {prefix}…
  </Anchor>
)
