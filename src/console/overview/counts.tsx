import { Paper, Text, UnstyledButton } from '@mantine/core'
import { Link } from 'wouter'
import type { OverviewQuery } from '../../sdk/generated.ts'
import classes from './overview.module.css'

/** How much there is of what the viewer may see; each number leads to its list. */
export function Counts({ overview }: { readonly overview: OverviewQuery }) {
  const counts = [
    { title: 'Databases', path: '/databases', of: overview.databases },
    { title: 'Database tokens', path: '/database-tokens', of: overview.databaseTokens },
    { title: 'Users', path: '/users', of: overview.users },
    { title: 'Pending invitations', path: '/invitations?status=PENDING', of: overview.pendingInvitations },
    { title: 'Management tokens', path: '/management-tokens', of: overview.managementTokens },
  ]
  return (
    <div className={classes.counts}>
      {counts.map(
        ({ title, path, of }) =>
          of && (
            <UnstyledButton key={title} component={Link} href={path}>
              <Paper withBorder p="md">
                <Text size="xl" fw={700}>
                  {(of.totalCount ?? 0).toLocaleString()}
                </Text>
                <Text size="sm" c="dimmed">
                  {title}
                </Text>
              </Paper>
            </UnstyledButton>
          ),
      )}
    </div>
  )
}
