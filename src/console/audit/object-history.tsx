import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import { AuditLogDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { Section } from '../frame/section.tsx'
import { Empty } from '../states/empty.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { Moment } from '../times/moment.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import classes from './audit.module.css'
import { EventSentence } from './sentence.tsx'
import type { ToldEvent } from './told-event.ts'

const shownCount = 10

interface Props {
  /** The id of the object. */
  readonly id: string
  /** Whether it tells what was done to the object, or by it: what a person or a token did. */
  readonly as?: 'resource' | 'actor'
  readonly title?: string
}

/** The last events of an object, newest first, for those who may read the audit log; nothing for others. */
export function ObjectHistory({ id, as = 'resource', title = 'History' }: Props) {
  const { may } = useSignedIn()
  const mayRead = may('AUDIT_READ')
  const filter = as === 'resource' ? { resourceIds: [id] } : { actorIds: [id] }
  const read = useRead(AuditLogDocument, { first: shownCount, filter }, { of: ['AuditEvent'], pause: !mayRead })
  if (!mayRead) return null
  const { data, refusal, isLoading, again } = read
  const events = data?.auditEvents
  return (
    <Section title={title}>
      {isLoading && <Loading rows={3} />}
      {refusal && <Failure refusal={refusal} again={again} />}
      {events && <EventList events={events.nodes} empty={as === 'resource' ? 'No events yet.' : 'Nothing yet.'} />}
      {events?.pageInfo.hasNextPage && (
        <Anchor component={Link} href={`/audit?${new URLSearchParams({ [as]: id })}`} size="sm">
          All events
        </Anchor>
      )}
    </Section>
  )
}

interface ListProps {
  readonly events: readonly ToldEvent[]
  readonly empty: string
}

/** Events as sentences, each with its time. */
export function EventList({ events, empty }: ListProps) {
  if (events.length === 0) return <Empty title={empty} />
  return (
    <ul className={classes['history']}>
      {events.map((event) => (
        <li key={event.id}>
          <EventSentence event={event} />
          <Moment at={event.occurredAt} />
        </li>
      ))}
    </ul>
  )
}
