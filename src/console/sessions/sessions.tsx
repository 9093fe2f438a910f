import { Button } from '@mantine/core'
import { RevokeSessionDocument, UserSessionsDocument, type UserSessionsQuery } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { rehearse, rehearseAll } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { useRead } from '../api/use-read.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { useChosen } from '../dialogs/use-chosen.ts'
import { Section } from '../frame/section.tsx'
import type { Column } from '../lists/column.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { toast } from '../states/toast.ts'
import { Moment } from '../times/moment.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { Why } from '../viewer/why.tsx'
import { clientWords } from './client-words.ts'

type Row = NonNullable<NonNullable<UserSessionsQuery['user']>['sessions']>['nodes'][number]

const columns: readonly Column<Row>[] = [
  {
    key: 'client',
    title: 'Client',
    weight: 1.8,
    isFixed: true,
    text: ({ client, isCurrent }) => `${clientWords(client)}${isCurrent ? ' (this session)' : ''}`,
  },
  { key: 'ip', title: 'IP address', text: ({ ip }) => ip ?? 'Unknown' },
  {
    key: 'created',
    title: 'Created',
    text: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <Moment at={createdAt} />,
  },
  {
    key: 'lastSeen',
    title: 'Last seen',
    text: ({ lastSeenAt }) => lastSeenAt,
    cell: ({ lastSeenAt }) => <Moment at={lastSeenAt} />,
  },
  {
    key: 'expires',
    title: 'Expires',
    text: ({ expiresAt }) => expiresAt,
    cell: ({ expiresAt }) => <Moment at={expiresAt} />,
  },
]

/** The sessions of a user, with actions to end them. */
export function Sessions({ userId }: { readonly userId: string }) {
  const { may, viewer } = useSignedIn()
  const list = useList()
  const read = useRead(
    UserSessionsDocument,
    { userId, ...list.page, withTotalCount: true },
    { of: ['Session', 'User'] },
  )
  const revoke = useChange(RevokeSessionDocument, ['Session'])
  const chosen = useChosen<'end' | 'end all', Row | null>()
  const isOwn = viewer.user.id === userId
  const mayEnd = isOwn || may('SESSION_REVOKE')
  const connection = read.data?.user?.sessions
  const others = isOwn ? 'End all others' : 'End all'
  const othersCount = (connection?.totalCount ?? 0) - (isOwn ? 1 : 0)
  return (
    <Section
      title="Sessions"
      actions={
        mayEnd ? (
          othersCount > 0 && (
            <Button variant="default" size="xs" onClick={() => chosen.choose('end all', null)}>
              {others}
            </Button>
          )
        ) : (
          <Why sought={[{ permission: 'SESSION_REVOKE', words: 'end sessions' }]} />
        )
      }
    >
      <PagedTable
        label="Sessions"
        columns={columns}
        read={read}
        connection={connection}
        list={list}
        empty={<Empty title="No active sessions." />}
        called={({ client }) => `the session of ${clientWords(client)}`}
        actions={(session) =>
          mayEnd && !session.isCurrent
            ? [{ label: 'End', isQuick: true, run: () => chosen.choose('end', session) }]
            : []
        }
      />
      <Confirm
        title="End the session?"
        label="End session"
        {...chosen.dialog('end')}
        rehearse={() => rehearse(RevokeSessionDocument, { id: chosen.row?.id ?? '' })}
        act={async () => {
          if (!chosen.row) return
          await revoke({ id: chosen.row.id })
          toast('The session has ended.')
        }}
      >
        This client must sign in again: {clientWords(chosen.row?.client ?? '')},{' '}
        {chosen.row?.ip ?? 'IP address unknown'}.
      </Confirm>
      <Confirm
        title={isOwn ? 'End all other sessions?' : 'End all sessions?'}
        label={others}
        {...chosen.dialog('end all')}
        rehearse={() =>
          rehearseAll(async () => (await othersOf(userId)).map(({ id }) => rehearse(RevokeSessionDocument, { id })))
        }
        act={async () => {
          await endOthers(userId)
          read.again()
          toast(isOwn ? 'All other sessions have ended.' : 'All sessions have ended.')
        }}
      >
        {isOwn ? 'Only this browser stays signed in.' : 'Wherever this person is signed in, they must sign in again.'}
      </Confirm>
    </Section>
  )
}

/** The first sessions of a user but the current one. */
async function othersOf(userId: string) {
  const { user } = await ask(UserSessionsDocument, { userId, first: 100 })
  return user?.sessions?.nodes.filter(({ isCurrent }) => !isCurrent) ?? []
}

/**
 * Ends all sessions but the current one. Ended sessions leave the list, so its first page is read until it is empty.
 */
async function endOthers(userId: string): Promise<void> {
  for (;;) {
    const others = await othersOf(userId)
    if (others.length === 0) return
    for (const { id } of others) await ask(RevokeSessionDocument, { id })
  }
}
