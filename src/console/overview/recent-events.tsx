import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { OverviewQuery } from '../../sdk/generated.ts'
import { EventSentence } from '../audit/sentence.tsx'
import { Moment } from '../times/moment.tsx'
import classes from './overview.module.css'

type AuditEvents = NonNullable<OverviewQuery['auditEvents']>['nodes']

/** The latest events of the audit log, as sentences. */
export function RecentEvents({ events }: { readonly events: AuditEvents }) {
  if (events.length === 0) return <p className={classes['nothing']}>No events yet.</p>
  return (
    <>
      <ul className={classes['lines']}>
        {events.map((event) => (
          <li key={event.id}>
            <span className={classes['what']}>
              <EventSentence event={event} />
            </span>
            <span className={classes['end']}>
              <Moment at={event.occurredAt} />
            </span>
          </li>
        ))}
      </ul>
      <Anchor component={Link} href="/audit" className={classes['more']}>
        All events
      </Anchor>
    </>
  )
}
