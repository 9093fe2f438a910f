import { Code, Stack, Table, Text } from '@mantine/core'
import type { AuditEventFieldsFragment } from '../../sdk/generated.ts'
import { CopyLine } from '../facts/copy-line.tsx'
import { Facts } from '../facts/facts.tsx'
import { Moment } from '../times/moment.tsx'

/** All fields of an audit event, and the changes it recorded. */
export function EventFacts({ event }: { readonly event: AuditEventFieldsFragment }) {
  const facts = [
    { label: 'Sequence number', value: event.sequence },
    { label: 'Time', value: <Moment at={event.occurredAt} /> },
    { label: 'Outcome', value: event.outcome.toLowerCase() + (event.errorCode ? `, ${event.errorCode}` : '') },
    { label: 'Actor', value: event.actorLabel },
    ...(event.decidedBy.length > 0
      ? [{ label: 'Allowed by', value: event.decidedBy.map(({ key }) => key).join(', ') }]
      : []),
    ...(event.actorId ? [{ label: 'Actor ID', value: <CopyLine value={event.actorId} label="the actor ID" /> }] : []),
    ...(event.resourceLabel ? [{ label: 'Resource', value: event.resourceLabel }] : []),
    ...(event.resourceId
      ? [{ label: 'Resource ID', value: <CopyLine value={event.resourceId} label="the resource ID" /> }]
      : []),
    { label: 'IP address', value: event.ip ?? 'None: on the gateway’s own machine' },
    { label: 'Request ID', value: <CopyLine value={event.requestId} label="the request ID" /> },
    { label: 'Hash', value: <CopyLine value={event.hash} label="the hash" /> },
  ]
  return (
    <Stack>
      <Facts facts={facts} />
      {event.changes.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing changed.
        </Text>
      ) : (
        <Table aria-label="What changed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Field</Table.Th>
              <Table.Th scope="col">Before</Table.Th>
              <Table.Th scope="col">After</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {event.changes.map(({ field, before, after }) => (
              <Table.Tr key={field}>
                <Table.Td>{field}</Table.Td>
                <Table.Td>
                  <Value of={before} />
                </Table.Td>
                <Table.Td>
                  <Value of={after} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  )
}

function Value({ of }: { readonly of: unknown }) {
  if (of === null || of === undefined)
    return (
      <Text size="sm" c="dimmed" component="span">
        none
      </Text>
    )
  return (
    <Code style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
      {typeof of === 'string' ? of : JSON.stringify(of)}
    </Code>
  )
}
