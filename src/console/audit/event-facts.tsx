import { Code, Stack, Table, Text } from '@mantine/core'
import type { AuditLogQuery } from '../../sdk/generated.ts'
import { listed } from '../counts/count-words.ts'
import { CopyLine } from '../facts/copy-line.tsx'
import { Facts } from '../facts/facts.tsx'
import { exactTime, relativeTime } from '../times/time-words.ts'
import { useNow } from '../times/use-now.ts'
import classes from './audit.module.css'
import { Outcome } from './outcome.tsx'
import { EventSentence } from './sentence.tsx'
import type { GroupName } from './told-event.ts'
import { useGroupName } from './use-group-name.ts'
import { changedName, changedValue } from './value-words.ts'

export type LoggedEvent = NonNullable<AuditLogQuery['auditEvents']>['nodes'][number]

/** All that the log has of an event, what people look for first. */
export function EventFacts({ event }: { readonly event: LoggedEvent }) {
  const now = useNow()
  const groupName = useGroupName(true)
  const at = new Date(event.occurredAt)
  return (
    <Stack>
      <Text>
        <EventSentence event={event} />.
      </Text>
      <Facts
        facts={[
          { label: 'Time', value: `${exactTime(at)}, ${relativeTime(at.getTime() - now)}` },
          {
            label: 'Outcome',
            value: (
              <>
                <Outcome outcome={event.outcome} />
                {event.errorCode && ` ${event.errorCode}`}
              </>
            ),
          },
          { label: 'Who', value: event.actorLabel },
          { label: 'From', value: originWords(event.ip) },
          ...(event.decidedBy.length > 0
            ? [{ label: 'Allowed by', value: listed(event.decidedBy.map(({ key }) => groupName(key))) }]
            : []),
          { label: 'Request ID', value: <CopyLine value={event.requestId} label="the request ID" /> },
        ]}
      />
      <Changes changes={event.changes} groupName={groupName} />
      <details className={classes['details']}>
        <summary>IDs, and the place in the chain</summary>
        <Facts
          facts={[
            { label: 'Action', value: <Code>{event.action}</Code> },
            { label: 'Sequence number', value: event.sequence },
            ...(event.actorId
              ? [{ label: 'Actor ID', value: <CopyLine value={event.actorId} label="the actor ID" /> }]
              : []),
            ...(event.resourceId
              ? [{ label: 'Resource ID', value: <CopyLine value={event.resourceId} label="the resource ID" /> }]
              : []),
            { label: 'Hash', value: <CopyLine value={event.hash} label="the hash" /> },
            { label: 'Hash before', value: <CopyLine value={event.previousHash} label="the hash before" /> },
          ]}
        />
      </details>
    </Stack>
  )
}

/** Where a request came from: the operator’s commands, and what the gateway does by itself, have no address. */
export const originWords = (ip: string | null): string => ip ?? 'Gateway host'

/** What an event changed, field by field. */
function Changes({ changes, groupName }: Pick<LoggedEvent, 'changes'> & { readonly groupName: GroupName }) {
  if (changes.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing changed.
      </Text>
    )
  return (
    <Table aria-label="What changed" layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Field</Table.Th>
          <Table.Th scope="col">Before</Table.Th>
          <Table.Th scope="col">After</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map(({ field, before, after }) => (
          <Table.Tr key={field}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{changedName(field)}</Table.Td>
            {[before, after].map((value, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the value before, and the one after.
              <Table.Td key={place} style={{ overflowWrap: 'anywhere' }}>
                {changedValue(field, value, groupName) ?? (
                  <Text span inherit c="dimmed">
                    none
                  </Text>
                )}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
