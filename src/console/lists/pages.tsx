import { Button, Group, Text } from '@mantine/core'
import { Link, useLocation } from 'wouter'
import { numberWords } from '../counts/count-words.ts'
import type { Connection } from './column.ts'
import type { ListState } from './use-list.ts'

interface Props<Row> {
  readonly connection: Connection<Row>
  readonly list: ListState
  /** The name of the list. */
  readonly label: string
}

/** How many rows the list has in all, and the way to the pages beside this one. */
export function Pages<Row>({ connection, list, label }: Props<Row>) {
  const [path] = useLocation()
  const { pageInfo, totalCount } = connection
  const steps = [
    { title: 'Previous', position: pageInfo.hasPreviousPage && { before: pageInfo.startCursor ?? '' } },
    { title: 'Next', position: pageInfo.hasNextPage && { after: pageInfo.endCursor ?? '' } },
  ]
  const isWhole = steps.every(({ position }) => !position)
  if (isWhole && typeof totalCount !== 'number') return null
  return (
    <Group justify="space-between" mt="sm" component="nav" aria-label={`Pages of ${label}`}>
      <Text size="sm" c="dimmed">
        {typeof totalCount === 'number' && `${numberWords(totalCount)} in total`}
      </Text>
      {!isWhole && (
        <Group gap="xs">
          {steps.map(({ title, position }) =>
            position ? (
              <Button key={title} component={Link} href={path + list.linkTo(position)} variant="default" size="xs">
                {title}
              </Button>
            ) : (
              <Button key={title} variant="default" size="xs" disabled>
                {title}
              </Button>
            ),
          )}
        </Group>
      )}
    </Group>
  )
}
