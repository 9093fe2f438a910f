import { Paper } from '@mantine/core'
import { Link } from 'wouter'
import type { PeopleCountsQuery, ResourceCountsQuery } from '../../sdk/generated.ts'
import { PeopleCountsDocument, ResourceCountsDocument } from '../../sdk/generated.ts'
import { type Read, useRead } from '../api/use-read.ts'
import { agreeing, numberWords } from '../counts/count-words.ts'
import { Failure } from '../states/failure.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import classes from './overview.module.css'

export interface AllCounts {
  readonly resources: Read<ResourceCountsQuery>
  readonly people: Read<PeopleCountsQuery>
}

/** The numbers of resources that the viewer may see. */
export function useCounts(): AllCounts {
  const { may } = useSignedIn()
  const resources = useRead(
    ResourceCountsDocument,
    {
      withDatabases: may('DATABASE_READ'),
      withDatabaseTokens: may('DATABASE_TOKEN_READ'),
      withManagementTokens: may('MANAGEMENT_TOKEN_READ'),
    },
    { of: ['Database', 'DatabaseToken', 'ManagementToken'] },
  )
  const people = useRead(
    PeopleCountsDocument,
    { withUsers: may('USER_READ'), withInvitations: may('INVITATION_READ') },
    { of: ['User', 'Invitation'], pause: !may('USER_READ') && !may('INVITATION_READ') },
  )
  return { resources, people }
}

/** Each number as a link to its list. */
export function Counts({ resources, people }: AllCounts) {
  const failed = [resources, people].find(({ refusal }) => refusal)
  if (failed?.refusal) return <Failure refusal={failed.refusal} again={failed.again} />
  const counts = [
    { one: 'Database', path: '/databases', of: resources.data?.databases },
    { one: 'Database token', path: '/database-tokens', of: resources.data?.databaseTokens },
    { one: 'User', path: '/users', of: people.data?.users },
    { one: 'Pending invitation', path: '/invitations?status=PENDING', of: people.data?.pendingInvitations },
    { one: 'Management token', path: '/management-tokens', of: resources.data?.managementTokens },
  ]
  return (
    <Paper withBorder className={classes['counts']} component="nav" aria-label="Counts">
      {counts.map(
        ({ one, path, of }) =>
          of && (
            <Link key={path} href={path} className={classes['count']}>
              <b>{numberWords(of.totalCount ?? 0)}</b>
              <span>{agreeing(of.totalCount ?? 0, one, `${one}s`)}</span>
            </Link>
          ),
      )}
    </Paper>
  )
}
