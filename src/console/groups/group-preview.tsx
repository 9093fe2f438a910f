import { List, Stack, Text } from '@mantine/core'
import type { GroupDetailsFragment } from '../../sdk/generated.ts'
import { sentencesOf } from '../dialogs/rehearsal-words.ts'
import type { Rehearsed } from '../dialogs/use-rehearsal.ts'
import { UnmetList } from '../viewer/unmet-list.tsx'
import { GrantWords } from './grant-words.tsx'

interface Props {
  readonly rehearsed: Rehearsed<GroupDetailsFragment | undefined>
  /** Whether nothing is left open, so that the gateway can be asked. */
  readonly isWhole: boolean
}

/** What a group that is being edited says, and what saving it would do, both as the gateway has rehearsed it. */
export function GroupPreview({ rehearsed, isWhole }: Props) {
  return (
    <div role="status">
      {rehearsed.state === 'not asked' && (
        <Text size="sm">{isWhole ? 'Nothing is changed yet.' : 'Complete the form to see what it would do.'}</Text>
      )}
      {rehearsed.state === 'asking' && (
        <Text size="sm" c="dimmed">
          Checking what it would do…
        </Text>
      )}
      {rehearsed.state === 'unknown' && (
        <Text size="sm">What it would do could not be checked just now. You can go on without it.</Text>
      )}
      {rehearsed.state === 'refused' && (
        <>
          <Text size="sm">It cannot be saved like this: {rehearsed.refusal.message}</Text>
          <UnmetList of={rehearsed.refusal} />
        </>
      )}
      {rehearsed.state === 'told' && (
        <Stack gap="sm">
          <List size="sm" aria-label="What would happen">
            {sentencesOf(rehearsed.outcome, Date.now()).map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
          {rehearsed.data && (
            <>
              <Text size="sm">
                <b>Members count:</b> {rehearsed.data.conditionsSummary}
              </Text>
              <GrantWords grants={rehearsed.data.grants} />
            </>
          )}
        </Stack>
      )}
    </div>
  )
}
