import { Anchor, Table, Text } from '@mantine/core'
import { Link } from 'wouter'
import type { OverviewQuery } from '../../sdk/generated.ts'
import { Moment } from '../times/moment.tsx'

interface Props {
  /** The time that is shown for each token. */
  readonly moment: 'expiresAt' | 'lastUsedAt'
  readonly database: OverviewQuery['expiringDatabaseTokens']
  readonly management?: OverviewQuery['expiringManagementTokens']
  readonly empty: string
}

/** Tokens that need attention, and whether there are more. */
export function TokensToLookAt({ moment, database, management, empty }: Props) {
  const kinds = [
    { path: '/database-tokens', tokens: database },
    { path: '/management-tokens', tokens: management },
  ]
  const timeOf = (token: { expiresAt: string | null; lastUsedAt: string | null }) =>
    Date.parse(token[moment] ?? '') || 0
  const rows = kinds
    .flatMap(({ path, tokens }) => (tokens?.nodes ?? []).map((token) => ({ path, token })))
    .sort((one, other) => timeOf(one.token) - timeOf(other.token))
  const longer = kinds.filter(({ tokens }) => tokens?.pageInfo.hasNextPage)
  if (rows.length === 0) return <Text c="dimmed">{empty}</Text>
  return (
    <>
      <Table>
        <Table.Tbody>
          {rows.map(({ path, token }) => (
            <Table.Tr key={token.id}>
              <Table.Td>
                <Anchor component={Link} href={`${path}?search=${encodeURIComponent(token.description)}`} size="sm">
                  {token.description}
                </Anchor>
              </Table.Td>
              <Table.Td ta="right">
                <Moment at={token[moment]} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {longer.length > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          More are in the list of tokens.
        </Text>
      )}
    </>
  )
}
