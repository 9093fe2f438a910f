import { Button, Group } from '@mantine/core'
import type { AuditFilter } from '../../sdk/generated.ts'
import { ExportProgress } from '../lists/export-progress.tsx'
import { useExport } from '../lists/use-export.ts'
import { exportFormats } from './export-lines.ts'
import { walkEvents } from './walk.ts'

/** Exports the events of the filter to a file, oldest first. */
export function ExportEvents({ filter }: { readonly filter: AuditFilter }) {
  const { state, run, stop } = useExport()
  return (
    <Group gap="xs" role="group" aria-label="Export">
      {state.name !== 'walking' &&
        exportFormats.map((format) => (
          <Button
            key={format.title}
            variant="default"
            onClick={() => void run({ fileName: 'audit-log', format, walk: (signal) => walkEvents(filter, signal) })}
          >
            Export {format.title}
          </Button>
        ))}
      <ExportProgress state={state} thing="event" stop={stop} />
    </Group>
  )
}
