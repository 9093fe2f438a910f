import { Alert, Button, Group, Progress, Text } from '@mantine/core'
import { counted, numberWords } from '../counts/count-words.ts'
import classes from './list.module.css'
import type { ExportState } from './use-export.ts'

interface Props {
  readonly state: ExportState
  /** One of the things that are exported: `event`. */
  readonly thing: string
  /** Whether filters can make the list short enough for a file. */
  readonly hasFilters: boolean
  stop(): void
}

/** How far an export is, or how it ended. */
export function ExportProgress(props: Props) {
  return (
    <>
      <Shown {...props} />
      {/* The file itself is no news to those who do not see it arrive. */}
      <div role="status" className={classes['said']}>
        {toldOf(props)}
      </div>
    </>
  )
}

function toldOf({ state, thing }: Props): string {
  if (state.name === 'walking') return 'The export is under way.'
  return state.name === 'done' ? `Exported ${counted(state.done, thing)}.` : ''
}

function Shown({ state, thing, hasFilters, stop }: Props) {
  if (state.name === 'walking') {
    const { done, total } = state
    return (
      <Group gap="sm">
        <Progress value={total === 0 ? 0 : (100 * done) / total} w={120} aria-label="Progress of the export" />
        <Text size="sm">
          {numberWords(done)} of {counted(total, thing)}
        </Text>
        <Button size="compact-sm" variant="default" onClick={stop}>
          Stop
        </Button>
      </Group>
    )
  }
  if (state.name === 'cut') {
    return (
      <Alert color="yellow" role="alert" title="The file is not complete" py="xs">
        It has the first {numberWords(state.done)} of {counted(state.total, thing)}.
        {hasFilters && ' Narrow the list by its filters to export the others.'}
      </Alert>
    )
  }
  if (state.name === 'refused') {
    return (
      <Alert color="red" role="alert" title="The export stopped" py="xs">
        {state.refusal.message}
      </Alert>
    )
  }
  return null
}
