import { Alert, Button, Group, Progress, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { AuditFilter } from '../../sdk/generated.ts'
import { asRefusal, type Refusal } from '../api/refusal.ts'
import { counted, numberWords } from '../counts/count-words.ts'
import { downloadFile } from '../facts/download.ts'
import { type ExportFormat, exportFormats } from './export-lines.ts'
import { walk } from './walk.ts'

type State =
  | { readonly name: 'idle' }
  | { readonly name: 'walking'; readonly done: number; readonly total: number }
  | { readonly name: 'refused'; readonly refusal: Refusal }

/** Exports the events of the filter to a file, oldest first. */
export function ExportEvents({ filter }: { readonly filter: AuditFilter }) {
  const [state, setState] = useState<State>({ name: 'idle' })
  const stopper = useRef<AbortController>(undefined)
  useEffect(() => () => stopper.current?.abort(), [])

  const run = async (format: ExportFormat) => {
    stopper.current = new AbortController()
    const { signal } = stopper.current
    const parts = [format.header]
    let done = 0
    setState({ name: 'walking', done, total: 0 })
    try {
      for await (const { events, total } of walk(filter, signal)) {
        parts.push(events.map(format.line).join(''))
        done += events.length
        setState({ name: 'walking', done, total })
      }
      if (signal.aborted) return
      downloadFile(parts, `audit-log.${format.ending}`, format.type)
      setState({ name: 'idle' })
    } catch (error) {
      if (!signal.aborted) setState({ name: 'refused', refusal: asRefusal(error) })
    }
  }

  const stop = () => {
    stopper.current?.abort()
    setState({ name: 'idle' })
  }

  if (state.name === 'walking') {
    const { done, total } = state
    return (
      <Group gap="sm" role="group" aria-label="Export">
        <Progress value={total === 0 ? 0 : (100 * done) / total} w={120} aria-label="Progress of the export" />
        <Text size="sm" role="status">
          {numberWords(done)} of {counted(total, 'event')}
        </Text>
        <Button size="compact-sm" variant="default" onClick={stop}>
          Stop
        </Button>
      </Group>
    )
  }
  return (
    <Group gap="xs" role="group" aria-label="Export">
      {exportFormats.map((format) => (
        <Button key={format.title} variant="default" onClick={() => void run(format)}>
          Export {format.title}
        </Button>
      ))}
      {state.name === 'refused' && (
        <Alert color="red" role="alert" title="The export stopped">
          {state.refusal.message}
        </Alert>
      )}
    </Group>
  )
}
