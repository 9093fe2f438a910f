import { Button, Stack, Text } from '@mantine/core'
import { gateway } from '../gateway.ts'

interface Step {
  readonly label: string
  readonly path: string
}

interface Props {
  /** What happened, and what helps. */
  readonly children: string
  readonly next: Step
  /** Another way on, for those whom the first does not help. */
  readonly otherwise?: Step
}

/** In the place of the form of a mailed link that leads nowhere: what happened, and the way on. */
export function DeadLink({ children, next, otherwise }: Props) {
  return (
    <Stack>
      <Text role="status">{children}</Text>
      <Button component="a" href={gateway.basePath + next.path}>
        {next.label}
      </Button>
      {otherwise && (
        <Button component="a" href={gateway.basePath + otherwise.path} variant="default">
          {otherwise.label}
        </Button>
      )}
    </Stack>
  )
}

/** Said where a page of a link is opened without the secret of the link, as after a reload. */
export const withoutSecret =
  'The link is not complete, or this page was loaded again, which forgets the link. Open it in the mail again.'
