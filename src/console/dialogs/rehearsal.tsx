import { List, Text } from '@mantine/core'
import { Refused } from '../forms/refused.tsx'
import { sentencesOf } from './rehearsal-words.ts'
import type { Rehearsed } from './use-rehearsal.ts'

/** What the action of a dialog would do, as the gateway has rehearsed it; or why it would be refused. */
export function Rehearsal({ of }: { readonly of: Rehearsed }) {
  return (
    <>
      <div role="status">
        {of.state === 'asking' && (
          <Text size="sm" c="dimmed">
            Checking what else would change…
          </Text>
        )}
        {of.state === 'unknown' && (
          <Text size="sm">What else would change could not be checked just now. You can go on without it.</Text>
        )}
        {of.state === 'told' && (
          <List size="sm" aria-label="What would happen">
            {sentencesOf(of.outcome, Date.now()).map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        )}
      </div>
      {of.state === 'refused' && <Refused refusal={of.refusal} />}
    </>
  )
}
